/** How long and how often proxies are asked. Times in milliseconds. */
export interface FetchLimits {
  /** one request with its redirects */
  readonly request: number;
  /** everything that one call fetches */
  readonly total: number;
  /** requests under way at once, in the end: see `firstRequests` */
  readonly concurrency: number;
  /** further tries after a failure that may pass: a connection reset, an answer cut short, HTTP 429, 500, 502, 503, 504 */
  readonly retries: number;
  /** wait before the first further try; the next ones wait four times as long each */
  readonly backoff: number;
  /** longest Retry-After that is waited for */
  readonly retryAfter: number;
  /** how long a proxy that is out of reach is not asked again, and a module that no proxy had */
  readonly forgive: number;
  /** bytes of an answer */
  readonly size: number;
}

export const defaultLimits: FetchLimits = {
  request: 15_000,
  total: 120_000,
  concurrency: 32,
  retries: 2,
  backoff: 150,
  retryAfter: 5_000,
  forgive: 60_000,
  size: 16 * 1024 * 1024,
};
