/** What a client has of a document's tokens. */
export interface TokenResult {
  readonly id: string;
  /** as the protocol counts them */
  readonly data: readonly number[];
}

/** The last tokens that a client was sent of each document, by URI, so that it can be sent what changed. */
export class TokenResults {
  readonly #kept = new Map<string, TokenResult>();
  #count = 0;

  /** The last result, if it is the one that the client has. */
  get(uri: string, id: string): TokenResult | undefined {
    const result = this.#kept.get(uri);
    return result?.id === id ? result : undefined;
  }

  keep(uri: string, data: readonly number[]): TokenResult {
    const result = { id: String(++this.#count), data };
    this.#kept.set(uri, result);
    return result;
  }

  forget(uri: string): void {
    this.#kept.delete(uri);
  }
}
