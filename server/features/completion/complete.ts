import { autoQuote, quote } from "../../modfile/quote.ts";
import { isDirectoryPath } from "../../version/module-path.ts";
import { commentItems, completeComment } from "./comments.ts";
import type { CompletionContext } from "./context.ts";
import { directiveItems } from "./directives.ts";
import { directoryItems } from "./directories.ts";
import { goLineItems, toolchainItems } from "./go-versions.ts";
import { godebugItems } from "./godebug.ts";
import { type Completion, type Item, type Items, itemLimit, nothing, ranked } from "./item.ts";
import { moduleItems, ownPathItems } from "./modules.ts";
import { retractionItems } from "./retractions.ts";
import { type CodeSite, siteAt, type Typed } from "./site.ts";
import { toolItems } from "./tools.ts";
import { versionItems } from "./versions.ts";

/**
 * What may stand at an offset: a pure function of the document and of what is known of the machine.
 *
 * @param offset UTF-16 offset into the document's text
 * @param unasked nobody asked: the list is shown because a space was typed, which ends a word more often than it begins one
 * @returns undefined where nothing is known
 */
export function complete(context: CompletionContext, offset: number, unasked = false): Completion | undefined {
  const { file } = context.snapshot;
  const site = siteAt(file, offset);
  if (site === undefined) return undefined;
  if (site.kind === "comment")
    return unasked && !/gomod-lint:ignore\S*\s$/.test(site.text) ? undefined : completeComment(context, site);
  if (unasked && (site.verb === undefined || (site.block !== undefined && site.before.length === 0))) return undefined;
  const arguments_ = argumentItems(context, site);
  const comments = unasked ? nothing : commentItems(context, site, file.lines.position(offset).line);
  const items = [
    ...arguments_.items.map((item) => spelled(item, site.word)),
    ...comments.items.map((item) => apart(item, site.word)),
  ];
  if (items.length === 0 && !arguments_.incomplete) return undefined;
  return {
    items: items.slice(0, itemLimit),
    incomplete: arguments_.incomplete,
    insert: { start: site.word.span.start, end: offset },
    replace: site.word.span,
  };
}

function argumentItems(context: CompletionContext, site: CodeSite): Items {
  const { snapshot } = context;
  const { verb, before, word } = site;
  const first = before.length === 0;
  switch (verb) {
    case undefined:
      return directiveItems(snapshot.file, site);
    case "go":
      return first ? goLineItems(context, word.text) : nothing;
    case "toolchain":
      return first ? toolchainItems(context, word.text) : nothing;
    case "godebug":
      return first ? withEnd(site, godebugItems(snapshot.file, word.text)) : nothing;
    case "replace":
      return withEnd(site, replaceItems(context, site));
  }
  if (snapshot.file.kind === "work") return verb === "use" && first ? withEnd(site, useItems(context, word.text)) : nothing;
  const [path] = before;
  switch (verb) {
    case "module":
      return first ? ownPathItems(context) : nothing;
    case "require":
    case "exclude":
      if (path === undefined) return withEnd(site, moduleItems(context, word.text, verb));
      return before.length === 1 ? versionItems(context, path, word.text) : nothing;
    case "retract":
      return withEnd(site, retractionItems(context, site));
    case "tool":
      return first ? withEnd(site, toolItems(context, word.text)) : nothing;
    case "ignore":
      return first ? withEnd(site, ignoreItems(context, word.text)) : nothing;
    default:
      return nothing;
  }
}

/** `old [version] => new [version]` */
function replaceItems(context: CompletionContext, { before, after, word }: CodeSite): Items {
  const arrow = before.indexOf("=>");
  const [old] = before;
  if (old === undefined || old === "=>") return arrow === 0 ? nothing : moduleItems(context, word.text, "replace");
  if (arrow === -1) {
    if (before.length > 2) return nothing;
    const versions = before.length === 1 ? versionItems(context, old, word.text) : nothing;
    const needed = !after.includes("=>") && "=>".startsWith(word.text);
    const items: readonly Item[] = needed ? [{ label: "=>", kind: "value", text: "=> ", detail: "what is used instead" }] : [];
    return { items: [...items, ...versions.items], incomplete: versions.incomplete };
  }
  const target = before[arrow + 1];
  if (target !== undefined) {
    return before.length > arrow + 2 || isDirectoryPath(target) ? nothing : versionItems(context, target, word.text);
  }
  const isDirectory = isDirectoryPath(word.text);
  if (word.text !== "" && !isDirectory && !/^\.{1,2}$/.test(word.text)) {
    const modules = moduleItems(context, word.text, "target");
    const near = directoryItems(context, word.text, { module: old, modules: true, own: false, named: new Set() });
    // By their module, too: `lib` for ../lib.
    return { items: [...near.items, ...modules.items].slice(0, itemLimit), incomplete: near.incomplete || modules.incomplete };
  }
  const directories = directoryItems(context, word.text, { module: old, modules: true, own: false, named: new Set() });
  if (isDirectory) return directories;
  const modules = moduleItems(context, word.text, "target");
  return { items: [...directories.items, ...modules.items].slice(0, itemLimit), incomplete: true };
}

function useItems(context: CompletionContext, typed: string): Items {
  const { file } = context.snapshot;
  return directoryItems(context, typed, {
    modules: true,
    own: true,
    named: namedBy(context, file.kind === "work" ? file.use : []),
  });
}

function ignoreItems(context: CompletionContext, typed: string): Items {
  const { file } = context.snapshot;
  const named = namedBy(context, file.kind === "mod" ? file.ignore : []);
  return directoryItems(context, typed, { modules: false, own: false, named });
}

/** Absolute paths of the directories that lines name. */
function namedBy(
  { directory, listings }: CompletionContext,
  lines: readonly { readonly path: { readonly value: string } }[],
): ReadonlySet<string> {
  return new Set(directory === undefined ? [] : lines.map(({ path }) => listings.resolve(directory, path.value)));
}

/** In a block that nobody has closed, the word that does comes with the first words of its lines. */
function withEnd({ block, before, word, after }: CodeSite, items: Items): Items {
  const open = block !== undefined && block.close.start === block.close.end;
  if (!open || before.length > 0 || after.length > 0 || word.text !== "") return items;
  const end = ranked([{ item: { label: ")", kind: "value", detail: "closes the block" }, rank: 0 }]);
  return { items: [...items.items, ...end.items], incomplete: items.incomplete };
}

/** The item as it has to be spelled at this word: quoted where it must be, or where the word is. */
function spelled(item: Item, word: Typed): Item {
  const text = item.text ?? item.label;
  if (word.quote !== undefined) {
    const { mark, closed } = word.quote;
    const inner = mark === '"' ? quote(text).slice(1, -1) : text;
    return { ...item, text: inner + (closed ? "" : mark) };
  }
  const quotable = item.kind === "directory" && !text.endsWith("/");
  return apart(quotable ? { ...item, text: autoQuote(text) } : item, word);
}

/** The item with a space before it, where it would touch what stands there. */
function apart(item: Item, { glued }: Typed): Item {
  if (glued !== true) return item;
  const { snippet } = item;
  return { ...item, text: ` ${item.text ?? item.label}`, ...(snippet === undefined ? {} : { snippet: ` ${snippet}` }) };
}
