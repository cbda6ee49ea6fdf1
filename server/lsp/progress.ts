import type { Client } from "./endpoint.ts";

/** How far some work is, as it is told to the client. */
export interface ShownProgress {
  report(done: number, total: number, current: string): void;
  end(): void;
}

/** Least time between two reports, in milliseconds: thousands of modules come in a second. */
const reportInterval = 100;

/** Shows how far work is that the server began by itself, and lets the user cancel it. Nothing for a client that shows none. */
export class Progresses {
  readonly #client: Client;
  /** whether the client shows progress */
  readonly #shows: boolean;
  readonly #cancel = new Map<string, () => void>();
  #count = 0;

  constructor(client: Client, shows: boolean) {
    this.#client = client;
    this.#shows = shows;
  }

  /**
   * Begins to show some work.
   * @param cancel called when the user wants no more of it
   */
  async begin(title: string, cancel: () => void): Promise<ShownProgress> {
    const token = `gomod-lint-${++this.#count}`;
    // The client answers null; undefined is a refusal.
    const shown = this.#shows && (await this.#client.ask("window/workDoneProgress/create", { token })) !== undefined;
    if (!shown) return { report: () => {}, end: () => {} };
    this.#cancel.set(token, cancel);
    const tell = (value: object): void => this.#client.notify("$/progress", { token, value });
    tell({ kind: "begin", title, cancellable: true });
    let last = Number.NEGATIVE_INFINITY;
    return {
      report(done, total, current) {
        if (performance.now() - last < reportInterval) return;
        last = performance.now();
        tell({ kind: "report", message: `${done} of ${total}, ${current}` });
      },
      end: () => {
        this.#cancel.delete(token);
        tell({ kind: "end" });
      },
    };
  }

  /** The client's user wants no more of what a token stands for. */
  cancel(token: unknown): void {
    if (typeof token === "string") this.#cancel.get(token)?.();
  }
}
