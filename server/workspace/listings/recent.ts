import type { Host } from "../../host/host.ts";

/** Answers that are taken to hold for a while, by name: what many keystrokes ask for is looked up once. */
export class Recent<T> {
  readonly #host: Pick<Host, "now">;
  readonly #lasts: number;
  readonly #limit: number;
  readonly #kept = new Map<string, { readonly value: T; readonly until: number }>();

  /**
   * @param lasts in milliseconds
   * @param limit how many answers are kept
   */
  constructor(host: Pick<Host, "now">, lasts: number, limit = 50) {
    this.#host = host;
    this.#lasts = lasts;
    this.#limit = limit;
  }

  /** The answer of a name, made where there is none that holds. */
  get(name: string, make: () => T): T {
    const now = this.#host.now();
    const known = this.#kept.get(name);
    if (known !== undefined && now < known.until) return known.value;
    if (this.#kept.size >= this.#limit) this.#kept.clear();
    const value = make();
    this.#kept.set(name, { value, until: now + this.#lasts });
    return value;
  }

  clear(): void {
    this.#kept.clear();
  }
}
