import { pathPatternProblem } from "../version/path-pattern.ts";
import { parseVersionRange } from "../version/version-range.ts";
import type { ListOption, TextForm, TextOption } from "./options.ts";

const modulePattern: TextForm = {
  name: "a module path or pattern",
  problem: pathPatternProblem,
  pattern: "^[^\\s@]*[^\\s@/]$",
};

const versionRange: TextForm = {
  name: "a range of versions",
  problem(text) {
    const range = parseVersionRange(text);
    return "problem" in range ? range.problem : undefined;
  },
  pattern: "v\\d",
};

const day: TextForm = { name: "a day, such as 2027-01-31", problem: dayProblem, pattern: "^\\d{4}-\\d{2}-\\d{2}$" };

/** What is wrong with a day; undefined when the calendar has it. */
export function dayProblem(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return `is ${JSON.stringify(text)}, which is no day: write it as 2027-01-31`;
  const time = Date.parse(`${text}T00:00:00Z`);
  // A day too many of a month is taken for one of the next.
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  return exists ? undefined : `is ${text}, which is not in the calendar`;
}

/** A module path, or a pattern of them. */
export function modulePatternOption(description: string): TextOption & { readonly required: true } {
  return { kind: "text", form: modulePattern, description, required: true };
}

export function modulePatternsOption(description: string): ListOption & { readonly of: TextOption } {
  const of: TextOption = { kind: "text", form: modulePattern, description: "a module path, a path/..., or a pattern with *" };
  return { kind: "list", of, description };
}

export function versionsOption(description: string): TextOption {
  return { kind: "text", form: versionRange, description };
}

export const reasonOption: TextOption = { kind: "text", description: "why: it is part of the finding" };

export function untilOption(description: string): TextOption {
  return { kind: "text", form: day, description };
}
