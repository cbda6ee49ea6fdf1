/** Resolves after some milliseconds, or as soon as the signal is aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });
}

/** Lets messages in, such as the one that cancels what is being done. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Says that something has changed to whoever waits for that. */
export class ChangeSignal {
  readonly #waiting = new Set<() => void>();
  #count = 0;

  /** how often something has changed */
  get count(): number {
    return this.#count;
  }

  fire(): void {
    this.#count++;
    for (const resume of [...this.#waiting]) resume();
  }

  /** Resolves when something has changed since `count` was that, or the signal is aborted. */
  since(count: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || count !== this.#count) return Promise.resolve();
    return new Promise((resolve) => {
      const resume = (): void => {
        this.#waiting.delete(resume);
        signal.removeEventListener("abort", resume);
        resolve();
      };
      this.#waiting.add(resume);
      signal.addEventListener("abort", resume);
    });
  }
}
