import type { ModFile, WorkFile } from "../../modfile/mod-file.ts";
import { type Item, type Items, ranked } from "./item.ts";
import type { CodeSite } from "./site.ts";

interface Directive {
  readonly verb: string;
  /** its lines may stand in a block */
  readonly block: boolean;
  /** present: the go command knows it from this release on */
  readonly since?: string;
}

const modDirectives: readonly Directive[] = [
  { verb: "module", block: false },
  { verb: "go", block: false },
  { verb: "toolchain", block: false, since: "1.21" },
  { verb: "require", block: true },
  { verb: "replace", block: true },
  { verb: "exclude", block: true },
  { verb: "retract", block: true, since: "1.16" },
  { verb: "tool", block: true, since: "1.24" },
  { verb: "ignore", block: true, since: "1.25" },
  { verb: "godebug", block: true, since: "1.23" },
];

const workDirectives: readonly Directive[] = [
  { verb: "go", block: false },
  { verb: "toolchain", block: false, since: "1.21" },
  { verb: "use", block: true },
  { verb: "replace", block: true },
  { verb: "godebug", block: true, since: "1.23" },
];

/** The directives that a line may begin with; those that may stand once only where they do not. */
export function directiveItems(file: ModFile | WorkFile, { word, after }: CodeSite): Items {
  const newline = file.text.includes("\r\n") ? "\r\n" : "\n";
  const items: Item[] = [];
  for (const { verb, block, since } of file.kind === "mod" ? modDirectives : workDirectives) {
    if (!block && isThere(file, verb) && word.text !== verb) continue;
    const detail = since === undefined ? {} : { detail: `from Go ${since} on` };
    const common = { kind: "directive", ...detail, about: { about: "directive", verb } } as const;
    // Where the arguments are there already, the word is all that is missing.
    items.push({ ...common, label: verb, text: after.length === 0 ? `${verb} ` : verb });
    if (!block || after.length > 0) continue;
    const text = `${verb} (${newline}\t${newline})`;
    items.push({ ...common, label: `${verb} (…)`, filter: `${verb} (`, text, snippet: `${verb} (${newline}\t$0${newline})` });
  }
  return ranked(items.filter(({ label }) => label.startsWith(word.text)).map((item) => ({ item, rank: 0 })));
}

/** Whether a directive that may stand once does. Told from the words: the line may have an error. */
function isThere({ syntax }: ModFile | WorkFile, verb: string): boolean {
  return syntax.statements.some(
    (statement) => statement.kind !== "comment" && statement.tokens.length > 1 && statement.tokens[0]?.text === verb,
  );
}
