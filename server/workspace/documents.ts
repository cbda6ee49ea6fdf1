import type { Host, ReadFailure } from "../host/host.ts";
import type { ModFile, WorkFile } from "../modfile/mod-file.ts";
import type { DocumentChange, FileKind } from "../modfile/reader.ts";

/** A go.mod or go.work file as it is now: an editor's buffer before the disk. */
export interface Document {
  /** absolute */
  readonly path: string;
  readonly file: ModFile | WorkFile;
  /** the editor's version of an open document */
  readonly version?: number;
}

/** `go.work` and `*.work` are workspaces, everything else is read as go.mod. */
export function fileKind(path: string): "mod" | "work" {
  return path.endsWith(".work") ? "work" : "mod";
}

/** What reads texts: modfile's ModFileReader, or one that needs no syntax tree. */
export interface DocumentReader {
  parse(text: string, kind: FileKind): ModFile | WorkFile;
  open(text: string, kind: FileKind): OpenDocument;
}

/** A document that changes; whoever opened it disposes of it. */
export interface OpenDocument {
  readonly file: ModFile | WorkFile;
  edit(changes: readonly DocumentChange[]): ModFile | WorkFile;
  dispose(): void;
}

/**
 * The files of a workspace: open documents with their syntax trees, and files of the disk read once. Whoever opens a document closes
 * it: open ones hold memory outside the JavaScript heap.
 */
export class Documents {
  readonly #host: Host;
  readonly #reader: DocumentReader;
  readonly #open = new Map<string, { readonly document: OpenDocument; version: number }>();
  readonly #disk = new Map<string, Document>();

  constructor(host: Host, reader: DocumentReader) {
    this.#host = host;
    this.#reader = reader;
  }

  /** Takes over a document from the editor; a second opening replaces the first. */
  open(path: string, text: string, version: number): void {
    this.close(path);
    this.#open.set(path, { document: this.#reader.open(text, fileKind(path)), version });
  }

  /** Applies changes of the editor one after the other; offsets of each are in the text that the one before left. */
  change(path: string, changes: readonly DocumentChange[], version: number): void {
    const entry = this.#open.get(path);
    if (entry === undefined) return;
    entry.document.edit(changes);
    entry.version = version;
  }

  close(path: string): void {
    this.#open.get(path)?.document.dispose();
    this.#open.delete(path);
    this.#disk.delete(path);
  }

  /** Forgets what the disk said of a file, so that it is read again. */
  forget(path: string): void {
    this.#disk.delete(path);
  }

  isOpen(path: string): boolean {
    return this.#open.has(path);
  }

  /** Absolute paths of all open documents. */
  opened(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** An open document's text: what lies on the disk does not count until it is saved. */
  overlay(path: string): string | undefined {
    return this.#open.get(path)?.document.file.text;
  }

  /** The document at an absolute path, or why it cannot be read. */
  get(path: string): Document | ReadFailure {
    const open = this.#open.get(path);
    if (open !== undefined) return { path, file: open.document.file, version: open.version };
    const known = this.#disk.get(path);
    if (known !== undefined) return known;
    const text = this.#host.readText(path);
    if (typeof text !== "string") return text;
    const document = this.parse(path, text);
    this.#disk.set(path, document);
    return document;
  }

  /** A document of a given text, kept nowhere. */
  parse(path: string, text: string): Document {
    return { path, file: this.#reader.parse(text, fileKind(path)) };
  }

  dispose(): void {
    for (const { document } of this.#open.values()) document.dispose();
    this.#open.clear();
    this.#disk.clear();
  }
}
