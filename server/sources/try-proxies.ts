import type { ProxyAddress, ProxyRoute } from "../environment/proxy-list.ts";
import type { Unavailable } from "../graph/lookup.ts";

/** What came of asking a proxy. */
export type Answer<T> = T | Unavailable | "aborted";

/** A proxy on the network that is to be asked next; the answer goes back into the generator. */
export type Asking<T extends object> = Generator<ProxyAddress, Answer<T>, Answer<T>>;

/**
 * Goes along the proxies of GOPROXY until an answer is final (modfetch.TryProxies): behind a comma the next one is asked when a proxy has
 * no such module, behind a bar after any failure to answer; `off` ends it, and so does `direct`, which is version control and not done
 * here. Of several failures the most telling is given. Stops (yields) only where the network must be asked.
 *
 * @param onDisk what is known of a proxy's answer without the network: of a file proxy always something
 * @param lasting whether what `onDisk` knows of a proxy holds for good, so that a copy from one further on is as good as the first
 *   proxy's own, and nobody needs to be asked
 */
export function* tryProxies<T extends object>(
  route: ProxyRoute,
  onDisk: (proxy: ProxyAddress) => T | Unavailable | undefined,
  lasting: boolean,
): Asking<T> {
  if (route.kind === "invalid") return { unavailable: "proxy-failed", detail: route.problem };
  if (route.kind === "direct") {
    return { unavailable: "needs-direct", detail: `${route.because} keeps it from proxies: only version control has it` };
  }
  let best: Unavailable | undefined;
  for (const [at, entry] of route.entries.entries()) {
    if (entry.kind === "off") return { unavailable: "proxy-off", detail: joined(best, "GOPROXY=off forbids asking") };
    if (entry.kind === "direct") {
      return { unavailable: "needs-direct", detail: joined(best, "only version control may have it") };
    }
    let answer: Answer<T> | undefined = onDisk(entry);
    if (answer === undefined && lasting) {
      for (const later of route.entries.slice(at + 1)) {
        answer ??= later.kind === "http" || later.kind === "https" ? onDisk(later) : undefined;
      }
    }
    answer ??= yield entry;
    if (answer === "aborted" || !("unavailable" in answer)) return answer;
    // Any other failure tells more than “there is none”.
    if (best === undefined || best.unavailable === "not-found") best = answer;
    if (answer.unavailable === "not-found") continue;
    // What came and must not be used is no failure to answer.
    if (!entry.fallBackOnError || answer.unavailable !== "proxy-failed") return answer;
  }
  return best ?? { unavailable: "proxy-failed", detail: "GOPROXY names no proxy" };
}

/** Asks in turn as a generator wants it. */
export async function askProxies<T extends object>(
  asking: Asking<T>,
  ask: (proxy: ProxyAddress) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  let step = asking.next();
  while (step.done !== true) step = asking.next(await ask(step.value));
  return step.value;
}

function joined(before: Unavailable | undefined, clause: string): string {
  return before === undefined ? clause : `${before.detail}; ${clause}`;
}
