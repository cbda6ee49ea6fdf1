import type { ModFile, WorkFile } from "../modfile/mod-file.ts";
import type { Comment, Comments, Line } from "../modfile/syntax.ts";
import type { Span } from "../text/span.ts";
import { dayProblem } from "./option-forms.ts";

/** `// gomod-lint:ignore RULE[,RULE] -- reason [until=YYYY-MM-DD]`, on the line or above it, or `gomod-lint:ignore-file` anywhere. */
export interface Suppression {
  /** rule ids or groups */
  readonly rules: readonly string[];
  readonly reason: string;
  /** the last day on which it holds, as `YYYY-MM-DD` */
  readonly until?: string;
  /** what is wrong with its `until=`, so that it holds for ever; or with all of it, so that it names no rules */
  readonly problem?: string;
  /** the comment */
  readonly span: Span;
  /** what it covers; absent: the whole file, or nothing where it is `loose` */
  readonly covers?: Span;
  /** it stands at no line, as a blank line behind it makes it, and switches nothing off */
  readonly loose?: true;
}

/** What a comment that switches rules off begins with. */
export const suppressionMark = "gomod-lint:ignore";

/** What stands where somebody is to write a reason: of a comment that an editor puts in, and of many at once. */
export const placeholderReasons = ["reason", "TODO: say why"] as const;

/** All suppressions of a file, in the order of their places. */
export function suppressions(file: ModFile | WorkFile): readonly Suppression[] {
  if (!file.text.includes(suppressionMark)) return [];
  const found: Suppression[] = [];
  const take = (comments: Comments, covers: Span | undefined): void => {
    for (const comment of [...comments.before, ...comments.suffix, ...comments.after]) {
      const suppression = parse(comment, covers);
      if (suppression !== undefined) found.push(suppression);
    }
  };
  const lineSpan = (line: Line): Span => ({ start: line.span.start, end: line.suffix[0]?.span.end ?? line.span.end });
  for (const statement of file.syntax.statements) {
    take(statement, statement.kind === "line" ? lineSpan(statement) : statement.kind === "block" ? statement.span : undefined);
    if (statement.kind !== "block") continue;
    for (const line of statement.lines) take(line, lineSpan(line));
    take(statement.openComments, undefined);
    take(statement.closeComments, undefined);
  }
  return found;
}

/** Whether a suppression is about a finding of a rule, be its day over or not. */
export function concernsFinding(
  suppression: Suppression,
  rule: { readonly id: string; readonly group: string },
  span: Span,
): boolean {
  const { rules, covers, loose } = suppression;
  if (loose === true || (!rules.includes(rule.id) && !rules.includes(rule.group))) return false;
  return covers === undefined || (span.start >= covers.start && span.start <= covers.end);
}

/** Whether a suppression still holds on the day `today` (`YYYY-MM-DD`). */
export function holds({ until }: Suppression, today: string): boolean {
  return until === undefined || until >= today;
}

function parse(comment: Comment, covers: Span | undefined): Suppression | undefined {
  // Behind `// indirect;` a suppression may follow on the same comment: the go command keeps what stands there.
  const at = comment.text.indexOf(suppressionMark);
  if (at === -1) return undefined;
  const text = comment.text.slice(at).trimEnd();
  const [head = "", file] = /^gomod-lint:ignore(-file)?(?=\s|$)/.exec(text) ?? [];
  if (head === "") return undefined;
  const place = file !== undefined ? {} : covers === undefined ? { loose: true as const } : { covers };
  const match = /^(?:\s+(?!--)([\w,\s-]*?))?(?:\s+(until=\S+))?(?:\s+--\s*(.*))?$/.exec(text.slice(head.length));
  if (match === null) return { rules: [], reason: "", problem: "cannot be read", span: comment.span, ...place };
  const names = (match[1] ?? "").split(/[\s,]+/).filter((name) => name !== "");
  const reason = match[3] ?? "";
  const until = /(?:^|\s)until=([^\s,;)]*)/.exec(`${match[2] ?? ""} ${reason}`)?.[1];
  const problem = until === undefined ? undefined : dayProblem(until);
  return {
    rules: names,
    reason: reason.replace(/(?:^|\s+)until=[^\s,;)]*/, "").trim(),
    ...(until === undefined ? {} : problem === undefined ? { until } : { problem: `until= ${problem}` }),
    span: comment.span,
    ...place,
  };
}
