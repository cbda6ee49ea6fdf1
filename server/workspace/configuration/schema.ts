import * as v from "valibot";
import { type Severity, severities } from "../../analysis/finding.ts";
import { type AnyRule, groups } from "../../analysis/rule.ts";
import { type ProfileName, profileNames, profiles } from "./profiles.ts";
import type { RuleOptions } from "./rule-options.ts";

/** What may be chosen for all files, and for some. */
export interface Choice {
  readonly select?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly severity?: Readonly<Record<string, Severity | "off" | undefined>> | undefined;
  /** by rule id */
  readonly options?: RuleOptions | undefined;
}

/** A configuration file's content. */
export interface ConfigurationFile extends Choice {
  readonly $schema?: string | undefined;
  readonly extends?: string | readonly string[] | undefined;
  readonly profile?: ProfileName | undefined;
  readonly level?: Severity | undefined;
  readonly overrides?: readonly (Choice & { readonly files: readonly string[] })[] | undefined;
}

/** Every name that stands for rules: ids, and groups that have any. */
export function ruleNames(rules: readonly AnyRule[]): readonly string[] {
  const used = groups.filter((group) => rules.some((rule) => rule.group === group));
  // A rule may have its group's name.
  return [...new Set([...rules.map(({ id }) => id), ...used])];
}

/**
 * The definition of a configuration file: it is checked by this, and the published JSON schema is made of it.
 * @returns the schema, and the keys of the file and of one of its overrides
 */
export function configurationSchema(rules: readonly AnyRule[]) {
  const names = ruleNames(rules);
  const describe = (name: string): string => rules.find(({ id }) => id === name)?.summary ?? `all rules of the group ${name}`;
  const name = v.picklist(names);
  const level = v.picklist([...severities, "off"]);
  const levels = names.map((name) => [name, v.optional(v.pipe(level, v.description(describe(name))))] as const);
  const choice = {
    select: v.optional(v.pipe(v.array(name), v.description("only these rules and groups run"))),
    ignore: v.optional(v.pipe(v.array(name), v.description("rules and groups that do not run"))),
    severity: v.optional(
      v.pipe(
        v.strictObject(Object.fromEntries(levels)),
        v.description("how grave the findings of a rule or group are; a rule's own entry goes before its group's"),
      ),
    ),
    // Checked by what the rules say of them: rule-options.ts.
    options: v.optional(
      v.pipe(v.unknown(), v.description("what rules are told, by rule; those of the group policy run where they are")),
    ),
  };
  const override = v.strictObject({
    files: v.pipe(
      v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(1000))),
      v.minLength(1),
      v.description(
        "patterns as in .gitignore, relative to this file: services/**, go.work, legacy/*/go.mod; with ! before it one takes files out again",
      ),
    ),
    ...choice,
  });
  const profileTexts = profileNames.map((name) => `${name} (${profiles[name].description})`);
  const schema = v.pipe(
    v.strictObject({
      $schema: v.optional(v.pipe(v.string(), v.description("the schema of this file, for editors"))),
      extends: v.optional(
        v.pipe(
          v.union([v.string(), v.array(v.string())]),
          v.description("configuration files that this one builds upon, relative to it; what is said here goes before them"),
        ),
      ),
      profile: v.optional(v.pipe(v.picklist(profileNames), v.description(`what to begin with: ${profileTexts.join("; ")}`))),
      ...choice,
      level: v.optional(v.pipe(v.picklist(severities), v.description("the mildest findings that are shown and mended"))),
      overrides: v.optional(
        v.pipe(v.array(override), v.description("choices for some files; later ones go before earlier ones")),
      ),
    }),
    v.title("gomod-lint configuration"),
    v.description("Configuration of gomod-lint, in .gomod-lint.yaml, .gomod-lint.yml or .gomod-lint.json"),
  );
  return { schema, keys: Object.keys(schema.entries), overrideKeys: Object.keys(override.entries) };
}
