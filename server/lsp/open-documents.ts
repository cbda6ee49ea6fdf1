import type { DidChangeTextDocumentParams, TextDocumentItem } from "vscode-languageserver/node";
import type { Span } from "../text/span.ts";
import { type PositionEncoding, Positions } from "./positions.ts";
import { type Platform, pathOfUri } from "./uris.ts";

/** A document of the editor, as the protocol knows it. */
export interface OpenDocument {
  /** as the editor spells it */
  readonly uri: string;
  /** absolute; of a document that is no file its URI */
  readonly path: string;
  /** it lies, or will lie, in a directory of this machine, so that it has a module graph */
  readonly isFile: boolean;
  /** the editor's; null: it is not open, what lies on the disk counts */
  readonly version: number | null;
  readonly positions: Positions;
}

/** A change in offsets of the text before it, or the whole text. */
export type OffsetChange = { readonly span: Span; readonly text: string } | { readonly text: string };

/** The editor's documents by URI. */
export class OpenDocuments {
  readonly #documents = new Map<string, OpenDocument & { version: number }>();
  readonly encoding: PositionEncoding;
  readonly #platform: Platform;

  constructor(encoding: PositionEncoding, platform: Platform) {
    this.encoding = encoding;
    this.#platform = platform;
  }

  /** @returns undefined for a file that is neither go.mod nor go.work: it is not looked at */
  open({ uri, languageId, version, text }: TextDocumentItem): OpenDocument | undefined {
    const file = pathOfUri(uri, this.#platform);
    const path = file ?? uri;
    if (isForeign(languageId, path)) return undefined;
    const document = { uri, path, isFile: file !== undefined, version, positions: new Positions(text, this.encoding) };
    this.#documents.set(uri, document);
    return document;
  }

  /**
   * Applies changes one after the other.
   * @returns the same changes in offsets; undefined for a document that is not open
   */
  change({ textDocument, contentChanges }: DidChangeTextDocumentParams): readonly OffsetChange[] | undefined {
    const document = this.#documents.get(textDocument.uri);
    if (document === undefined) return undefined;
    document.version = textDocument.version;
    return contentChanges.map((change) => document.positions.change(change));
  }

  close(uri: string): OpenDocument | undefined {
    const document = this.#documents.get(uri);
    this.#documents.delete(uri);
    return document;
  }

  get(uri: string): OpenDocument | undefined {
    return this.#documents.get(uri);
  }

  /** The document of a path. */
  at(path: string): OpenDocument | undefined {
    for (const document of this.#documents.values()) if (document.path === path) return document;
    return undefined;
  }

  all(): readonly OpenDocument[] {
    return [...this.#documents.values()];
  }
}

/** What editors send besides: go.sum and Go files, where a server is attached to all of Go's languages. */
function isForeign(languageId: string, path: string): boolean {
  if (/\.(mod|work)$/.test(path)) return false;
  return !/^go\.?(mod|work)$/.test(languageId);
}
