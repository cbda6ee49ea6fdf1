import type { ModFile, WorkFile } from "../modfile/mod-file.ts";
import type { Comment, Comments, Line } from "../modfile/syntax.ts";
import type { Span } from "../text/span.ts";

/** `// gomod-lint:ignore RULE[,RULE] -- reason [until=YYYY-MM-DD]`, on the line or above it, or `gomod-lint:ignore-file` anywhere. */
export interface Suppression {
  /** rule ids or groups */
  readonly rules: readonly string[];
  readonly reason: string;
  /** the last day on which it holds, as `YYYY-MM-DD` */
  readonly until?: string;
  /** the comment */
  readonly span: Span;
  /** what it covers; absent: the whole file, or nothing where it is `loose` */
  readonly covers?: Span;
  /** it stands at no line, as a blank line behind it makes it, and switches nothing off */
  readonly loose?: true;
}

const marker = "gomod-lint:ignore";

/** All suppressions of a file, in the order of their places. */
export function suppressions(file: ModFile | WorkFile): readonly Suppression[] {
  if (!file.text.includes(marker)) return [];
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

/** Whether a finding of a rule is switched off by `suppression` on the day `today` (`YYYY-MM-DD`). */
export function suppresses(suppression: Suppression, rule: { id: string; group: string }, span: Span, today: string): boolean {
  if (suppression.until !== undefined && suppression.until < today) return false;
  return isNamed(suppression, rule) && covers(suppression, span);
}

/** Whether a suppression is about a rule, by its id or its group. */
export function isNamed({ rules }: Suppression, { id, group }: { readonly id: string; readonly group: string }): boolean {
  return rules.includes(id) || rules.includes(group);
}

/** Whether a place lies where a suppression counts. */
export function covers({ covers, loose }: Suppression, span: Span): boolean {
  if (loose === true) return false;
  return covers === undefined || (span.start >= covers.start && span.start <= covers.end);
}

function parse(comment: Comment, covers: Span | undefined): Suppression | undefined {
  // Behind `// indirect;` a suppression may follow on the same comment: the go command keeps what stands there.
  const at = comment.text.indexOf(marker);
  if (at === -1) return undefined;
  const match = /^gomod-lint:ignore(-file)?(?:\s+(?!--)([\w,\s-]*?))?(?:\s+--\s*(.*))?$/.exec(comment.text.slice(at).trimEnd());
  if (match === null) return undefined;
  const whole = match[1] !== undefined;
  const names = (match[2] ?? "").split(/[\s,]+/).filter((name) => name !== "");
  const reason = match[3] ?? "";
  const until = /\buntil=(\d{4}-\d{2}-\d{2})\b/.exec(reason)?.[1];
  return {
    rules: names,
    reason: reason.replace(/\s*\buntil=\S+/, "").trim(),
    ...(until === undefined ? {} : { until }),
    span: comment.span,
    ...(whole ? {} : covers === undefined ? { loose: true } : { covers }),
  };
}
