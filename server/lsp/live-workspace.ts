import type {
  DiagnosticRelatedInformation,
  DidChangeTextDocumentParams,
  Location,
  Diagnostic as ProtocolDiagnostic,
  TextDocumentItem,
} from "vscode-languageserver/node";
import type { Diagnostic, Related } from "../analysis/finding.ts";
import type { AnyRule } from "../analysis/rule.ts";
import type { RunResult } from "../analysis/run.ts";
import type { RulesOf } from "../analysis/settings.ts";
import type { Known, Surroundings } from "../features/surroundings.ts";
import { requirementPlace } from "../features/surroundings.ts";
import type { ModuleGraph } from "../graph/module-graph.ts";
import { formatModule } from "../graph/module-version.ts";
import type { Host } from "../host/host.ts";
import type { ModFileReader } from "../modfile/reader.ts";
import type { Document } from "../workspace/documents.ts";
import type { FilePlace } from "../workspace/file-place.ts";
import { ImportSites } from "../workspace/import-sites.ts";
import { createListings, type Listings } from "../workspace/listings/listings.ts";
import { ModulePlaces } from "../workspace/module-places.ts";
import { type Snapshot, Workspace } from "../workspace/workspace.ts";
import type { ClientFeatures } from "./client-features.ts";
import { type DiagnosticContext, toProtocol, toProtocolElsewhere } from "./diagnostics.ts";
import type { FoundByUri } from "./findings.ts";
import { type OffsetChange, type OpenDocument, OpenDocuments } from "./open-documents.ts";
import { placeRange } from "./place-location.ts";
import { Positions } from "./positions.ts";
import { uriOfPath } from "./uris.ts";
import { breathe } from "./wait.ts";
import { warmUp } from "./warm-up.ts";

export interface LiveWorkspaceOptions {
  readonly host: Host;
  readonly rules: readonly AnyRule[];
  readonly reader: ModFileReader;
  readonly features: ClientFeatures;
  /** the rules that run now on a file */
  readonly rulesOf: RulesOf;
  /** Whether the network may not be asked. */
  readonly offline: () => boolean;
  /** told of each run of all rules */
  readonly ran: (document: OpenDocument, result: RunResult) => void;
}

/** What no rule had anything to say of. */
export const noResult: RunResult = { diagnostics: [], skipped: [] };

/**
 * The editor's documents and the workspace that they make up, held together: positions are the editor's, findings the workspace's.
 * Changes are given to the workspace when something is asked of it, so that a burst of them is read once.
 */
export class LiveWorkspace {
  readonly documents: OpenDocuments;
  /** of the modules' own Go files */
  readonly imports: ImportSites;
  /** of files that are not open: each finding names some, at every keystroke the same */
  readonly #uris = new Map<string, string>();
  /** of the findings that were published last */
  #chains: DiagnosticContext["chains"]["before"] = new Map();
  readonly #options: LiveWorkspaceOptions;
  readonly #snapshots = new Map<string, Snapshot>();
  /** changes by path that the workspace has not been given */
  readonly #unread = new Map<string, OffsetChange[]>();
  /** by path: graphs that are being loaded */
  readonly #preparing = new Map<string, { readonly version: number | null; done: Promise<void> }>();
  readonly #workspace: Workspace;
  readonly #places: ModulePlaces;
  #listings: Listings | undefined;
  #endWarmUp: (() => void) | undefined;
  /** the last snapshot of each document by URI, of whatever text */
  readonly #last = new Map<string, Snapshot>();

  constructor(options: LiveWorkspaceOptions) {
    this.#options = options;
    this.documents = new OpenDocuments(options.features.encoding, options.host.platform);
    this.imports = new ImportSites(options.host);
    const { host, rules, reader, rulesOf, offline } = options;
    this.#workspace = new Workspace({ host, rules, reader, settings: rulesOf, offline });
    const { documents, sources } = this.#workspace;
    this.#places = new ModulePlaces(host, sources, (path) => documents.overlay(path));
  }

  /** The engine, with all changes read. */
  get workspace(): Workspace {
    this.#read();
    return this.#workspace;
  }

  /** What lies on this machine and may be named in a file. */
  get listings(): Listings {
    this.#listings ??= createListings(this.#options.host, this.#workspace.sources);
    return this.#listings;
  }

  /** @returns undefined for a file that is not looked at */
  open(item: TextDocumentItem): OpenDocument | undefined {
    const document = this.documents.open(item);
    if (document === undefined) return undefined;
    this.#unread.delete(document.path);
    this.#workspace.documents.open(document.path, item.text, item.version);
    this.#snapshots.clear();
    return document;
  }

  /** @returns the document and the changes in offsets; undefined for one that is not open */
  change(
    params: DidChangeTextDocumentParams,
  ): { readonly document: OpenDocument; readonly changes: readonly OffsetChange[] } | undefined {
    const changes = this.documents.change(params);
    const document = this.documents.get(params.textDocument.uri);
    if (changes === undefined || document === undefined) return undefined;
    const unread = this.#unread.get(document.path);
    if (unread === undefined) this.#unread.set(document.path, [...changes]);
    else unread.push(...changes);
    this.#endWarmUp ??= warmUp(this.#workspace.sources, this.#graphOf(params.textDocument.uri));
    this.#snapshots.clear();
    return { document, changes };
  }

  #graphOf(uri: string): ModuleGraph | undefined {
    const graph = (this.#snapshots.get(uri) ?? this.#last.get(uri))?.facts.graph;
    return graph !== undefined && "ready" in graph ? graph.ready.declared : undefined;
  }

  /** @returns the document as it was, and the open documents that looked at it */
  close(uri: string): { readonly document: OpenDocument; readonly dependents: readonly OpenDocument[] } | undefined {
    const document = this.documents.close(uri);
    if (document === undefined) return undefined;
    this.#unread.delete(document.path);
    this.#last.delete(uri);
    const dependents = this.dependents(document);
    this.#workspace.documents.close(document.path);
    this.#workspace.releaseGraph(document.path);
    this.#snapshots.clear();
    return { document, dependents };
  }

  changedOnDisk(paths: readonly string[]): void {
    for (const path of paths) this.#workspace.changedOnDisk(path);
    this.#listings?.forget();
    this.#snapshots.clear();
  }

  /** Every finding may be another: settings have changed, or something was fetched. */
  forgetResults(): void {
    this.#snapshots.clear();
  }

  /** Whether the network may be asked is another: what could not be had is looked for anew. */
  forgetGraphs(): void {
    this.#workspace.forgetGraphs();
    this.#snapshots.clear();
  }

  /** A document as the workspace has it after all changes. */
  current({ path }: OpenDocument): Document | undefined {
    const document = this.workspace.documents.get(path);
    return "failed" in document ? undefined : document;
  }

  /** Whether `snapshot` costs no more than the rules: the graph is at hand. */
  isReady(document: OpenDocument): boolean {
    if (this.#snapshots.has(document.uri)) return true;
    const current = this.current(document);
    return !document.isFile || current === undefined || this.#workspace.isReady(current);
  }

  /** Loads what `snapshot` needs without keeping messages waiting; whoever asks while it is being loaded waits for the same. */
  async prepare(document: OpenDocument, signal: AbortSignal): Promise<void> {
    // A round is lost when something changes on the disk meanwhile.
    for (let rounds = 0; rounds < 3 && !signal.aborted && !this.isReady(document); rounds++) {
      const { path, version } = document;
      let preparing = this.#preparing.get(path);
      if (preparing === undefined || preparing.version !== version) {
        const wanted = { version, done: Promise.resolve() };
        const current = this.current(document);
        if (current === undefined) return;
        const goesOn = async (): Promise<boolean> => {
          await breathe();
          return this.#preparing.get(path) === wanted && this.documents.get(document.uri)?.version === version;
        };
        this.#preparing.set(path, wanted);
        wanted.done = this.workspace.prepare(current, goesOn).finally(() => {
          if (this.#preparing.get(path) === wanted) this.#preparing.delete(path);
        });
        preparing = wanted;
      }
      await preparing.done;
      if (this.documents.get(document.uri) !== document || document.version !== version) return;
    }
  }

  /** Findings of the rules that need the file alone. */
  own(document: OpenDocument): RunResult {
    const current = this.current(document);
    return current === undefined ? noResult : this.#workspace.lintOwn(current);
  }

  /** All that is known of a document as it is now; made once for each change of anything. May take as long as loading a graph. */
  snapshot(document: OpenDocument): Snapshot | undefined {
    const known = this.#snapshots.get(document.uri);
    if (known !== undefined) return known;
    const current = this.current(document);
    if (current === undefined) return undefined;
    // What is no file has no directory, and nothing around it.
    const snapshot = document.isFile
      ? this.#workspace.lint(current)
      : { ...current, facts: {}, result: this.#workspace.lintOwn(current) };
    this.#snapshots.set(document.uri, snapshot);
    this.#last.set(document.uri, snapshot);
    this.#options.ran(document, snapshot.result);
    return snapshot;
  }

  /**
   * The document as it is now with what was last known of it, which may be of a text before: for what must be there at once. A graph of
   * the text before the line was touched that is being typed is the better one there, too.
   */
  glance(document: OpenDocument): Snapshot | undefined {
    const last = this.#snapshots.get(document.uri) ?? this.#last.get(document.uri);
    if (last === undefined) return this.snapshot(document);
    const current = this.current(document);
    return current === undefined ? undefined : { ...last, ...current };
  }

  /** All findings of a text, as if the document were that. */
  lintText({ path }: OpenDocument, text: string): readonly Diagnostic[] {
    const { workspace } = this;
    return workspace.lint(workspace.documents.parse(path, text)).result.diagnostics;
  }

  /** A file of the disk as if it were open; undefined where it cannot be read. Whoever is done with it releases it. */
  onDisk(path: string): OpenDocument | undefined {
    const document = this.workspace.documents.get(path);
    if ("failed" in document) return undefined;
    const positions = new Positions(document.file.text, this.documents.encoding);
    return { uri: this.uri(path), path, isFile: true, version: null, positions };
  }

  /** Lets go of what is known of a file that is not open: its graph is large. */
  release({ uri, path }: OpenDocument): void {
    this.#snapshots.delete(uri);
    this.#workspace.releaseGraph(path);
  }

  /** The open documents that replace a module by the directory of this one, or use it. */
  dependents({ path, isFile }: OpenDocument): readonly OpenDocument[] {
    if (!isFile) return [];
    return this.workspace.dependents(path).flatMap((dependent) => this.documents.at(dependent) ?? []);
  }

  /** What a document's graph lacks and the network may have; empty for what has no graph, and where the network may not be asked. */
  missing(document: OpenDocument): string {
    const graph = this.#snapshots.get(document.uri)?.facts.graph;
    if (this.#options.offline() || graph === undefined || "unavailable" in graph) return "";
    const { declared, effective } = graph.ready;
    return (declared.unavailable.length === 0 ? effective : declared).unavailable
      .map(({ target }) => formatModule(target))
      .join(" ");
  }

  /** What features that lead to other files ask. */
  get surroundings(): Surroundings {
    this.#read();
    return { places: this.#places, known: (path) => this.known(path) };
  }

  /** What is known of the file at a path, open or not; undefined when it cannot be read. */
  known(path: string): Known | undefined {
    const open = this.documents.at(path);
    if (open !== undefined) return this.snapshot(open);
    const { workspace } = this;
    const document = workspace.documents.get(path);
    return "failed" in document ? undefined : { ...document, facts: workspace.facts(document) };
  }

  /** A place of a file as the client has it. */
  location(place: FilePlace): Location {
    return { uri: this.uri(place.path), range: placeRange(place, this.#options.features.encoding) };
  }

  /** The URI of a path, as the editor spells it where it is open. */
  uri(path: string): string {
    const open = this.documents.at(path)?.uri;
    if (open !== undefined) return open;
    let uri = this.#uris.get(path);
    if (uri === undefined) {
      uri = uriOfPath(path, this.#options.host.platform);
      this.#uris.set(path, uri);
    }
    return uri;
  }

  /**
   * Findings of a document as the client takes them, by the URI of the file where they stand. What stands in another file is in the
   * document, too, at the line that it concerns.
   * @param documentation address of the rules' documentation, ending in `/`
   */
  byUri(diagnostics: readonly Diagnostic[], document: OpenDocument, documentation: string): FoundByUri {
    const now = new Map<Related, DiagnosticRelatedInformation>();
    const context = this.#diagnosticContext(document, documentation, { before: this.#chains, now });
    this.#chains = now;
    const found = new Map([[document.uri, diagnostics.map((diagnostic) => toProtocol(diagnostic, document, context))]]);
    for (const diagnostic of diagnostics) {
      const { place } = diagnostic;
      if (place === undefined) continue;
      const uri = this.uri(place.path);
      const there = toProtocolElsewhere(diagnostic, place, document, context);
      const known = found.get(uri);
      if (known === undefined) found.set(uri, [there]);
      else known.push(there);
    }
    return found;
  }

  /** One finding of a document as the client takes it. */
  toProtocol(diagnostic: Diagnostic, document: OpenDocument, documentation: string): ProtocolDiagnostic {
    const chains = { before: this.#chains, now: new Map() };
    return toProtocol(diagnostic, document, this.#diagnosticContext(document, documentation, chains));
  }

  dispose(): void {
    this.#endWarmUp?.();
    this.#workspace.dispose();
  }

  #diagnosticContext(document: OpenDocument, documentation: string, chains: DiagnosticContext["chains"]): DiagnosticContext {
    const uri = (path: string): string => this.uri(path);
    const current = this.current(document);
    const facts = this.#snapshots.get(document.uri)?.facts ?? {};
    const known = current === undefined ? undefined : { path: current.path, file: current.file, facts };
    return {
      features: this.#options.features.diagnostics,
      documentation,
      uri,
      chains,
      place: (chain) => {
        const [from, to] = chain.slice(-2);
        if (known === undefined || from === undefined || to === undefined) return undefined;
        const place = requirementPlace(known, this.#places, from, to);
        return place === undefined ? undefined : this.location(place);
      },
    };
  }

  /** Gives the workspace all changes that it has not seen, of every document: one may be read for another. */
  #read(): void {
    if (this.#unread.size === 0) return;
    const unread = [...this.#unread];
    this.#unread.clear();
    for (const [path, changes] of unread) {
      const document = this.documents.at(path);
      if (document !== undefined) this.#workspace.documents.change(path, changes, document.version ?? 0);
    }
  }
}
