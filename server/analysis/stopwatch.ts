/** The times that a run took, in milliseconds. */
export interface Timings {
  /** in the order of their first turn; each without the others that came up within it */
  readonly phases: Readonly<Record<string, number>>;
  /** of each rule that ran, the longest first; together they are the phase `rules` */
  readonly rules: Readonly<Record<string, number>>;
  readonly total: number;
}

/** Tells how long the parts of a run take. Where nobody asks for that, there is none. */
export interface Stopwatch {
  /** Measures a part of the work, which may hold others. */
  time<T>(phase: string, use: () => T): T;
  timeAsync<T>(phase: string, use: () => Promise<T>): Promise<T>;
  /** Measures a rule. */
  timeRule<T>(rule: string, use: () => T): T;
  timings(): Timings;
}

/**
 * @param now milliseconds, 0 at the start of the process
 * @param first the phase that has been going on since then
 */
export function stopwatch(now: () => number, first: string): Stopwatch {
  const phases = new Map<string, number>([[first, 0]]);
  const rules = new Map<string, number>();
  let current = first;
  let since = 0;
  const turnTo = (phase: string): string => {
    const before = current;
    const time = now();
    phases.set(before, (phases.get(before) ?? 0) + time - since);
    since = time;
    current = phase;
    if (!phases.has(phase)) phases.set(phase, 0);
    return before;
  };
  const time = <T>(phase: string, use: () => T): T => {
    const before = turnTo(phase);
    try {
      return use();
    } finally {
      turnTo(before);
    }
  };
  return {
    time,
    async timeAsync(phase, use) {
      const before = turnTo(phase);
      try {
        return await use();
      } finally {
        turnTo(before);
      }
    },
    timeRule(rule, use) {
      return time("rules", () => {
        const start = since;
        const result = use();
        rules.set(rule, (rules.get(rule) ?? 0) + now() - start);
        return result;
      });
    },
    timings() {
      turnTo(current);
      return {
        phases: Object.fromEntries([...phases].map(([name, ms]) => [name, rounded(ms)])),
        rules: Object.fromEntries(
          [...rules].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([id, ms]) => [id, rounded(ms)]),
        ),
        total: rounded(since),
      };
    },
  };
}

/** To the microsecond: more is noise. */
function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
