import type {
  Exclusion,
  Godebug,
  ModFile,
  ModuleDirective,
  PathDirective,
  Replacement,
  Requirement,
  Retraction,
  VersionDirective,
  WorkFile,
} from "../modfile/mod-file.ts";
import type { Statement } from "../modfile/syntax.ts";
import { type Span, touches } from "../text/span.ts";

/** What stands at a place of a file: an entry, or the verb of a block. `span` is the smallest part of it that has a meaning of its own. */
export type Place =
  | { readonly kind: "module"; readonly entry: ModuleDirective; readonly span: Span }
  | { readonly kind: "go" | "toolchain"; readonly entry: VersionDirective; readonly span: Span }
  | { readonly kind: "godebug"; readonly entry: Godebug; readonly span: Span }
  | { readonly kind: "require"; readonly entry: Requirement; readonly span: Span }
  | { readonly kind: "exclude"; readonly entry: Exclusion; readonly span: Span }
  | { readonly kind: "replace"; readonly entry: Replacement; readonly span: Span }
  | { readonly kind: "retract"; readonly entry: Retraction; readonly span: Span }
  | { readonly kind: "tool" | "ignore" | "use"; readonly entry: PathDirective; readonly span: Span }
  | { readonly kind: "verb"; readonly verb: string; readonly span: Span };

/**
 * The entry at an offset, its end included. Comments are no part of an entry.
 * @returns undefined where nothing with a meaning stands
 */
export function placeAt(file: ModFile | WorkFile, offset: number): Place | undefined {
  for (const { verb, entry } of entriesOf(file)) {
    if (!touches(entry.span, offset)) continue;
    const first = entry.line.tokens[0];
    if (!entry.line.inBlock && first !== undefined && touches(first.span, offset)) {
      return { kind: "verb", verb: first.text, span: first.span };
    }
    const word = entry.line.tokens.find((token) => touches(token.span, offset));
    return { kind: verb, entry, span: word?.span ?? entry.span } as Place;
  }
  return verbAt(file.syntax.statements, offset);
}

/** The verb of a block, or of a line that has an error. */
function verbAt(statements: readonly Statement[], offset: number): Place | undefined {
  for (const statement of statements) {
    if (statement.kind === "comment") continue;
    const verb = statement.tokens[0];
    if (verb !== undefined && touches(verb.span, offset)) return { kind: "verb", verb: verb.text, span: verb.span };
  }
  return undefined;
}

function* entriesOf(
  file: ModFile | WorkFile,
): Iterable<Pick<Exclude<Place, { kind: "verb" }>, "entry"> & { readonly verb: string }> {
  const lists: (readonly [string, readonly (Exclude<Place, { kind: "verb" }>["entry"] | undefined)[]])[] = [
    ["go", [file.go]],
    ["toolchain", [file.toolchain]],
    ["godebug", file.godebug],
    ["replace", file.replace],
  ];
  if (file.kind === "work") lists.push(["use", file.use]);
  else {
    lists.push(["module", [file.module]], ["require", file.require], ["exclude", file.exclude]);
    lists.push(["retract", file.retract], ["tool", file.tool], ["ignore", file.ignore]);
  }
  for (const [verb, entries] of lists) for (const entry of entries) if (entry !== undefined) yield { verb, entry };
}
