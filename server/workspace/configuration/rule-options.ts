import type { AnyOptions, ListOption, OptionKeys, OptionType, RecordOption } from "../../analysis/options.ts";
import type { AnyRule } from "../../analysis/rule.ts";
import { nearest } from "../../analysis/settings.ts";

/** What is wrong with a value, or with a key. */
export interface OptionProblem {
  /** the keys that lead there, from the top of the file */
  readonly keys: readonly (string | number)[];
  readonly which: "key" | "value";
  readonly message: string;
  readonly hint?: string;
}

/** Options by the rules that they are for. */
export type RuleOptions = Readonly<Record<string, AnyOptions>>;

type Keys = readonly (string | number)[];

/**
 * Checks the options of rules by what the rules say of them.
 * @param value what stands under `options`
 * @param at the keys that lead to it
 * @returns frozen in depth; texts that are short for a record are written out as one
 */
export function readRuleOptions(
  value: unknown,
  rules: readonly AnyRule[],
  at: Keys,
): { readonly options: RuleOptions; readonly problems: readonly OptionProblem[] } {
  const problems: OptionProblem[] = [];
  const options: Record<string, AnyOptions> = {};
  if (!isRecord(value)) return { options, problems: [wrong(at, "rules with their options")] };
  const withOptions = new Map(rules.flatMap(({ id, options: keys }) => (keys === undefined ? [] : [[id, keys] as const])));
  for (const [id, own] of Object.entries(value)) {
    const keys = withOptions.get(id);
    if (keys !== undefined) options[id] = readRecord(own, keys, [...at, id], problems);
    else if (rules.some((rule) => rule.id === id)) {
      problems.push({
        keys: [...at, id],
        which: "key",
        message: `${id} has no options`,
        ...known("rules with options", withOptions.keys()),
      });
    } else problems.push(unknownWord([...at, id], "key", "rule", id, [...withOptions.keys()], "rules with options"));
  }
  return { options: Object.freeze(options), problems };
}

function readRecord(value: unknown, keys: OptionKeys | RecordOption["keys"], at: Keys, problems: OptionProblem[]): AnyOptions {
  const read: Record<string, unknown> = {};
  if (!isRecord(value)) {
    problems.push(wrong(at, `keys with values: ${Object.keys(keys).join(", ")}`));
    return read;
  }
  for (const [name, own] of Object.entries(value)) {
    const type = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (type === undefined) problems.push(unknownWord([...at, name], "key", "key", name, Object.keys(keys), "keys"));
    else read[name] = readValue(own, type, [...at, name], problems);
  }
  for (const [name, { required }] of Object.entries(keys)) {
    if (required === true && !Object.hasOwn(value, name)) {
      problems.push({ keys: at, which: "value", message: `${nameOf([...at, name])} is missing` });
    }
  }
  return Object.freeze(read);
}

function readValue(value: unknown, type: OptionType, at: Keys, problems: OptionProblem[]): unknown {
  switch (type.kind) {
    case "list":
      return readList(value, type, at, problems);
    case "record":
      return readRecord(type.short && typeof value === "string" ? { [type.about]: value } : value, type.keys, at, problems);
    case "choice":
      if (typeof value !== "string") problems.push(wrong(at, `one of ${type.of.join(", ")}`));
      else if (!type.of.includes(value))
        problems.push(unknownWord(at, "value", nameOf(at.slice(-1)), value, type.of, "known ones"));
      return value;
    case "text": {
      const { name = "a text", problem } = type.form ?? {};
      const message = typeof value === "string" ? problem?.(value) : undefined;
      if (typeof value !== "string") problems.push(wrong(at, name));
      else if (message !== undefined) problems.push({ keys: at, which: "value", message: `${nameOf(at)} ${message}` });
      return value;
    }
  }
}

function readList(value: unknown, { of }: ListOption, at: Keys, problems: OptionProblem[]): readonly unknown[] {
  if (!Array.isArray(value)) {
    problems.push(wrong(at, "a list"));
    return [];
  }
  return Object.freeze(value.map((entry, i) => readValue(entry, of, [...at, i], problems)));
}

function wrong(keys: Keys, what: string): OptionProblem {
  return { keys, which: "value", message: `${nameOf(keys)} must be ${what}` };
}

function unknownWord(
  keys: Keys,
  which: "key" | "value",
  what: string,
  word: string,
  words: readonly string[],
  all: string,
): OptionProblem {
  const near = nearest(word, words);
  const message = `unknown ${what} ${JSON.stringify(word)}${near === undefined ? "" : `, did you mean ${near}?`}`;
  return { keys, which, message, ...known(all, words) };
}

function known(what: string, words: Iterable<string>): { readonly hint: string } {
  return { hint: `${what}: ${[...words].join(", ")}` };
}

/** What a value is called: the keys that lead to it. */
function nameOf(keys: Keys): string {
  return keys.filter((key) => typeof key === "string").join(".");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
