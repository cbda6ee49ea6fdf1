/** A source of random choices that repeats itself for the same seed. */
export interface Random {
  /** a whole number from 0 to below `bound` */
  below(bound: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** `least` to `most` (included) results of `make` */
  many<T>(least: number, most: number, make: () => T): T[];
  /** the result of one of the functions */
  either<T>(...makers: readonly (() => T)[]): T;
}

/** The generator mulberry32, from the low 32 bits of the seed. */
export function newRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError("nothing to pick from");
    return list[below(list.length)] as T;
  };
  return {
    below,
    pick,
    chance: (probability) => next() < probability,
    many: (least, most, make) => Array.from({ length: least + below(most - least + 1) }, make),
    either: (...makers) => pick(makers)(),
  };
}

/** The seed that GOMOD_LINT_SEED names, else a fresh one: print it. */
export function chooseSeed(): number {
  const named = process.env["GOMOD_LINT_SEED"];
  return named === undefined ? Date.now() % 2 ** 31 : Number(named);
}

/** How many cases GOMOD_LINT_CASES asks for, else `usual`. */
export function chooseCases(usual: number): number {
  const named = process.env["GOMOD_LINT_CASES"];
  return named === undefined ? usual : Number(named);
}
