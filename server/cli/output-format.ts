import type { UsageError } from "./arguments.ts";
import type { Option } from "./command.ts";

/** --format of a command that has text and JSON. */
export const formatOption = {
  type: "string",
  placeholder: "FORMAT",
  values: ["text", "json"],
  help: "text (default) or json",
} as const satisfies Option;

/** The value of that option. */
export function formatOf(value: string | undefined): "text" | "json" | UsageError {
  if (value === undefined || value === "text" || value === "json") return value ?? "text";
  return { usage: `unknown format ${JSON.stringify(value)}`, hint: "formats are text and json" };
}

/** A value as the text of a JSON file. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
