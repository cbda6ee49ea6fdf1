import type {
  ClientCapabilities,
  CompletionItem,
  CompletionItemKind,
  CompletionList,
  CompletionParams,
  InsertReplaceEdit,
  Range,
  TextEdit,
} from "vscode-languageserver/node";
import { complete } from "../../features/completion/complete.ts";
import type { CompletionContext } from "../../features/completion/context.ts";
import type { About, Completion, Item, ItemKind } from "../../features/completion/item.ts";
import { describeItem } from "../../features/completion/resolve.ts";
import { toMarkdown, toPlainText } from "../../features/markup.ts";
import type { Feature } from "../feature.ts";
import type { OpenDocument } from "../open-documents.ts";
import type { Session } from "../session.ts";

/**
 * What may begin a list besides letters, which every editor takes for that: what ends an element of a path, a version's parts, a word, and
 * what opens an interval, a quote or a value.
 */
const triggerCharacters = [" ", "/", ".", "-", "=", "[", ",", '"'];

/** textDocument/completion and completionItem/resolve */
export const completionFeature: Feature = {
  switch: { name: "completion", on: true, about: "Completion of whatever a line may hold." },
  capabilities: ({ capabilities }) => ({
    completionProvider: {
      triggerCharacters,
      resolveProvider: true,
      ...(clientOf(capabilities).labelDetails ? { completionItem: { labelDetailsSupport: true } } : {}),
    },
  }),
  requests: { "textDocument/completion": completionOf, "completionItem/resolve": resolvedItem },
};

/** What an unresolved item carries: what is to be told of it, and in which document. */
interface ItemData {
  readonly uri: string;
  readonly about: About;
}

/** CompletionTriggerKind.TriggerCharacter */
const byCharacter = 2;

function completionOf(session: Session, { textDocument, position, context }: CompletionParams): CompletionList | null {
  const document = session.live.documents.get(textDocument.uri);
  const completionContext = document === undefined ? undefined : contextOf(session, document);
  if (document === undefined || completionContext === undefined) return null;
  const unasked = context?.triggerKind === byCharacter && context.triggerCharacter === " ";
  const found = complete(completionContext, document.positions.offset(position), unasked);
  return found === undefined ? null : toList(found, document, clientOf(session.capabilities));
}

function resolvedItem(session: Session, item: CompletionItem): CompletionItem {
  const { uri, about } = (item.data ?? {}) as Partial<ItemData>;
  const document = uri === undefined ? undefined : session.live.documents.get(uri);
  const context = document === undefined ? undefined : contextOf(session, document);
  if (context === undefined || about === undefined) return item;
  const blocks = describeItem(context, about, session.links);
  if (blocks.length === 0) return item;
  const { documentation: kind } = clientOf(session.capabilities);
  return { ...item, documentation: { kind, value: kind === "markdown" ? toMarkdown(blocks) : toPlainText(blocks) } };
}

function contextOf(session: Session, document: OpenDocument): CompletionContext | undefined {
  const { live, rules } = session;
  const snapshot = live.glance(document);
  if (snapshot === undefined) return undefined;
  const { listings } = live;
  return { snapshot, directory: document.isFile ? listings.resolve(document.path, "..") : undefined, listings, rules };
}

/** What the client can do with items. */
interface CompletionClient {
  readonly snippets: boolean;
  readonly insertReplace: boolean;
  readonly labelDetails: boolean;
  /** how it wants to be told that nobody should take an item */
  readonly deprecated: "tag" | "flag" | undefined;
  /** it takes the range that all items share once */
  readonly defaultRange: boolean;
  readonly documentation: "markdown" | "plaintext";
}

function clientOf({ textDocument }: ClientCapabilities): CompletionClient {
  const { completionItem: item, completionList: list } = textDocument?.completion ?? {};
  return {
    snippets: item?.snippetSupport === true,
    insertReplace: item?.insertReplaceSupport === true,
    labelDetails: item?.labelDetailsSupport === true,
    deprecated: item?.tagSupport?.valueSet.includes(tagDeprecated) ? "tag" : item?.deprecatedSupport ? "flag" : undefined,
    defaultRange: list?.itemDefaults?.includes("editRange") === true,
    documentation: item?.documentationFormat?.find((kind) => kind === "markdown" || kind === "plaintext") ?? "plaintext",
  };
}

/** CompletionItemTag.Deprecated */
const tagDeprecated = 1;
/** InsertTextFormat.Snippet */
const snippetFormat = 2;

/** CompletionItemKind */
const kinds: Readonly<Record<ItemKind, CompletionItemKind>> = {
  directive: 14, // Keyword
  module: 9, // Module
  version: 12, // Value
  directory: 19, // Folder
  package: 9,
  value: 12,
  comment: 1, // Text
  rule: 20, // EnumMember
};

function toList(found: Completion, document: OpenDocument, client: CompletionClient): CompletionList {
  const { positions, uri } = document;
  const insert = positions.range(found.insert);
  // Whoever is in the middle of a word means all of it; before a word something is to be put.
  const whole = found.insert.end > found.insert.start ? positions.range(found.replace) : insert;
  const ranges: Range | { insert: Range; replace: Range } = client.insertReplace
    ? { insert, replace: positions.range(found.replace) }
    : whole;
  return {
    isIncomplete: found.incomplete,
    ...(client.defaultRange ? { itemDefaults: { editRange: ranges } } : {}),
    items: found.items.map((item, i) => toItem(item, i, { ranges, uri, client })),
  };
}

interface Shared {
  readonly ranges: Range | { insert: Range; replace: Range };
  readonly uri: string;
  readonly client: CompletionClient;
}

function toItem(item: Item, index: number, { ranges, uri, client }: Shared): CompletionItem {
  const snippet = client.snippets ? item.snippet : undefined;
  const newText = snippet ?? item.text ?? item.label;
  return {
    label: item.label,
    kind: kinds[item.kind],
    // The order is ours: editors sort by this where what is typed goes with several equally well.
    sortText: String(index).padStart(4, "0"),
    ...(item.filter === undefined ? {} : { filterText: item.filter }),
    ...(item.detail === undefined || item.detail === ""
      ? {}
      : client.labelDetails
        ? { labelDetails: { description: item.detail } }
        : { detail: item.detail }),
    ...(item.deprecated !== true || client.deprecated === undefined
      ? {}
      : client.deprecated === "tag"
        ? { tags: [tagDeprecated] }
        : { deprecated: true }),
    ...(client.defaultRange
      ? newText === item.label
        ? {}
        : { textEditText: newText }
      : {
          textEdit:
            "start" in ranges
              ? ({ range: ranges, newText } satisfies TextEdit)
              : ({ ...ranges, newText } satisfies InsertReplaceEdit),
        }),
    ...(snippet === undefined ? {} : { insertTextFormat: snippetFormat }),
    ...(item.about === undefined ? {} : { data: { uri, about: item.about } satisfies ItemData }),
  };
}
