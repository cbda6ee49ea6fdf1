import { least, median, type Times } from "./measure.ts";

/** One line of the result. */
export interface Row {
  /** of the corpus; empty for what concerns all of it */
  readonly app: string;
  readonly what: string;
  readonly value: number;
  /** the same of the shortest runs, where the value is a ratio of times: a noisy machine bends it less */
  readonly least?: number;
  readonly bar: number;
}

/** A ratio of medians. */
export function ratio(app: string, what: string, times: Times, against: Times, bar: number): Row {
  return { app, what, value: median(times) / median(against), least: least(times) / least(against), bar };
}
