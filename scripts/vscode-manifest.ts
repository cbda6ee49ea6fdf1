import { severities } from "../server/analysis/finding.ts";
import type { AnyRule } from "../server/analysis/rule.ts";
import type { FeatureSwitch } from "../server/lsp/feature.ts";
import { type SettingDefinition, section, settingDefinitions } from "../server/lsp/settings.ts";

type JsonSchema = Record<string, unknown>;

/**
 * Brings editors/vscode/package.json up to date: its version, and the server's settings among those that it contributes.
 * @param manifest the file's text
 * @param options.version the package's version
 */
export function withServerSettings(
  manifest: string,
  {
    version,
    rules,
    switches,
  }: { readonly version: string; readonly rules: readonly AnyRule[]; readonly switches: readonly FeatureSwitch[] },
): string {
  const read = JSON.parse(manifest);
  const own = Object.entries(read.contributes.configuration.properties).filter(([name]) => isOwn(name));
  read.version = version;
  read.contributes.configuration.properties = Object.fromEntries([...own, ...serverSettings(rules, switches)]);
  return `${JSON.stringify(read, null, 2)}\n`;
}

/** Whether a setting is the extension's own. */
function isOwn(name: string): boolean {
  return /^gomod-lint\.(server|trace)\./.test(name);
}

function serverSettings(
  rules: readonly AnyRule[],
  switches: readonly FeatureSwitch[],
): readonly (readonly [string, JsonSchema])[] {
  return Object.entries(settingDefinitions).flatMap(([name, definition]) =>
    definition.takes === "switches"
      ? switches.map((one) => [`${section}.${name}.${one.name}`, switchSchema(one)] as const)
      : [[`${section}.${name}`, settingSchema(definition, rules)] as const],
  );
}

function switchSchema({ name, on, about }: FeatureSwitch): JsonSchema {
  return name === "formatting"
    ? {
        type: "boolean",
        default: on,
        markdownDescription: `${about} Where nothing is set, on unless the extension \`golang.go\` is there, which formats, too.`,
      }
    : { type: "boolean", default: on, description: about };
}

function settingSchema(definition: SettingDefinition, rules: readonly AnyRule[]): JsonSchema {
  const description = definition.about;
  const known = [...new Set(rules.map(({ group }) => group)), ...rules.map(({ id }) => id)];
  const described = known.map((one) => rules.find(({ id }) => id === one)?.summary ?? `all rules of the group ${one}`);
  switch (definition.takes) {
    case "flag":
      return { type: "boolean", default: definition.default, description };
    case "number":
      return { type: "number", default: definition.default, exclusiveMinimum: 0, maximum: definition.most, description };
    case "text":
      return { type: "string", default: definition.default, description };
    case "names":
      return {
        type: "array",
        items: { type: "string", enum: known, enumDescriptions: described },
        uniqueItems: true,
        default: [],
        description,
      };
    case "levels":
      return {
        type: "object",
        properties: Object.fromEntries(known.map((one, i) => [one, { enum: [...severities, "off"], description: described[i] }])),
        additionalProperties: false,
        default: {},
        description,
      };
    default:
      throw new Error("switches are described by the features");
  }
}
