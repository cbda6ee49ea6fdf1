import type { Span } from "../../text/span.ts";
import { isDirectoryPath } from "../../version/module-path.ts";
import { verbText } from "../hover-directive.ts";
import type { CompletionContext, RuleName } from "./context.ts";
import { type Completion, type Item, type Items, nothing, ranked } from "./item.ts";
import type { CodeSite, CommentSite } from "./site.ts";

const marker = "gomod-lint:ignore";

/** Comments that mean something behind a line of code. */
export function commentItems(context: CompletionContext, { verb, before, word, commented }: CodeSite, line: number): Items {
  if (commented || !"//".startsWith(word.text)) return nothing;
  if (!isWhole(verb, before)) return nothing;
  return ranked(candidates(context, verb, true, line).map((item) => ({ item, rank: 0 })));
}

/** Whether a directive has all its arguments. */
function isWhole(verb: string | undefined, before: readonly string[]): boolean {
  switch (verb) {
    case "require":
    case "exclude":
      return before.length === 2;
    case "replace": {
      const arrow = before.indexOf("=>");
      return arrow > 0 && before.length === arrow + (isDirectoryPath(before[arrow + 1] ?? "") ? 2 : 3);
    }
    case "retract":
      return before.length === (before[0] === "[" ? 5 : 1);
    default:
      return before.length === 1 && verb !== undefined && verbText(verb).length > 0;
  }
}

/** What a comment may go on with: words that the go command or this program read. */
export function completeComment(context: CompletionContext, site: CommentSite): Completion | undefined {
  const rules = ruleCompletion(context, site);
  if (rules !== undefined) return rules;
  const { text, offset, span, verb, suffix, line } = site;
  const insert = { start: span.start, end: offset };
  // Behind `indirect;` the comment goes on with whatever somebody has to say.
  const [, kept = "", body = ""] = /^(\/\/[ \t]*(?:indirect;[ \t]*)?)(.*)$/s.exec(text) ?? [];
  const more = kept.includes("indirect");
  const items = candidates(context, verb, suffix, line).flatMap((item): Item[] => {
    const words = item.label.slice("// ".length);
    if (!words.startsWith(body) || (more && words === "indirect")) return [];
    // The client compares with what is there, which may have other spaces.
    const filter = text + words.slice(body.length);
    if (!more) return [{ ...item, filter }];
    const behind = (part: string): string => kept + part.slice("// ".length);
    return [
      {
        ...item,
        label: behind(item.label),
        text: behind(item.text ?? item.label),
        ...(item.snippet === undefined ? {} : { snippet: behind(item.snippet) }),
        filter,
      },
    ];
  });
  return { ...ranked(items.map((item) => ({ item, rank: 0 }))), insert, replace: span };
}

/** Whole comments, in the order in which they are likely. */
function candidates(context: CompletionContext, verb: string | undefined, suffix: boolean, line: number): readonly Item[] {
  const { file } = context.snapshot;
  const items: Item[] = [];
  const comment = (text: string, detail: string, more: Partial<Item> = {}): void => {
    items.push({ label: text, kind: "comment", detail, ...more });
  };
  if (file.kind === "mod" && verb === "require" && suffix) comment("// indirect", "no package of this module imports it");
  for (const { id, summary } of rulesOn(context, suffix ? line : line + 1)) {
    const label = `// ${marker} ${id} -- reason`;
    comment(label, summary, { snippet: `// ${marker} ${id} -- \${0:reason}`, about: { about: "rule", id } });
  }
  comment(`// ${marker} RULE -- reason`, "switches a rule off here", {
    text: `// ${marker} `,
    snippet: `// ${marker} \${1:RULE} -- \${0:reason}`,
  });
  if (!suffix) {
    comment(`// ${marker}-file RULE -- reason`, "switches a rule off in this file", {
      text: `// ${marker}-file `,
      snippet: `// ${marker}-file \${1:RULE} -- \${0:reason}`,
    });
  }
  if (file.kind === "mod" && verb === "module") {
    comment("// Deprecated: ", "tells all who use the module", {
      snippet: `// Deprecated: \${0:use example.com/mod/v2 instead}`,
    });
  }
  return items;
}

/** Behind the marker: rules, those first that have a finding there. */
function ruleCompletion(context: CompletionContext, { text, offset, span, suffix, line }: CommentSite): Completion | undefined {
  const match = /gomod-lint:ignore(-file)?[ \t]+((?:\w[\w-]*[, \t]+)*)((?:\w[\w-]*)?)$/.exec(text);
  if (match === null) return undefined;
  const [, whole, named = "", word = ""] = match;
  const there = new Set(named.split(/[\s,]+/));
  const near = whole === undefined ? rulesOn(context, suffix ? line : line + 1) : rulesFound(context);
  const start = offset - word.length;
  const insert: Span = { start, end: offset };
  const rest = /^[\w-]*/.exec(context.snapshot.file.text.slice(offset, span.end))?.[0] ?? "";
  const item = ({ id, summary }: RuleName): Item => ({ label: id, kind: "rule", detail: summary, about: { about: "rule", id } });
  // What is no go.mod at all cannot be ignored.
  const rules = context.rules.filter(({ id }) => id !== "syntax");
  const groups = [...new Set(rules.map(({ group }) => group))];
  const items: { readonly item: Item; readonly rank: number }[] = [
    ...rules.map((rule) => ({ item: item(rule), rank: near.includes(rule) ? 0 : 1 })),
    ...groups.map((group) => ({ item: { label: group, kind: "rule", detail: "all rules of this group" } as const, rank: 2 })),
  ].filter(({ item: { label } }) => label.startsWith(word) && !there.has(label));
  // A space behind a name ends the list as well as it goes on with it.
  if (word === "" && /[\w-][ \t]+$/.test(named)) items.unshift({ item: reason, rank: -1 });
  return { ...ranked(items), insert, replace: { start, end: offset + rest.length } };
}

const reason: Item = { label: "-- reason", kind: "comment", snippet: `-- \${0:reason}`, detail: "says why" };

/** Rules with a finding on a line, as far as the last run knew. */
function rulesOn(context: CompletionContext, line: number): readonly RuleName[] {
  const { file } = context.snapshot;
  return rulesFound(context, (start) => file.lines.position(start).line === line);
}

function rulesFound({ snapshot, rules }: CompletionContext, where: (start: number) => boolean = () => true): readonly RuleName[] {
  const ids = new Set(snapshot.result.diagnostics.filter(({ span }) => where(span.start)).map(({ rule }) => rule));
  return rules.filter(({ id }) => ids.has(id) && id !== "syntax");
}
