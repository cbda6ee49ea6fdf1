import { setTimeout as sleep } from "node:timers/promises";
import type { ProxyAddress } from "../environment/proxy-list.ts";
import type { Unavailable } from "../graph/lookup.ts";
import type { FetchLimits } from "./fetch-limits.ts";
import type { GetAnswer, HttpGet } from "./http-get.ts";
import type { Answer } from "./try-proxies.ts";

/** A file of a proxy, or that it has none, or another failure; `detail` names the address and what was said of it. */
export type ProxyAnswer = Answer<{ readonly body: Uint8Array }>;

/** The proxies as this process met them: which are out of reach, and how many requests are under way. */
export interface ProxySession {
  /** @param name path below the proxy's address, escaped for a module (not for a URL) */
  fetch(proxy: ProxyAddress, name: string, signal: AbortSignal | undefined): Promise<ProxyAnswer>;
  /** One clause for each proxy that is not asked again for now. */
  notes(): readonly string[];
}

interface ProxyState {
  /** answers so far, whatever their status below 500 */
  answers: number;
  /** requests in a row that failed in the end */
  streak: number;
  dead: { readonly detail: string; readonly until: number } | undefined;
  /** not to be asked before, as the proxy said with 429 or 503 */
  notBefore: number;
}

/** So many requests in a row, each tried again, end in HTTP 5xx or refusal: the next will too. */
const hopelessStreak = 8;

/**
 * Requests under way at once before anything was answered; each answer behind which the connection stays open makes one more, each HTTP 429
 * or 503 one less. A server
 * with a short queue for new connections (Python's http.server has five) drops what comes beyond, and the system tries again a second
 * later: 32 at once took six times as long as these.
 */
const firstRequests = 6;

/** A function of its own time alone: `now` in milliseconds. */
export function proxySession(get: HttpGet, limits: FetchLimits, now: () => number): ProxySession {
  const states = new Map<string, ProxyState>();
  const places = new Places(Math.min(firstRequests, limits.concurrency));
  const stateOf = (proxy: ProxyAddress): ProxyState => {
    let state = states.get(proxy.url);
    if (state === undefined) {
      state = { answers: 0, streak: 0, dead: undefined, notBefore: 0 };
      states.set(proxy.url, state);
    }
    return state;
  };

  const attempt = async (proxy: ProxyAddress, url: string, state: ProxyState, signal?: AbortSignal): Promise<ProxyAnswer> => {
    let answersSeen = state.answers;
    for (let tries = 0; ; ) {
      const answersBefore = state.answers;
      await pause(state.notBefore - now(), signal);
      const answer = await get(url, proxy.login, { limit: limits.size, timeout: limits.request, signal });
      const judged = judge(answer, () => shown(proxy, url));
      if (judged.kind === "answer") {
        state.answers++;
        state.streak = 0;
        if ("closes" in answer && !answer.closes && places.count < limits.concurrency) places.add();
        return judged.answer;
      }
      if (judged.kind === "aborted") return "aborted";
      const wait = retryAfter(answer) ?? limits.backoff * 4 ** tries;
      const limited = "status" in answer && (answer.status === 429 || answer.status === 503);
      if (limited) places.remove();
      // One that takes so many requests a second, and has answered others since it last refused this one, will come to it.
      const inTurn = limited && state.answers !== answersSeen;
      answersSeen = state.answers;
      if (judged.transient && (inTurn || tries < limits.retries) && wait <= limits.retryAfter && state.dead === undefined) {
        // A limit on requests is for all of them, not for this one.
        if ("status" in answer && answer.status === 429) state.notBefore = Math.max(state.notBefore, now() + wait);
        else await pause(wait * (0.75 + Math.random() / 2), signal);
        if (!inTurn) tries++;
        continue;
      }
      state.streak++;
      // Other requests that were answered meanwhile show that it is this one alone.
      const unreachable = judged.kind === "unreachable" && state.answers === answersBefore;
      const refused = "status" in answer && answer.status === 429;
      if ((unreachable || refused || state.streak >= hopelessStreak) && state.dead === undefined) {
        state.dead = { detail: judged.answer.detail, until: now() + limits.forgive };
      }
      return judged.answer;
    }
  };
  return {
    async fetch(proxy, name, signal) {
      const state = stateOf(proxy);
      await places.take();
      try {
        if (signal?.aborted === true) return "aborted";
        if (state.dead !== undefined) {
          if (now() < state.dead.until) return { unavailable: "proxy-failed", detail: `not asked: ${state.dead.detail}` };
          state.dead = undefined;
          state.streak = 0;
        }
        return await attempt(proxy, fileUrl(proxy, name), state, signal);
      } finally {
        places.giveBack();
      }
    },
    notes() {
      return [...states.values()].flatMap(({ dead }) => (dead === undefined ? [] : [dead.detail]));
    },
  };
}

type Judgement =
  | { readonly kind: "answer"; readonly answer: ProxyAnswer }
  | { readonly kind: "aborted" }
  | { readonly kind: "failure" | "unreachable"; readonly transient: boolean; readonly answer: Unavailable };

/** @param url for the reader; asked for only where something is to be said */
function judge(answer: GetAnswer, url: () => string): Judgement {
  if ("status" in answer) {
    if (answer.status === 200) return { kind: "answer", answer: { body: answer.body } };
    const detail = `${url()}: ${answer.detail}`;
    if (answer.status === 404 || answer.status === 410) return { kind: "answer", answer: { unavailable: "not-found", detail } };
    const transient = [429, 500, 502, 503, 504].includes(answer.status);
    return { kind: "failure", transient, answer: { unavailable: "proxy-failed", detail } };
  }
  const detail = `${url()}: ${failureWords(answer)}`;
  switch (answer.failed) {
    case "aborted":
      return { kind: "aborted" };
    case "reset":
    case "truncated":
    case "other":
      return { kind: "unreachable", transient: answer.failed !== "other", answer: { unavailable: "proxy-failed", detail } };
    case "dns":
    case "refused":
    case "tls":
    case "timeout":
      return { kind: "unreachable", transient: false, answer: { unavailable: "proxy-failed", detail } };
    case "too-large":
    case "redirect":
    case "refused-to-send":
      return { kind: "failure", transient: false, answer: { unavailable: "proxy-failed", detail } };
  }
}

/** Why there is no answer, in a clause. */
export function failureWords({ failed, detail }: Extract<GetAnswer, { failed: unknown }>): string {
  switch (failed) {
    case "dns":
      return `the host's name is not known (${detail})`;
    case "refused":
      return `the host is out of reach (${detail})`;
    case "reset":
      return `the connection was reset (${detail})`;
    case "truncated":
      return `the answer was cut short (${detail})`;
    case "tls":
      return `the certificate or the encryption is not accepted (${detail})`;
    case "too-large":
      return `the answer is too large: ${detail}`;
    default:
      return detail;
  }
}

function retryAfter(answer: GetAnswer): number | undefined {
  return "status" in answer ? answer.retryAfter : undefined;
}

/** The address of a file as the go command asks for it: every element escaped (modfetch.pathEscape), a query of GOPROXY kept. */
export function fileUrl(proxy: ProxyAddress, name: string): string {
  // Of a module's file name these stand for themselves in Go; `!` does not.
  const escaped = encodeURIComponent(name)
    .replaceAll("%2F", "/")
    .replaceAll("%2B", "+")
    .replaceAll("%40", "@")
    .replaceAll("!", "%21");
  if (!proxy.url.includes("?")) return `${proxy.url}/${escaped}`;
  const url = new URL(proxy.url);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/${escaped}`;
  return url.href;
}

/** For details: a query may hold a token. */
function shown(proxy: ProxyAddress, url: string): string {
  const { origin, pathname } = new URL(url);
  return proxy.kind === "file" ? url : origin + pathname.replaceAll("%21", "!");
}

/** Waits, or stops waiting when aborted. */
async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  if (milliseconds <= 0 || signal?.aborted === true) return;
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch {
    // aborted: the next request says so
  }
}

/** Places that are given in the order in which they are asked for. */
class Places {
  count: number;
  #free: number;
  /** to be taken away when they are given back */
  #surplus = 0;
  readonly #waiting: (() => void)[] = [];
  #head = 0;

  constructor(count: number) {
    this.count = count;
    this.#free = count;
  }

  /** Resolves with a place, which is given back once. */
  async take(): Promise<void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  giveBack(): void {
    if (this.#surplus > 0) {
      this.#surplus--;
      return;
    }
    const next = this.#waiting[this.#head];
    if (next === undefined) {
      this.#free++;
      return;
    }
    this.#head++;
    if (this.#head > 1000) {
      this.#waiting.splice(0, this.#head);
      this.#head = 0;
    }
    next();
  }

  /** One place more. */
  add(): void {
    this.count++;
    this.giveBack();
  }

  /** One place less, but for the last. */
  remove(): void {
    if (this.count === 1) return;
    this.count--;
    if (this.#free > 0) this.#free--;
    else this.#surplus++;
  }
}
