import { toJsonSchema } from "@valibot/to-json-schema";
import type { AnyRule } from "../server/analysis/rule.ts";
import { configurationSchema } from "../server/workspace/configuration/schema.ts";

/** schema.json: the JSON schema (draft 7) of a configuration file, made of the definition that files are checked by. */
export function configurationJsonSchema(rules: readonly AnyRule[]): string {
  return `${JSON.stringify(toJsonSchema(configurationSchema(rules).schema), null, 2)}\n`;
}
