import type { Diagnostic as ProtocolDiagnostic } from "vscode-languageserver/node";
import type { Diagnostic } from "../analysis/finding.ts";
import type { RunResult } from "../analysis/run.ts";
import { sha256 } from "../text/sha256.ts";
import type { ClientFeatures } from "./client-features.ts";
import type { Client } from "./endpoint.ts";
import { Findings, type FoundByUri } from "./findings.ts";
import type { OffsetChange, OpenDocument } from "./open-documents.ts";
import { Publisher } from "./publisher.ts";

/** What the reporter needs of the session. */
export interface ReporterPort {
  readonly client: Client;
  readonly features: ClientFeatures["diagnostics"];
  isReady(document: OpenDocument): boolean;
  own(document: OpenDocument): RunResult;
  /** Loads what `all` needs without keeping messages waiting. */
  prepare(document: OpenDocument, signal: AbortSignal): Promise<void>;
  /** Findings of all rules. May take as long as loading a graph. */
  all(document: OpenDocument): RunResult;
  /** The open document at a URI. */
  open(uri: string): OpenDocument | undefined;
  byUri(document: OpenDocument, diagnostics: readonly Diagnostic[]): FoundByUri;
  isGraphRule(rule: string): boolean;
  isBusy(document: OpenDocument): boolean;
  /** Whether the user wants to see findings. */
  isShown(): boolean;
  /** Told that something around a document has changed. */
  around(): void;
}

/** The findings of one file, as they are asked for. */
export interface Report {
  readonly uri: string;
  /** null: of a file that is not open */
  readonly version: number | null;
  /** the same for the same findings */
  readonly resultId: string;
  readonly items: readonly ProtocolDiagnostic[];
}

/** How long the client is left alone after something has changed, in milliseconds: what changes, changes in bursts. */
const pause = 50;

/**
 * Brings findings to the client, each in the file where it stands: published as they are made, or for a client that asks for them itself
 * when it asks, and then it is told to ask again whenever something besides its own edits has changed.
 */
export class Reporter {
  readonly #port: ReporterPort;
  readonly #findings = new Findings();
  readonly #publisher: Publisher;
  #refresh: ReturnType<typeof setTimeout> | undefined;

  constructor(port: ReporterPort) {
    this.#port = port;
    this.#publisher = new Publisher({
      ...port,
      isReady: (document) => port.isReady(document),
      own: (document) => port.own(document),
      prepare: (document, signal) => port.prepare(document, signal),
      all: (document) => port.all(document),
      isGraphRule: (rule) => port.isGraphRule(rule),
      isBusy: (document) => port.isBusy(document),
      publish: (document, diagnostics) => this.#publish(document, diagnostics),
      failed: (error) => port.client.log("error", error instanceof Error ? (error.stack ?? error.message) : String(error)),
    });
  }

  /** A document was opened. */
  opened(document: OpenDocument): void {
    if (!this.#port.features.pull) this.#publisher.opened(document);
  }

  /** A document was edited. */
  changed(document: OpenDocument, changes: readonly OffsetChange[]): void {
    if (!this.#port.features.pull) this.#publisher.changed(document, changes);
  }

  closed({ uri }: OpenDocument): void {
    this.#publisher.forget(uri);
    const others = this.#findings.drop(uri);
    if (this.#port.features.pull) {
      // What stands in other files was shown with this document's.
      if (others.length > 0) this.#askAgain();
      return;
    }
    this.#port.client.notify("textDocument/publishDiagnostics", { uri, diagnostics: [...this.#findings.at(uri)] });
    for (const other of others) this.#publishOther(other);
  }

  /** All about a document is new, such as settings. */
  renew(document: OpenDocument): void {
    this.#port.around();
    if (this.#port.features.pull) this.#askAgain();
    else this.#publisher.opened(document);
  }

  /** Something around a document has changed. */
  refresh(document: OpenDocument): void {
    this.#port.around();
    if (this.#port.features.pull) this.#askAgain();
    else this.#publisher.refresh(document);
  }

  /** Works out all findings of a document, and gives those that stand in it. May take as long as loading a graph. */
  report(document: OpenDocument): Report {
    const { diagnostics } = this.#port.all(document);
    const changed = this.#findings.set(document.uri, this.#port.byUri(document, this.#port.isShown() ? diagnostics : []));
    if (!this.#port.features.relatedDocuments) for (const uri of changed) this.#publishOther(uri);
    return this.at(document.uri);
  }

  /** What is known to stand in a file. */
  at(uri: string): Report {
    const items = this.#findings.at(uri);
    const resultId = sha256(JSON.stringify(items), "hex").slice(0, 32);
    return { uri, version: this.#port.open(uri)?.version ?? null, resultId, items };
  }

  /** Other files that a document has, or once had, findings in. */
  elsewhere(uri: string): readonly string[] {
    return this.#findings.elsewhere(uri);
  }

  /** Forgets a file that is not open and is gone. */
  drop(uri: string): void {
    this.#findings.drop(uri);
  }

  dispose(): void {
    clearTimeout(this.#refresh);
    this.#publisher.dispose();
  }

  #publish(document: OpenDocument, diagnostics: readonly Diagnostic[]): void {
    const { uri, version } = document;
    const changed = this.#findings.set(uri, this.#port.byUri(document, this.#port.isShown() ? diagnostics : []));
    this.#port.client.notify("textDocument/publishDiagnostics", {
      uri,
      ...(version === null ? {} : { version }),
      diagnostics: [...this.#findings.at(uri)],
    });
    for (const other of changed) this.#publishOther(other);
  }

  /** Findings in a file that were made by checking another one. An open document that the client asks for has no others. */
  #publishOther(uri: string): void {
    const document = this.#port.open(uri);
    if (document !== undefined && this.#port.features.pull) return;
    this.#port.client.notify("textDocument/publishDiagnostics", {
      uri,
      ...(typeof document?.version === "number" ? { version: document.version } : {}),
      diagnostics: [...this.#findings.at(uri)],
    });
  }

  #askAgain(): void {
    if (this.#refresh !== undefined) return;
    this.#refresh = setTimeout(() => {
      this.#refresh = undefined;
      void this.#port.client.ask("workspace/diagnostic/refresh", undefined);
    }, pause);
  }
}
