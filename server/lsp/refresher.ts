import type { ClientCapabilities } from "vscode-languageserver/node";
import type { Client } from "./endpoint.ts";

/** How long changes must pause before clients are told to ask again, in milliseconds: many files change at once. */
const pause = 50;

/**
 * Tells a client to ask again for what it draws into its documents, when what lies around them has changed: it asks by itself only after
 * its own edits.
 */
export class Refresher {
  readonly #client: Client;
  readonly #methods: readonly (
    | "workspace/semanticTokens/refresh"
    | "workspace/inlayHint/refresh"
    | "workspace/codeLens/refresh"
  )[];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client, { workspace }: ClientCapabilities) {
    this.#client = client;
    this.#methods = [
      ...(workspace?.semanticTokens?.refreshSupport === true ? (["workspace/semanticTokens/refresh"] as const) : []),
      ...(workspace?.inlayHint?.refreshSupport === true ? (["workspace/inlayHint/refresh"] as const) : []),
      ...(workspace?.codeLens?.refreshSupport === true ? (["workspace/codeLens/refresh"] as const) : []),
    ];
  }

  /** Something around a document has changed. */
  refresh(): void {
    if (this.#methods.length === 0 || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      for (const method of this.#methods) void this.#client.ask(method, undefined);
    }, pause);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
