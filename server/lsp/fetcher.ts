import type { FetchReport, Progress } from "../sources/fetch-all.ts";
import type { OpenDocument } from "./open-documents.ts";
import type { Progresses } from "./progress.ts";

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

/**
 * Brings what graphs lack from the network, in the background: editing goes on with what is there. What could not be had is not asked for
 * again until something else is missing.
 */
export class Fetcher {
  readonly #port: FetcherPort;
  readonly #progresses: Progresses;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #running = new Map<string, AbortController>();
  readonly #asked = new Map<string, string>();

  constructor(port: FetcherPort, progresses: Progresses) {
    this.#port = port;
    this.#progresses = progresses;
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

  /** Lets a document ask again for what could not be had. */
  forget(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    this.#asked.delete(uri);
    this.#running.get(uri)?.abort();
  }

  dispose(): void {
    for (const uri of [...this.#timers.keys(), ...this.#running.keys()]) this.forget(uri);
  }

  async #run(document: OpenDocument, missing: string): Promise<void> {
    const { uri } = document;
    const controller = new AbortController();
    this.#running.set(uri, controller);
    this.#asked.set(uri, missing);
    const { signal } = controller;
    const shown = await this.#progresses.begin("gomod-lint: fetching go.mod files", () => controller.abort());
    const onProgress = ({ done, total, current }: Progress): void => shown.report(done, total, current);
    try {
      const report = await this.#port.fetch(document, { signal, onProgress });
      for (const note of report?.notes ?? []) this.#port.log(note);
    } catch (error) {
      this.#port.log(`fetching failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    } finally {
      shown.end();
      this.#running.delete(uri);
    }
    this.#port.ended(document);
  }
}
