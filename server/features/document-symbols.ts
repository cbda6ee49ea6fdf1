import { requirementSpan } from "../analysis/describe.ts";
import type { Located, ModFile, Replacement, WorkFile } from "../modfile/mod-file.ts";
import type { Block, Line } from "../modfile/syntax.ts";
import { counted } from "../text/counted.ts";
import type { Span } from "../text/span.ts";
import { entriesOf, type PlacedEntry } from "./place.ts";

/** An entry of a file's outline: a directive, or a block with its lines. */
export interface FileSymbol {
  readonly kind: PlacedEntry["kind"] | "block";
  readonly name: string;
  /** may be empty */
  readonly detail: string;
  /** with the comments that belong to it */
  readonly span: Span;
  /** what to jump to, inside of `span` */
  readonly selection: Span;
  readonly children: readonly FileSymbol[];
}

/** The outline of a file, in its order. Lines that have an error are not in it. */
export function documentSymbols(file: ModFile | WorkFile): readonly FileSymbol[] {
  const byLine = new Map<Line, PlacedEntry>();
  for (const placed of entriesOf(file)) byLine.set(placed.entry.line, placed);
  const symbolOf = (line: Line): readonly FileSymbol[] => {
    const placed = byLine.get(line);
    return placed === undefined ? [] : [entrySymbol(placed)];
  };
  return file.syntax.statements.flatMap((statement): readonly FileSymbol[] => {
    if (statement.kind === "comment") return [];
    if (statement.kind === "line") return symbolOf(statement);
    return [blockSymbol(statement, statement.lines.flatMap(symbolOf))];
  });
}

function blockSymbol(block: Block, children: readonly FileSymbol[]): FileSymbol {
  const [verb] = block.tokens;
  return {
    kind: "block",
    name: block.tokens.map((token) => token.text).join(" "),
    detail: counted(children.length, "line"),
    span: withComments(block, block.closeComments.suffix.at(-1)?.span),
    selection: verb?.span ?? block.span,
    children,
  };
}

function entrySymbol(placed: PlacedEntry): FileSymbol {
  const { line } = placed.entry;
  return {
    kind: placed.kind,
    ...described(placed),
    span: withComments(line, line.suffix.at(-1)?.span),
    children: [],
  };
}

function described(placed: PlacedEntry): Pick<FileSymbol, "name" | "detail" | "selection"> {
  switch (placed.kind) {
    case "require": {
      const { path, version, indirect } = placed.entry;
      const detail = indirect ? `${version.value} indirect` : version.value;
      return { name: path.value, detail, selection: requirementSpan({ path, version }) };
    }
    case "exclude": {
      const { path, version } = placed.entry;
      return { name: path.value, detail: version.value, selection: requirementSpan({ path, version }) };
    }
    case "replace":
      return replacement(placed.entry);
    case "retract": {
      const { low, high, rationale } = placed.entry;
      const name = low.value === high.value ? low.value : `${low.value} to ${high.value}`;
      return { name, detail: rationale.split("\n")[0] ?? "", selection: { start: low.span.start, end: high.span.end } };
    }
    case "go":
    case "toolchain":
      return { name: placed.kind, detail: placed.entry.version.value, selection: placed.entry.version.span };
    case "godebug": {
      const { key, value } = placed.entry;
      return { name: key.value, detail: value.value, selection: { start: key.span.start, end: value.span.end } };
    }
    default:
      // An editor takes no empty name.
      return { name: placed.entry.path.value || '""', detail: "", selection: placed.entry.path.span };
  }
}

function replacement({
  oldPath,
  oldVersion,
  newPath,
  newVersion,
}: Replacement): Pick<FileSymbol, "name" | "detail" | "selection"> {
  const named = (path: Located, version: Located | undefined): string =>
    version === undefined ? path.value : `${path.value}@${version.value}`;
  return {
    name: named(oldPath, oldVersion),
    detail: `=> ${named(newPath, newVersion)}`,
    selection: { start: oldPath.span.start, end: (newVersion ?? newPath).span.end },
  };
}

/** From the first comment above to the last one behind; blank lines do not count. */
function withComments({ before, span }: Line | Block, last: Span | undefined): Span {
  const first = before.find((comment) => comment.text !== "")?.span.start ?? span.start;
  return { start: Math.min(first, span.start), end: Math.max(last?.end ?? span.end, span.end) };
}
