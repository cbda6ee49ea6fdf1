/** A seeded source of chance (mulberry32): the same seed, the same world. */
export interface Random {
  /** a number in [0, 1) */
  next(): number;
  /** an integer in [0, bound) */
  below(bound: number): number;
  /** whether something of this probability happens */
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** `least` to `most` (included) results of `make` */
  many<T>(least: number, most: number, make: () => T): T[];
  /** the result of one of the functions */
  either<T>(...makers: readonly (() => T)[]): T;
}

export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError("nothing to pick from");
    return list[below(list.length)] as T;
  };
  return {
    next,
    below,
    pick,
    chance: (probability) => next() < probability,
    many: (least, most, make) => Array.from({ length: least + below(most - least + 1) }, make),
    either: (...makers) => pick(makers)(),
  };
}

/**
 * A seed from the environment and how many cases to run. Where none is given it is always the same one, so that what fails does so again;
 * `now` as the seed looks at worlds that nobody has seen yet.
 */
export function budget(name: string, cases: number): { readonly seed: number; readonly cases: number } {
  const wanted = process.env[`${name}_SEED`] ?? process.env["RANDOM_SEED"] ?? "1";
  const seed = wanted === "now" ? Date.now() % 1_000_000 : Number(wanted);
  return { seed, cases: Number(process.env[`${name}_CASES`] ?? cases) };
}
