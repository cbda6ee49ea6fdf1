import type {
  DidChangeTextDocumentParams,
  DidChangeWatchedFilesParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
  DidSaveTextDocumentParams,
  InitializeParams,
  Location,
  Diagnostic as ProtocolDiagnostic,
  WorkDoneProgressCancelParams,
} from "vscode-languageserver/node";
import type { Diagnostic } from "../analysis/finding.ts";
import type { AnyRule } from "../analysis/rule.ts";
import type { RunResult } from "../analysis/run.ts";
import type { RulesOf } from "../analysis/settings.ts";
import { formatModule } from "../graph/module-version.ts";
import type { Host } from "../host/host.ts";
import type { ModFileReader } from "../modfile/reader.ts";
import type { ReadConfiguration } from "../workspace/configuration/read.ts";
import type { Document } from "../workspace/documents.ts";
import { type FilePlace, RequirementPlaces } from "../workspace/requirement-places.ts";
import { type Snapshot, Workspace } from "../workspace/workspace.ts";
import { chainLocation } from "./chain-location.ts";
import { type ClientFeatures, clientFeatures } from "./client-features.ts";
import { configurationDiagnostics, configurationMessage } from "./configuration-diagnostics.ts";
import { toProtocol } from "./diagnostics.ts";
import type { Client } from "./endpoint.ts";
import { Fetcher } from "./fetcher.ts";
import { type OffsetChange, type OpenDocument, OpenDocuments } from "./open-documents.ts";
import { ProjectSettings } from "./project-settings.ts";
import { messageType } from "./protocol.ts";
import { Publisher } from "./publisher.ts";
import { readSettings, type ServerSettings } from "./settings.ts";
import { pathOfUri, uriOfPath } from "./uris.ts";

/** What a session is made of. */
export interface SessionOptions {
  readonly host: Host;
  readonly rules: readonly AnyRule[];
  readonly reader: ModFileReader;
  /** what reads configuration files */
  readonly readConfiguration: ReadConfiguration;
  /** address of the folder with the rules' documentation, ending in `/` */
  readonly documentation: string;
  /** Whether changes of the document at a URI have come in and wait to be handled. */
  readonly isBusy: (uri: string) => boolean;
}

/** An open document as the editor has it, and what the workspace knows of it. */
export interface Found {
  readonly document: OpenDocument;
  readonly snapshot: Snapshot;
}

/** One client with its documents, settings and the workspace that they make up. */
export class Session {
  readonly features: ClientFeatures;
  readonly #options: SessionOptions;
  readonly #client: Client;
  readonly #initial: unknown;
  readonly #documents: OpenDocuments;
  readonly #publisher: Publisher;
  readonly #fetcher: Fetcher;
  readonly #snapshots = new Map<string, Snapshot>();
  /** changes by path that the workspace has not been given: a burst of them is read once */
  readonly #unread = new Map<string, OffsetChange[]>();
  readonly #skipped = new Set<string>();
  readonly #locations = new WeakMap<FilePlace, Location>();
  readonly #project: ProjectSettings;
  #settings: ServerSettings;
  #workspace: Workspace;
  #places: RequirementPlaces;

  constructor(options: SessionOptions, client: Client, params: InitializeParams) {
    this.#options = options;
    this.#client = client;
    this.#initial = params.initializationOptions;
    this.features = clientFeatures(params);
    this.#documents = new OpenDocuments(this.features.encoding, options.host.platform);
    this.#settings = readSettings([this.#initial], options.rules).settings;
    this.#project = new ProjectSettings({
      ...options,
      read: options.readConfiguration,
      tell: (path, problems) => {
        const uri = uriOfPath(path, options.host.platform);
        client.notify("textDocument/publishDiagnostics", { uri, diagnostics: configurationDiagnostics(problems) });
        const message = configurationMessage(path, problems);
        if (message !== undefined) client.notify("window/showMessage", { type: messageType.warning, message });
      },
    });
    this.#workspace = this.#newWorkspace();
    this.#places = this.#newPlaces();
    this.#publisher = new Publisher({
      isReady: (document) => {
        const current = this.#current(document);
        return !document.isFile || current === undefined || this.#workspace.isReady(current);
      },
      own: (document) => this.#own(document),
      all: (document) => {
        const result = this.#snapshot(document)?.result ?? noResult;
        this.#fetcher.consider(document);
        return result;
      },
      isGraphRule: (id) => this.#options.rules.some((rule) => rule.id === id && rule.needs.length > 0),
      publish: (document, diagnostics) => this.#publish(document, diagnostics),
      isBusy: ({ uri }) => options.isBusy(uri),
      failed: (error) => client.log("error", error instanceof Error ? (error.stack ?? error.message) : String(error)),
    });
    this.#fetcher = new Fetcher(
      {
        missing: (document) => this.#missing(document),
        fetch: async (document, options) => {
          const current = this.#current(document);
          return current === undefined ? undefined : this.#workspace.fetch(current, options);
        },
        ended: (document) => {
          this.#snapshots.clear();
          this.#publisher.refresh(document);
        },
        log: (message) => client.log("info", message),
      },
      client,
      this.features.progress,
    );
  }

  get settings(): ServerSettings {
    return this.#settings;
  }

  opened({ textDocument }: DidOpenTextDocumentParams): void {
    const document = this.#documents.open(textDocument);
    if (document === undefined) return;
    if (this.#project.refresh()) this.#publishAgain();
    this.#unread.delete(document.path);
    this.#workspace.documents.open(document.path, textDocument.text, document.version);
    this.#snapshots.clear();
    this.#publisher.opened(document);
    this.#refreshDependents(document);
  }

  changed(params: DidChangeTextDocumentParams): void {
    const changes = this.#documents.change(params);
    const document = this.#documents.get(params.textDocument.uri);
    if (changes === undefined || document === undefined) return;
    const unread = this.#unread.get(document.path);
    if (unread === undefined) this.#unread.set(document.path, [...changes]);
    else unread.push(...changes);
    this.#snapshots.clear();
    this.#publisher.changed(document, changes);
    if (!this.#options.isBusy(document.uri)) this.#refreshDependents(document);
  }

  saved({ textDocument }: DidSaveTextDocumentParams): void {
    const document = this.#documents.get(textDocument.uri);
    if (this.#project.refresh()) this.#publishAgain();
    if (document?.isFile === true) this.#changedOnDisk([document.path]);
  }

  closed({ textDocument }: DidCloseTextDocumentParams): void {
    const document = this.#documents.close(textDocument.uri);
    if (document === undefined) return;
    this.#unread.delete(document.path);
    this.#publisher.forget(document.uri);
    this.#fetcher.forget(document.uri);
    this.#client.notify("textDocument/publishDiagnostics", { uri: document.uri, diagnostics: [] });
    this.#refreshDependents(document);
    this.#workspace.documents.close(document.path);
    this.#snapshots.clear();
  }

  filesChanged({ changes }: DidChangeWatchedFilesParams): void {
    const paths = changes.flatMap(({ uri }) => pathOfUri(uri, this.#options.host.platform) ?? []);
    if (this.#project.changed(paths)) this.#publishAgain();
    this.#changedOnDisk(paths);
  }

  /**
   * Takes over settings, those of `initializationOptions` below them.
   * @returns what is wrong with them
   */
  configure(values: readonly unknown[]): readonly string[] {
    const { settings, problems } = readSettings([this.#initial, ...values], this.#options.rules);
    const before = this.#settings;
    if (JSON.stringify(settings) === JSON.stringify(before)) return problems;
    this.#settings = settings;
    if (settings.offline !== before.offline) this.#replaceWorkspace();
    this.#project.forgetRules();
    this.#publishAgain();
    return problems;
  }

  /** An open document with all that is known of it as it is now. */
  find(uri: string): Found | undefined {
    const document = this.#documents.get(uri);
    const snapshot = document === undefined ? undefined : this.#snapshot(document);
    return document === undefined || snapshot === undefined ? undefined : { document, snapshot };
  }

  /** All findings of a text, as if the document were that. */
  lintText({ path }: OpenDocument, text: string): readonly Diagnostic[] {
    this.#read();
    return this.#workspace.lint(this.#workspace.documents.parse(path, text)).result.diagnostics;
  }

  /** A finding of a document as the client takes it. */
  toProtocol(diagnostic: Diagnostic, document: OpenDocument): ProtocolDiagnostic {
    const uri = (path: string): string => this.#documents.at(path)?.uri ?? uriOfPath(path, this.#options.host.platform);
    return toProtocol(diagnostic, document, {
      features: this.features.diagnostics,
      documentation: this.documentation,
      uri,
      place: (chain) => {
        const current = this.#current(document);
        if (current === undefined) return undefined;
        const graph = this.#snapshots.get(document.uri)?.facts.graph;
        return chainLocation(chain, {
          document,
          file: current.file,
          graph: graph !== undefined && "ready" in graph ? graph.ready.declared : undefined,
          places: this.#places,
          locations: this.#locations,
          uri,
        });
      },
    });
  }

  /** Address of the folder with the rules' documentation, ending in `/`. */
  get documentation(): string {
    return this.#settings.documentation ?? this.#options.documentation;
  }

  /** The patterns of modules that no public site is told of (GOPRIVATE). */
  get privateModules(): string {
    return this.#workspace.env.get("GOPRIVATE").value;
  }

  /** The user wants no more of what a progress token stands for. */
  cancelProgress({ token }: WorkDoneProgressCancelParams): void {
    this.#fetcher.cancel(token);
  }

  dispose(): void {
    this.#publisher.dispose();
    this.#fetcher.dispose();
    this.#workspace.dispose();
  }

  #newWorkspace(): Workspace {
    const { host, rules, reader } = this.#options;
    const settings: RulesOf = (path) => this.#project.rulesOf(path, this.#settings.rules);
    return new Workspace({ host, rules, reader, settings, offline: this.#settings.offline });
  }

  #newPlaces(): RequirementPlaces {
    const { documents, sources } = this.#workspace;
    return new RequirementPlaces(this.#options.host, sources, (path) => documents.overlay(path));
  }

  /** After a change of settings: every finding may be another. */
  #publishAgain(): void {
    this.#snapshots.clear();
    for (const document of this.#documents.all()) this.#publisher.opened(document);
  }

  /** For settings that decide where modules come from: everything that was read is read again. */
  #replaceWorkspace(): void {
    this.#unread.clear();
    this.#workspace.dispose();
    this.#workspace = this.#newWorkspace();
    this.#places = this.#newPlaces();
    for (const { path, version, positions } of this.#documents.all())
      this.#workspace.documents.open(path, positions.text, version);
  }

  #changedOnDisk(paths: readonly string[]): void {
    if (paths.length === 0) return;
    for (const path of paths) this.#workspace.changedOnDisk(path);
    this.#snapshots.clear();
    for (const document of this.#documents.all()) {
      this.#fetcher.forget(document.uri);
      this.#publisher.refresh(document);
    }
  }

  /** What a document's graph lacks and the network may have; empty for what has no graph, and where the network may not be asked. */
  #missing(document: OpenDocument): string {
    const graph = this.#snapshots.get(document.uri)?.facts.graph;
    if (this.#settings.offline || graph === undefined || "unavailable" in graph) return "";
    const { declared, effective } = graph.ready;
    return (declared.unavailable.length === 0 ? effective : declared).unavailable
      .map(({ target }) => formatModule(target))
      .join(" ");
  }

  #refreshDependents({ path, isFile }: OpenDocument): void {
    if (!isFile) return;
    this.#read();
    for (const dependent of this.#workspace.dependents(path)) {
      const document = this.#documents.at(dependent);
      if (document !== undefined) this.#publisher.refresh(document);
    }
  }

  /** A document as the workspace has it after all changes. */
  #current({ path }: OpenDocument): Document | undefined {
    this.#read();
    const document = this.#workspace.documents.get(path);
    return "failed" in document ? undefined : document;
  }

  /** Gives the workspace all changes that it has not seen, of every document: one may be read for another. */
  #read(): void {
    if (this.#unread.size === 0) return;
    const unread = [...this.#unread];
    this.#unread.clear();
    for (const [path, changes] of unread) {
      const document = this.#documents.at(path);
      if (document !== undefined) this.#workspace.documents.change(path, changes, document.version);
    }
  }

  #own(document: OpenDocument): RunResult {
    const current = this.#current(document);
    return current === undefined ? noResult : this.#workspace.lintOwn(current);
  }

  /** All that is known of a document as it is now; made once for each change of anything. */
  #snapshot(document: OpenDocument): Snapshot | undefined {
    const known = this.#snapshots.get(document.uri);
    if (known !== undefined) return known;
    const current = this.#current(document);
    if (current === undefined) return undefined;
    // What is no file has no directory, and nothing around it.
    const snapshot = document.isFile
      ? this.#workspace.lint(current)
      : { ...current, facts: {}, result: this.#workspace.lintOwn(current) };
    this.#snapshots.set(document.uri, snapshot);
    this.#tellSkipped(document, snapshot.result);
    return snapshot;
  }

  /** A rule that could not run is told of once, with the reason. */
  #tellSkipped({ path }: OpenDocument, { skipped }: RunResult): void {
    for (const reason of new Set(skipped.map((skip) => skip.reason))) {
      const rules = skipped.filter((skip) => skip.reason === reason).map((skip) => skip.rule);
      const message = `${path}: not checked for ${rules.join(", ")}: ${reason}`;
      if (this.#skipped.has(message)) continue;
      this.#skipped.add(message);
      this.#client.log("info", message);
    }
  }

  #publish(document: OpenDocument, diagnostics: readonly Diagnostic[]): void {
    const { uri, version } = document;
    const shown = this.#settings.features.diagnostics ? diagnostics : [];
    this.#client.notify("textDocument/publishDiagnostics", {
      uri,
      version,
      diagnostics: shown.map((diagnostic) => this.toProtocol(diagnostic, document)),
    });
  }
}

const noResult: RunResult = { diagnostics: [], skipped: [] };
