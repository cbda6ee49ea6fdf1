import { toJsonSchema } from "@valibot/to-json-schema";
import type { OptionKeys, OptionType } from "../server/analysis/options.ts";
import type { AnyRule } from "../server/analysis/rule.ts";
import { configurationSchema } from "../server/workspace/configuration/schema.ts";

type JsonSchema = Record<string, unknown>;

/** schema.json: the JSON schema (draft 7) of a configuration file, made of the definitions that files are checked by. */
export function configurationJsonSchema(rules: readonly AnyRule[]): string {
  const schema = toJsonSchema(configurationSchema(rules).schema) as JsonSchema;
  const file = schema["properties"] as Record<string, JsonSchema>;
  const override = file["overrides"]?.["items"] as JsonSchema;
  for (const properties of [file, override["properties"] as Record<string, JsonSchema>]) {
    properties["options"] = { ...properties["options"], ...optionsSchema(rules) };
  }
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function optionsSchema(rules: readonly AnyRule[]): JsonSchema {
  const withOptions = rules.flatMap(({ id, summary, options }) =>
    options === undefined ? [] : [[id, { ...recordSchema(options), description: summary }] as const],
  );
  return { type: "object", properties: Object.fromEntries(withOptions), additionalProperties: false };
}

function recordSchema(keys: OptionKeys): JsonSchema {
  const entries = Object.entries(keys);
  const required = entries.filter(([, { required }]) => required === true).map(([name]) => name);
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(([name, type]) => [name, typeSchema(type)])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

function typeSchema(type: OptionType): JsonSchema {
  const { description } = type;
  switch (type.kind) {
    case "text":
      return { type: "string", ...(type.form?.pattern === undefined ? {} : { pattern: type.form.pattern }), description };
    case "choice":
      return { enum: type.of, type: "string", description };
    case "list":
      return { type: "array", items: typeSchema(type.of), description };
    case "record": {
      const about = type.keys[type.about];
      if (type.short !== true || about === undefined) return { ...recordSchema(type.keys), description };
      return { anyOf: [typeSchema(about), recordSchema(type.keys)], description };
    }
  }
}
