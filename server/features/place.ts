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
  for (const { kind, entry } of entriesOf(file)) {
    if (!touches(entry.span, offset)) continue;
    const first = entry.line.tokens[0];
    if (!entry.line.inBlock && first !== undefined && touches(first.span, offset)) {
      return { kind: "verb", verb: first.text, span: first.span };
    }
    const word = entry.line.tokens.find((token) => touches(token.span, offset));
    return { kind, entry, span: word?.span ?? entry.span } as Place;
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

/** An entry with its directive. */
export type PlacedEntry = WithoutSpan<Exclude<Place, { kind: "verb" }>>;
type WithoutSpan<T> = T extends Place ? Omit<T, "span"> : never;

/** All entries of a file, by directive. */
export function* entriesOf(file: ModFile | WorkFile): Iterable<PlacedEntry> {
  if (file.kind === "mod" && file.module !== undefined) yield { kind: "module", entry: file.module };
  if (file.go !== undefined) yield { kind: "go", entry: file.go };
  if (file.toolchain !== undefined) yield { kind: "toolchain", entry: file.toolchain };
  for (const entry of file.godebug) yield { kind: "godebug", entry };
  for (const entry of file.replace) yield { kind: "replace", entry };
  if (file.kind === "work") {
    for (const entry of file.use) yield { kind: "use", entry };
    return;
  }
  for (const entry of file.require) yield { kind: "require", entry };
  for (const entry of file.exclude) yield { kind: "exclude", entry };
  for (const entry of file.retract) yield { kind: "retract", entry };
  for (const entry of file.tool) yield { kind: "tool", entry };
  for (const entry of file.ignore) yield { kind: "ignore", entry };
}
