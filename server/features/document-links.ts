import { formatModule } from "../graph/module-version.ts";
import type { Located } from "../modfile/mod-file.ts";
import type { Comment, Statement } from "../modfile/syntax.ts";
import type { Span } from "../text/span.ts";
import type { Links } from "./links.ts";
import { entriesOf, type PlacedEntry } from "./place.ts";
import type { Known, Surroundings } from "./surroundings.ts";

/** A part of a file that leads somewhere. */
export interface FileLink {
  readonly span: Span;
  /** an address, or the absolute path of a file of this machine */
  readonly target: { readonly address: string } | { readonly path: string };
  readonly tooltip: string;
}

/**
 * Links of a file in its order: modules and tools to their documentation, where a public site may know them, directories of replacements and
 * of go.work to their go.mod, and the addresses in comments.
 */
export function documentLinks(known: Known, links: Links, { places }: Pick<Surroundings, "places">): readonly FileLink[] {
  const toModule = (path: Located, version?: Located): readonly FileLink[] => {
    const module = { path: path.value, version: version?.value ?? "" };
    const address = links.module(module);
    const span = { start: path.span.start, end: (version ?? path).span.end };
    return address === undefined ? [] : [{ span, target: { address }, tooltip: `Documentation of ${formatModule(module)}` }];
  };
  const toDirectory = ({ value, span }: Located): readonly FileLink[] => {
    const target = places.directory(known.path, value);
    return target === undefined ? [] : [{ span, target: { path: target.path }, tooltip: `go.mod of ${value}` }];
  };
  const ofEntry = (placed: PlacedEntry): readonly FileLink[] => {
    switch (placed.kind) {
      case "module":
      case "tool":
        return toModule(placed.entry.path);
      case "require":
      case "exclude":
        return toModule(placed.entry.path, placed.entry.version);
      case "replace": {
        const { oldPath, oldVersion, newPath, newVersion } = placed.entry;
        return [
          ...toModule(oldPath, oldVersion),
          ...(newVersion === undefined ? toDirectory(newPath) : toModule(newPath, newVersion)),
        ];
      }
      case "use":
        return toDirectory(placed.entry.path);
      default:
        return [];
    }
  };
  const found = [...entriesOf(known.file)].flatMap(ofEntry);
  for (const comment of commentsOf(known.file.syntax.statements)) found.push(...addresses(comment));
  return found.sort((a, b) => a.span.start - b.span.start);
}

function* commentsOf(statements: readonly Statement[]): Iterable<Comment> {
  for (const statement of statements) {
    yield* statement.before;
    yield* statement.suffix;
    yield* statement.after;
    if (statement.kind !== "block") continue;
    for (const comments of [statement.openComments, statement.closeComments]) {
      yield* comments.before;
      yield* comments.suffix;
      yield* comments.after;
    }
    yield* commentsOf(statement.lines);
  }
}

/** Addresses in a comment, without the punctuation of the sentence around them. */
function addresses({ span, text }: Comment): readonly FileLink[] {
  return [...text.matchAll(/\bhttps?:\/\/[^\s<>"'`]+/g)].flatMap((match) => {
    const address = trimmed(match[0]);
    const start = span.start + match.index;
    if (!URL.canParse(address)) return [];
    return [{ span: { start, end: start + address.length }, target: { address }, tooltip: address }];
  });
}

function trimmed(address: string): string {
  let end = address.length;
  for (;;) {
    const last = address[end - 1] ?? "";
    const closes = last === ")" && !address.slice(0, end).includes("(");
    if (!closes && !/[.,;:!?\]]/.test(last)) return address.slice(0, end);
    end--;
  }
}
