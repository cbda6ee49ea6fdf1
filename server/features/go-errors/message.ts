import type { Known } from "./known.ts";

/** What may be done about a failure. */
export interface Step {
  /** an imperative, without a full stop */
  readonly text: string;
  /** a line to type, where there is one */
  readonly command?: string;
}

/** What a message of the go command means, and what to do. */
export interface Explanation {
  /** what the go command says, in other words: a sentence or two */
  readonly meaning: string;
  /** what this module, its graph and the settings add; each a sentence */
  readonly here?: readonly string[];
  /** the best first */
  readonly steps: readonly Step[];
}

/** One kind of message of the go command's module code. */
export interface GoMessage {
  /** names the failure: `missing-go-sum-entry` */
  readonly id: string;
  /** what it looks like, with flag `m`; named groups are handed to `explain` */
  readonly pattern: RegExp;
  explain(match: Match, known: Known): Explanation;
}

/** Where a message was found in the go command's output. */
export interface Match {
  /** a named group of the pattern; empty where it did not take part */
  get(group: string): string;
  readonly text: string;
  /** packages, the main module's first, by whose imports the go command came to what it complains of */
  readonly importers: readonly string[];
}

export function defineMessages<const M extends readonly GoMessage[]>(messages: M): M {
  return messages;
}

/** A step that is a command. */
export function run(command: string, text: string): Step {
  return { text, command };
}

export function advise(text: string): Step {
  return { text };
}
