import type {
  ClientCapabilities,
  DidChangeTextDocumentParams,
  DidChangeWatchedFilesParams,
  DidChangeWorkspaceFoldersParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
  DidSaveTextDocumentParams,
  InitializeParams,
  Diagnostic as ProtocolDiagnostic,
  WorkDoneProgressCancelParams,
} from "vscode-languageserver/node";
import type { Diagnostic } from "../analysis/finding.ts";
import type { AnyRule } from "../analysis/rule.ts";
import type { RunResult } from "../analysis/run.ts";
import { type Links, moduleAddress } from "../features/links.ts";
import type { ModuleGraph } from "../graph/module-graph.ts";
import type { ModuleVersion } from "../graph/module-version.ts";
import type { RunGo } from "../host/go.ts";
import type { Host } from "../host/host.ts";
import type { ModFileReader } from "../modfile/reader.ts";
import { matchPrefixPatterns } from "../version/prefix-patterns.ts";
import type { ReadConfiguration } from "../workspace/configuration/read.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { Checks } from "./checks.ts";
import { type ClientFeatures, clientFeatures } from "./client-features.ts";
import { configurationDiagnostics, configurationMessage } from "./configuration-diagnostics.ts";
import { ruleAddress } from "./diagnostics.ts";
import type { Client } from "./endpoint.ts";
import { Fetcher } from "./fetcher.ts";
import { GoRuns } from "./go-command.ts";
import { LiveWorkspace, noResult } from "./live-workspace.ts";
import type { OpenDocument } from "./open-documents.ts";
import { Progresses } from "./progress.ts";
import { ProjectSettings } from "./project-settings.ts";
import { messageType } from "./protocol.ts";
import { Refresher } from "./refresher.ts";
import { Reporter } from "./reporter.ts";
import { readSettings, type ServerSettings } from "./settings.ts";
import { TokenResults } from "./token-results.ts";
import { pathOfUri, uriOfPath } from "./uris.ts";
import { ChangeSignal } from "./wait.ts";
import { WorkspaceFolders } from "./workspace-folders.ts";

/** Draws the page of a module graph, what leads to `focus` first; or says why it cannot. */
export type DrawPage = (graph: ModuleGraph, focus: ModuleVersion | undefined) => Promise<string | { readonly problem: string }>;

/** Examines a directory as `gomod-lint doctor` does: a page for people, what failed in lines, the last of which counts, and every check. */
export type Examine = (
  directory: string,
) => Promise<{ readonly page: string; readonly lines: string; readonly failed: boolean; readonly checks: readonly object[] }>;

/** What a session is made of. */
export interface SessionOptions {
  readonly host: Host;
  readonly rules: readonly AnyRule[];
  readonly reader: ModFileReader;
  /** what reads configuration files */
  readonly readConfiguration: ReadConfiguration;
  /** address of the folder with the rules' documentation, ending in `/` */
  readonly documentation: string;
  /** runs the go command */
  readonly runGo: RunGo;
  /** the switches of features, with what holds by default */
  readonly switches: Readonly<Record<string, boolean>>;
  readonly drawPage: DrawPage;
  readonly examine: Examine;
  /** the names of the commands that features carry out for a session */
  readonly commands: (session: Session) => readonly string[];
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
  readonly client: Client;
  /** all that the client said of itself; what several features want to know is in `features` */
  readonly capabilities: ClientCapabilities;
  readonly features: ClientFeatures;
  readonly live: LiveWorkspace;
  readonly folders: WorkspaceFolders;
  /** reports on files, for whoever asks for them */
  readonly checks: Checks;
  /** fires whenever findings may be others */
  readonly changes = new ChangeSignal();
  readonly goRuns = new GoRuns();
  readonly tokens = new TokenResults();
  readonly progresses: Progresses;
  readonly #options: SessionOptions;
  readonly #initial: unknown;
  readonly #reporter: Reporter;
  readonly #refresher: Refresher;
  readonly #fetcher: Fetcher;
  readonly #skipped = new Set<string>();
  readonly #project: ProjectSettings;
  #settings: ServerSettings;

  constructor(options: SessionOptions, client: Client, params: InitializeParams) {
    this.#options = options;
    this.client = client;
    this.#initial = params.initializationOptions;
    this.capabilities = params.capabilities ?? {};
    this.features = clientFeatures(params);
    this.progresses = new Progresses(client, this.features.progress);
    this.#settings = this.#readSettings([]).settings;
    this.#project = new ProjectSettings({
      ...options,
      read: options.readConfiguration,
      tell: (path, problems) => {
        const uri = uriOfPath(path, options.host.platform);
        client.notify("textDocument/publishDiagnostics", { uri, diagnostics: configurationDiagnostics(problems) });
        const message = configurationMessage(path, problems);
        if (message !== undefined) client.notify("window/showMessage", { type: messageType.warning, message });
      },
      extended: (names) => {
        if (!this.features.registers.watchedFiles) return;
        const watchers = names.map((name) => ({ globPattern: `**/${name}` }));
        const registration = { method: "workspace/didChangeWatchedFiles", registerOptions: { watchers } };
        void client.ask("client/registerCapability", {
          registrations: [{ id: `gomod-lint-extended-${names.join()}`, ...registration }],
        });
      },
    });
    this.live = new LiveWorkspace({
      ...options,
      features: this.features,
      rulesOf: (path) => this.#project.rulesOf(path, this.#settings.rules),
      offline: () => this.#settings.offline,
      ran: (document, result) => this.#tellSkipped(document, result),
    });
    this.folders = new WorkspaceFolders(options.host, params);
    this.#refresher = new Refresher(client, this.capabilities);
    this.#reporter = new Reporter({
      client,
      features: this.features.diagnostics,
      isReady: (document) => this.live.isReady(document),
      own: (document) => this.live.own(document),
      prepare: (document, signal) => this.live.prepare(document, signal),
      all: (document) => {
        const result = this.live.snapshot(document)?.result ?? noResult;
        if (document.version !== null) this.#fetcher.consider(document);
        return result;
      },
      open: (uri) => this.live.documents.get(uri),
      byUri: (document, diagnostics) => this.live.byUri(diagnostics, document, this.#documentation),
      isGraphRule: (id) => options.rules.some((rule) => rule.id === id && rule.needs.some((need) => need !== "today")),
      isBusy: ({ uri }) => options.isBusy(uri),
      around: () => this.#refresher.refresh(),
      isShown: () => this.#settings.features["diagnostics"] === true,
    });
    this.checks = new Checks({ host: options.host, live: this.live, reporter: this.#reporter, folders: this.folders });
    this.#fetcher = new Fetcher(
      {
        missing: (document) => this.live.missing(document),
        fetch: async (document, options) => {
          const current = this.live.current(document);
          return current === undefined ? undefined : this.live.workspace.fetch(current, options);
        },
        ended: (document) => {
          this.live.forgetResults();
          this.#reporter.refresh(document);
          this.changes.fire();
        },
        log: (message) => client.log("info", message),
      },
      this.progresses,
    );
  }

  get host(): Host {
    return this.#options.host;
  }

  /** all rules that there are, running or not */
  get rules(): readonly AnyRule[] {
    return this.#options.rules;
  }

  get drawPage(): DrawPage {
    return this.#options.drawPage;
  }

  get examine(): Examine {
    return this.#options.examine;
  }

  /** Runs the go command: for what the user has asked for, and nothing else. */
  get runGo(): RunGo {
    return this.#options.runGo;
  }

  /** The names of the commands that this server carries out. */
  get commands(): readonly string[] {
    return this.#options.commands(this);
  }

  get settings(): ServerSettings {
    return this.#settings;
  }

  /** Whether changes of a document have come in and wait to be handled. */
  isBusy(uri: string): boolean {
    return this.#options.isBusy(uri);
  }

  opened({ textDocument }: DidOpenTextDocumentParams): void {
    const document = this.live.open(textDocument);
    if (document === undefined) return;
    if (this.#project.refresh()) this.#renew();
    this.#reporter.opened(document);
    this.#touched(document);
    this.#refreshDependents(document);
  }

  changed(params: DidChangeTextDocumentParams): void {
    const changed = this.live.change(params);
    if (changed === undefined) return;
    const { document, changes } = changed;
    this.#reporter.changed(document, changes);
    if (this.isBusy(document.uri)) return;
    this.#touched(document);
    this.#refreshDependents(document);
  }

  saved({ textDocument }: DidSaveTextDocumentParams): void {
    const document = this.live.documents.get(textDocument.uri);
    if (this.#project.refresh()) this.#renew();
    if (document?.isFile === true) this.#changedOnDisk([document.path]);
  }

  closed({ textDocument }: DidCloseTextDocumentParams): void {
    const closed = this.live.close(textDocument.uri);
    if (closed === undefined) return;
    const { document, dependents } = closed;
    this.#reporter.closed(document);
    this.#fetcher.forget(document.uri);
    this.tokens.forget(document.uri);
    this.#touched(document);
    for (const dependent of dependents) this.#reporter.refresh(dependent);
  }

  filesChanged({ changes }: DidChangeWatchedFilesParams): void {
    const paths = changes.flatMap(({ uri }) => pathOfUri(uri, this.#options.host.platform) ?? []);
    this.folders.forget();
    if (this.#project.changed(paths)) this.#renew();
    this.#changedOnDisk(paths);
  }

  foldersChanged({ event }: DidChangeWorkspaceFoldersParams): void {
    this.folders.change(event);
    this.changes.fire();
  }

  /**
   * Takes over settings, those of `initializationOptions` below them.
   * @returns what is wrong with them
   */
  configure(values: readonly unknown[]): readonly string[] {
    const { settings, problems } = this.#readSettings(values);
    const before = this.#settings;
    if (JSON.stringify(settings) === JSON.stringify(before)) return problems;
    this.#settings = settings;
    if (settings.offline !== before.offline) this.live.forgetGraphs();
    this.#project.forgetRules();
    this.#renew();
    return problems;
  }

  /** An open document with all that is known of it as it is now. May take as long as loading a graph. */
  find(uri: string): Found | undefined {
    const document = this.live.documents.get(uri);
    const snapshot = document === undefined ? undefined : this.live.snapshot(document);
    return document === undefined || snapshot === undefined ? undefined : { document, snapshot };
  }

  /** All findings of a text, as if the document were that. */
  lintText(document: OpenDocument, text: string): readonly Diagnostic[] {
    return this.live.lintText(document, text);
  }

  /** A finding of a document as the client takes it. */
  toProtocol(diagnostic: Diagnostic, document: OpenDocument): ProtocolDiagnostic {
    return this.live.toProtocol(diagnostic, document, this.#documentation);
  }

  /** Addresses of documentation, for features. */
  get links(): Links {
    const documentation = this.#documentation;
    // No public site is told of private modules.
    const privateModules = this.live.workspace.env.get("GOPRIVATE").value;
    return {
      rule: (id) => ruleAddress(documentation, id),
      module: (module) =>
        matchPrefixPatterns(privateModules, module.path) ? undefined : moduleAddress(this.#settings.linkTarget, module),
    };
  }

  /** The user wants no more of what a progress token stands for. */
  cancelProgress({ token }: WorkDoneProgressCancelParams): void {
    this.progresses.cancel(token);
  }

  dispose(): void {
    this.#refresher.dispose();
    this.#reporter.dispose();
    this.#fetcher.dispose();
    this.goRuns.dispose();
    this.live.dispose();
  }

  get #documentation(): string {
    return this.#settings.documentation ?? this.#options.documentation;
  }

  #readSettings(values: readonly unknown[]): ReturnType<typeof readSettings> {
    const { rules, switches } = this.#options;
    return readSettings([this.#initial, ...values], { rules, features: switches });
  }

  /** After a change of settings: every finding may be another. */
  #renew(): void {
    this.live.forgetResults();
    this.checks.clear();
    for (const document of this.live.documents.all()) this.#reporter.renew(document);
    this.changes.fire();
  }

  #changedOnDisk(paths: readonly string[]): void {
    if (paths.length === 0) return;
    this.live.changedOnDisk(paths);
    this.checks.clear();
    for (const document of this.live.documents.all()) {
      this.#fetcher.forget(document.uri);
      this.#reporter.refresh(document);
    }
    this.changes.fire();
  }

  #touched(document: OpenDocument): void {
    this.checks.touched(document);
    this.changes.fire();
  }

  #refreshDependents(document: OpenDocument): void {
    for (const dependent of this.live.dependents(document)) this.#reporter.refresh(dependent);
  }

  /** A rule that could not run is told of once, with the reason. */
  #tellSkipped({ path }: OpenDocument, { skipped }: RunResult): void {
    for (const reason of new Set(skipped.map((skip) => skip.reason))) {
      const rules = skipped.filter((skip) => skip.reason === reason).map((skip) => skip.rule);
      const message = `${path}: not checked for ${rules.join(", ")}: ${reason}`;
      if (this.#skipped.has(message)) continue;
      this.#skipped.add(message);
      this.client.log("info", message);
    }
  }
}
