import type { FetchReport, Progress } from "../sources/fetch-all.ts";
import type { Client } from "./endpoint.ts";
import type { OpenDocument } from "./open-documents.ts";

/** What the fetcher needs of the session. */
export interface FetcherPort {
  /** What the document's graph lacks, as one string: equal ones lack the same. Empty: nothing. */
  missing(document: OpenDocument): string;
  /** Asks the network for it. */
  fetch(
    document: OpenDocument,
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
  ): Promise<FetchReport | undefined>;
  /** Told at the end of each fetch, whether or not something came. */
  ended(document: OpenDocument): void;
  /** Told of what a proxy or the fetching itself had to say. */
  log(message: string): void;
}

/** How long typing must pause before a proxy is asked for what was typed, in milliseconds. */
const pause = 400;

/** Least time between two reports of progress, in milliseconds: thousands of modules come in a second. */
const reportInterval = 100;

interface Running {
  readonly controller: AbortController;
  readonly token: string;
}

/**
 * Brings what graphs lack from the network, in the background: editing goes on with what is there. What could not be had is not asked for
 * again until something else is missing.
 */
export class Fetcher {
  readonly #port: FetcherPort;
  readonly #client: Client;
  /** whether the client shows progress */
  readonly #shows: boolean;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #running = new Map<string, Running>();
  readonly #asked = new Map<string, string>();
  #count = 0;

  constructor(port: FetcherPort, client: Client, shows: boolean) {
    this.#port = port;
    this.#client = client;
    this.#shows = shows;
  }

  /** Fetches soon what the document lacks now. To be called after each run of all rules. */
  consider(document: OpenDocument): void {
    const { uri } = document;
    clearTimeout(this.#timers.get(uri));
    const missing = this.#port.missing(document);
    if (missing === "" || this.#asked.get(uri) === missing || this.#running.has(uri)) return;
    this.#timers.set(
      uri,
      setTimeout(() => void this.#run(document, missing), pause),
    );
  }

  /** The client's user wants no more of it. */
  cancel(token: unknown): void {
    for (const { controller, token: known } of this.#running.values()) if (known === token) controller.abort();
  }

  /** Lets a document ask again for what could not be had. */
  forget(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    this.#asked.delete(uri);
    this.#running.get(uri)?.controller.abort();
  }

  dispose(): void {
    for (const uri of [...this.#timers.keys(), ...this.#running.keys()]) this.forget(uri);
  }

  async #run(document: OpenDocument, missing: string): Promise<void> {
    const { uri } = document;
    const controller = new AbortController();
    const running = { controller, token: `gomod-lint-fetch-${++this.#count}` };
    this.#running.set(uri, running);
    this.#asked.set(uri, missing);
    const { signal } = controller;
    const show = await this.#progress(running.token);
    try {
      const report = await this.#port.fetch(document, { signal, onProgress: show.report });
      for (const note of report?.notes ?? []) this.#port.log(note);
    } catch (error) {
      this.#port.log(`fetching failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    } finally {
      show.end();
      this.#running.delete(uri);
    }
    this.#port.ended(document);
  }

  /** Work-done progress that can be cancelled; nothing for a client that shows none. */
  async #progress(token: string): Promise<{ report(progress: Progress): void; end(): void }> {
    // The client answers null; undefined is a refusal.
    const shown = this.#shows && (await this.#client.ask("window/workDoneProgress/create", { token })) !== undefined;
    if (!shown) return { report: () => {}, end: () => {} };
    const tell = (value: object): void => this.#client.notify("$/progress", { token, value });
    tell({ kind: "begin", title: "gomod-lint: fetching go.mod files", cancellable: true });
    let last = Number.NEGATIVE_INFINITY;
    return {
      report({ done, total, current }) {
        if (performance.now() - last < reportInterval) return;
        last = performance.now();
        tell({ kind: "report", message: `${done} of ${total}, ${current}` });
      },
      end: () => tell({ kind: "end" }),
    };
  }
}
