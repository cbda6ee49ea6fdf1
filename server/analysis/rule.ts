import type { ModFile, WorkFile } from "../modfile/mod-file.ts";
import type { Facts } from "./facts.ts";
import type { Finding, Severity } from "./finding.ts";
import type { OptionKeys, OptionValues } from "./options.ts";

/** Groups of the catalogue; a group's name selects all its rules. */
export const groups = [
  "syntax",
  "conflict",
  "diamond",
  "replace",
  "exclude",
  "toolchain",
  "retract",
  "sum",
  "vendor",
  "work",
  "env",
  "policy",
  "meta",
] as const;
export type Group = (typeof groups)[number];

/** Which file a rule reads. */
export interface Files {
  readonly mod: ModFile;
  readonly work: WorkFile;
}

/** What a rule's `check` is given: the file, its options, and the facts that it named. Nothing else: no clock, no disk, no network. */
export type RuleInput<On extends keyof Files, Need extends keyof Facts, Keys> = Readonly<
  { file: Files[On]; options: OptionValues<Keys> } & Pick<Facts, Need>
>;

/** One kind of mistake: a pure, synchronous function of frozen facts. */
export interface Rule<
  Id extends string = string,
  On extends keyof Files = keyof Files,
  Need extends keyof Facts = keyof Facts,
  Keys extends OptionKeys = OptionKeys,
> {
  /** names the problem; also the name of its file, its documentation and its fixtures */
  readonly id: Id;
  readonly group: Group;
  readonly summary: string;
  readonly severity: Severity;
  /** present: it runs only where its own id is selected or given a severity or options */
  readonly off?: true;
  /** what the configuration may say to it */
  readonly options?: Keys;
  /** options of which it must have one at least, or there is nothing to check */
  readonly demands?: readonly (keyof Keys & string)[];
  /** present: what it finds depends on the machine that it runs on, so that its silence here says nothing of elsewhere */
  readonly local?: true;
  readonly on: readonly On[];
  /** rules that need nothing run on every keystroke */
  readonly needs: readonly Need[];
  /** whether `check` offers fixes: `safe` ones are applied by --fix */
  readonly fix: "safe" | "unsafe" | "none";
  /** Whether a file has what the rule is about, told from the file alone; otherwise its facts are not loaded. Absent: every file has. */
  concerns?(file: Files[On]): boolean;
  check(input: RuleInput<On, Need, Keys>): Iterable<Finding>;
}

/**
 * Any rule, as the runner and the registry hold it. `never` in the place of a method's parameter lets every rule be one; the runner
 * alone calls `concerns` and `check`, with what `on` and `needs` name.
 */
export interface AnyRule extends Omit<Rule, "check" | "concerns"> {
  concerns?(file: never): boolean;
  check(input: never): Iterable<Finding>;
}

/** Infers a rule's types from its text: reading a fact that `needs` does not list is a type error. */
export function defineRule<
  const Id extends string,
  On extends keyof Files,
  Need extends keyof Facts = never,
  const Keys extends OptionKeys = Readonly<Record<never, never>>,
>(rule: Rule<Id, On, Need, Keys>): Rule<Id, On, Need, Keys> {
  return rule;
}
