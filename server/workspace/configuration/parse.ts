import * as v from "valibot";
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import { severities } from "../../analysis/finding.ts";
import type { AnyRule } from "../../analysis/rule.ts";
import { nearest, unknownName } from "../../analysis/settings.ts";
import type { ConfigurationProblem } from "./problem.ts";
import { profileNames } from "./profiles.ts";
import { type OptionProblem, type RuleOptions, readRuleOptions } from "./rule-options.ts";
import { type ConfigurationFile, configurationSchema } from "./schema.ts";

/** A configuration file as it says, or what is wrong with it. */
export type ParsedConfiguration =
  | { readonly file: ConfigurationFile; placeOf(key: string, index?: number): ConfigurationProblem["place"] }
  | { readonly problems: readonly ConfigurationProblem[] };

/**
 * Reads the text of a configuration file: YAML 1.2, and so JSON. All problems are named, each with its place and, for a misspelt key, rule
 * or level, what it may have been.
 * @param path absolute, for problems
 */
export function parseConfiguration(path: string, text: string, rules: readonly AnyRule[]): ParsedConfiguration {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const placeOf = (start: number, end: number): NonNullable<ConfigurationProblem["place"]> => {
    const from = lineCounter.linePos(start);
    const to = lineCounter.linePos(end);
    return {
      line: from.line,
      column: from.col,
      endColumn: to.line === from.line ? Math.max(to.col, from.col + 1) : from.col + 1,
    };
  };
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return {
      problems: faults.map(({ pos, message }) => ({
        path,
        place: placeOf(pos[0], pos[1]),
        message: lowerFirst(message.replace(/\s*\n[\s\S]*/, "").replace(/ at line \d+, column \d+:?$/, "")),
      })),
    };
  }
  const root = document.contents;
  const at = (keys: readonly (string | number)[], which: "key" | "value"): ConfigurationProblem["place"] => {
    const node = nodeAt(root, keys, which);
    return node?.range == null ? undefined : placeOf(node.range[0], node.range[1]);
  };
  const problem = (place: ConfigurationProblem["place"], message: string, hint?: string): ConfigurationProblem => ({
    path,
    ...(place === undefined ? {} : { place }),
    message,
    ...(hint === undefined ? {} : { hint }),
  });
  let value: unknown;
  try {
    value = document.toJS() ?? {};
  } catch (error) {
    // An alias of nothing, or aliases of aliases of aliases, which would fill the memory.
    let place: ConfigurationProblem["place"];
    visit(document, {
      Alias(_, alias) {
        if (alias.range == null || alias.resolve(document) !== undefined) return undefined;
        place = placeOf(alias.range[0], alias.range[1]);
        return visit.BREAK;
      },
    });
    return { problems: [problem(place, lowerFirst(error instanceof Error ? error.message : String(error)))] };
  }
  const definition = configurationSchema(rules);
  const result = v.safeParse(definition.schema, value);
  const options = readAllOptions(value, rules);
  if (result.success && options.problems.length === 0) {
    const file = result.output as ConfigurationFile;
    const overrides = file.overrides?.map((override, i) => ({ ...override, options: options.overrides[i] }));
    return {
      file: { ...file, options: options.own, ...(overrides === undefined ? {} : { overrides }) },
      placeOf: (key, index) => at(index === undefined ? [key] : [key, index], "value"),
    };
  }
  const problems = (result.issues ?? []).map((issue) => {
    const keys = (issue.path ?? []).map((item) => item.key as string | number);
    const last = String(keys.at(-1));
    const around = keys.slice(0, -1);
    // To the library a list is an object with numbers as keys.
    if (issue.type === "strict_object" && isSeq(nodeAt(root, around, "value"))) {
      return problem(at(around, "value"), `${nameOf(around)} must be ${wanted["strict_object"]}`);
    }
    if (issue.type !== "strict_object" || issue.expected !== "never") {
      const { message, hint } = describe(issue, keys, rules);
      return problem(at(keys, "value"), message, hint);
    }
    const known = keys.includes("overrides") ? definition.overrideKeys : definition.keys;
    const { message, hint } = keys.at(-2) === "severity" ? unknownRule(last, rules) : unknown("key", last, known);
    return problem(at(keys, "key"), message, hint);
  });
  problems.push(...options.problems.map(({ keys, which, message, hint }) => problem(at(keys, which), message, hint)));
  return { problems: problems.sort((a, b) => order(a) - order(b)) };
}

/** The options of rules for all files, and those of each override. */
function readAllOptions(
  value: unknown,
  rules: readonly AnyRule[],
): {
  readonly own: RuleOptions | undefined;
  readonly overrides: readonly (RuleOptions | undefined)[];
  readonly problems: readonly OptionProblem[];
} {
  const problems: OptionProblem[] = [];
  const read = (holder: unknown, at: readonly (string | number)[]): RuleOptions | undefined => {
    const own = typeof holder === "object" && holder !== null && "options" in holder ? holder.options : undefined;
    if (own === undefined) return undefined;
    const result = readRuleOptions(own, rules, [...at, "options"]);
    problems.push(...result.problems);
    return result.options;
  };
  const own = read(value, []);
  const list = typeof value === "object" && value !== null && "overrides" in value ? value.overrides : undefined;
  const overrides = Array.isArray(list) ? list.map((override: unknown, i) => read(override, ["overrides", i])) : [];
  return { own, overrides, problems };
}

/** Lines before columns. */
function order({ place }: ConfigurationProblem): number {
  return place === undefined ? 0 : place.line * 100_000 + place.column;
}

interface Described {
  readonly message: string;
  readonly hint?: string;
}

/** What is wrong with a value. */
function describe(issue: v.BaseIssue<unknown>, keys: readonly (string | number)[], rules: readonly AnyRule[]): Described {
  const name = nameOf(keys);
  if (issue.type === "picklist" && typeof issue.input === "string") {
    if (keys.at(-2) === "select" || keys.at(-2) === "ignore") return unknownRule(issue.input, rules);
    if (keys.includes("severity")) return unknown("level", issue.input, [...severities, "off"]);
    return name === "level" ? unknown("level", issue.input, severities) : unknown(name, issue.input, profileNames);
  }
  if (issue.type === "min_length" || issue.type === "max_length")
    return { message: `${name} is ${issue.type === "min_length" ? "empty" : "too long"}` };
  const what = wanted[issue.type] ?? (issue.type === "picklist" ? "a word" : (issue.expected ?? "something else"));
  const missing = issue.input === undefined;
  return {
    message: missing
      ? `${name} is missing`
      : `${name} must be ${keys.at(-2) === "select" || keys.at(-2) === "ignore" ? "a list of rules and groups" : what}`,
  };
}

/** What a value is called: the keys that lead to it. */
function nameOf(keys: readonly (string | number)[]): string {
  return keys.length === 0 ? "the file" : keys.filter((key) => typeof key === "string").join(".");
}

/** What values are called. */
const wanted: Readonly<Record<string, string>> = {
  array: "a list",
  string: "a text",
  strict_object: "keys with values",
  union: "a file or a list of files",
};

function unknown(what: string, word: string, known: readonly string[]): Described {
  const near = nearest(word, known);
  return {
    message: `unknown ${what} ${JSON.stringify(word)}${near === undefined ? "" : `, did you mean ${near}?`}`,
    hint: `${what}s are ${known.join(", ")}`,
  };
}

function unknownRule(word: string, rules: readonly AnyRule[]): Described {
  return { message: unknownName(word, rules) ?? `${word} has no rules`, hint: "gomod-lint rules lists them all" };
}

/** The node of a value, or of its key; the nearest one around it that there is. */
function nodeAt(root: unknown, keys: readonly (string | number)[], which: "key" | "value"): Node | undefined {
  let node = root as Node | null;
  for (const [i, key] of keys.entries()) {
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      next = which === "key" && i === keys.length - 1 ? pair?.key : (pair?.value ?? pair?.key);
    } else if (isSeq(node)) next = node.items[Number(key)];
    if (next === undefined || next === null) break;
    node = next as Node;
  }
  return node ?? undefined;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
