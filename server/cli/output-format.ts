import type { UsageError } from "./arguments.ts";

/** The value of --format of a command that has text and JSON. */
export function formatOf(value: string | undefined): "text" | "json" | UsageError {
  if (value === undefined || value === "text" || value === "json") return value ?? "text";
  return { usage: `unknown format ${JSON.stringify(value)}`, hint: "formats are text and json" };
}

/** A value as the text of a JSON file. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
