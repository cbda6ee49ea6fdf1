import type { Severity } from "../analysis/finding.ts";
import type { AnyRule } from "../analysis/rule.ts";
import { isSeverity, nearest, type Settings, unknownName } from "../analysis/settings.ts";

/** What a user sets in the editor, section `gomod-lint`. */
export interface ServerSettings {
  readonly rules: Settings;
  /** never ask the network */
  readonly offline: boolean;
  /** by switch: features that a user may turn off, so that another server serves them alone */
  readonly features: Readonly<Record<string, boolean>>;
  /** how the go command is run, when the user asks for it */
  readonly go: {
    /** GOTOOLCHAIN: `local` downloads none */
    readonly toolchain: string;
    /** whether it may run version control */
    readonly vcs: boolean;
    /** longest time, in seconds */
    readonly timeout: number;
  };
  /** address of the folder with the rules' documentation, ending in `/`; absent: the one of the installed package */
  readonly documentation?: string;
  /** site with the modules' documentation, laid out as pkg.go.dev, without a slash at its end; `""`: none is linked to */
  readonly linkTarget: string;
}

/** The section's name. */
export const section = "gomod-lint";

/** A setting as users are told of it. What `features` may hold is said by the features themselves. */
export type SettingDefinition = { readonly about: string } & (
  | { readonly takes: "names" | "levels" | "switches" }
  | { readonly takes: "flag"; readonly default: boolean }
  | { readonly takes: "number"; readonly default: number; readonly most: number }
  | { readonly takes: "text"; readonly default: string }
);

/** The settings, by name, with a dot those within another: what is read, and what editors' own descriptions of them are made of. */
export const settingDefinitions = {
  select: { takes: "names", about: "Only these rules and groups run. Empty: those that are on by default." },
  ignore: { takes: "names", about: "Rules and groups that do not run." },
  severity: { takes: "levels", about: "Other levels than their own for rules and groups; off turns them off." },
  offline: { takes: "flag", default: false, about: "Never ask the network; otherwise it is asked as the go command would." },
  features: { takes: "switches", about: "What is served. Turn off what another language server is to serve alone." },
  documentation: {
    takes: "text",
    default: "",
    about: "Address of the folder with the rules' documentation. Empty: the one that comes with gomod-lint.",
  },
  linkTarget: {
    takes: "text",
    default: "https://pkg.go.dev",
    about: "Site with the modules' documentation, laid out as pkg.go.dev. Empty: no links.",
  },
  "go.toolchain": {
    takes: "text",
    default: "local",
    about: "GOTOOLCHAIN of the go command, where you have it run. local: the one that is there, none is downloaded.",
  },
  "go.vcs": { takes: "flag", default: false, about: "Whether the go command, where you have it run, may run version control." },
  "go.timeout": {
    takes: "number",
    default: 300,
    most: 86_400,
    about: "How long the go command, where you have it run, may take, in seconds.",
  },
} as const satisfies Readonly<Record<string, SettingDefinition>>;

/** What stands in the section itself. */
type Key = keyof typeof settingDefinitions extends infer Name ? (Name extends `${infer Outer}.${string}` ? Outer : Name) : never;
const keys = [...new Set(Object.keys(settingDefinitions).map((name) => name.split(".")[0] as Key))];

/**
 * Reads the settings that a client sends. What is wrong is left at its default and named.
 * @param values one over the other, the last wins per key: the section's value, or an object that has it under its name
 * @param known.features the switches that there are, with what holds by default
 */
export function readSettings(
  values: readonly unknown[],
  { rules, features }: { readonly rules: readonly AnyRule[]; readonly features: Readonly<Record<string, boolean>> },
): { readonly settings: ServerSettings; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const given: Record<string, unknown> = {};
  for (const value of values) {
    const own = present(isRecord(value) && section in value ? value[section] : value);
    if (isRecord(own)) Object.assign(given, own);
    else if (own !== undefined) problems.push(`${section} must be an object`);
  }
  for (const key of Object.keys(given)) expectKnown(key, keys, "setting", problems);
  const at = (key: Key): unknown => present(given[key]);

  const select = names(at("select"), "select", rules, problems);
  const documentation = at("documentation");
  if (documentation !== undefined && typeof documentation !== "string") problems.push("documentation must be a string");
  return {
    settings: {
      rules: {
        // An editor's empty list is a setting that nobody made.
        ...(select.length === 0 ? {} : { select }),
        ignore: names(at("ignore"), "ignore", rules, problems),
        severity: severitiesOf(at("severity"), rules, problems),
      },
      offline: flag(at("offline"), "offline", false, problems),
      features: featuresOf(at("features"), features, problems),
      go: goSettings(at("go"), problems),
      linkTarget: siteOf(at("linkTarget"), problems),
      ...(typeof documentation === "string" && documentation !== "" ? { documentation: documentation.replace(/\/*$/, "/") } : {}),
    },
    problems,
  };
}

function goSettings(value: unknown, problems: string[]): ServerSettings["go"] {
  const { "go.toolchain": toolchains, "go.vcs": vcs, "go.timeout": timeouts } = settingDefinitions;
  const go = { toolchain: toolchains.default, vcs: vcs.default, timeout: timeouts.default };
  if (value === undefined) return go;
  if (!isRecord(value)) {
    problems.push("go must be an object of toolchain, vcs and timeout");
    return go;
  }
  for (const key of Object.keys(value)) expectKnown(key, Object.keys(go), "setting of go", problems);
  const toolchain = present(value["toolchain"]);
  const timeout = present(value["timeout"]);
  if (toolchain !== undefined && typeof toolchain !== "string")
    problems.push("go.toolchain must be a string, as GOTOOLCHAIN takes it");
  const isTime = typeof timeout === "number" && timeout > 0 && timeout <= timeouts.most;
  if (timeout !== undefined && !isTime) problems.push("go.timeout must be a number of seconds");
  return {
    toolchain: typeof toolchain === "string" && toolchain !== "" ? toolchain : go.toolchain,
    vcs: flag(present(value["vcs"]), "go.vcs", go.vcs, problems),
    timeout: isTime ? timeout : go.timeout,
  };
}

/** A host name, as gopls takes it, or an address. */
function siteOf(value: unknown, problems: string[]): string {
  if (value === "") return "";
  if (value !== undefined) {
    const address = typeof value === "string" ? value.replace(/^(?!https?:\/\/)/, "https://").replace(/\/+$/, "") : "";
    if (URL.canParse(address)) return address;
    problems.push("linkTarget must be a host such as pkg.go.dev, an address that begins with https://, or empty for no links");
  }
  return settingDefinitions.linkTarget.default;
}

function names(value: unknown, key: string, rules: readonly AnyRule[], problems: string[]): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every((name) => typeof name === "string")) {
    problems.push(`${key} must be a list of rules and groups`);
    return [];
  }
  return value.filter((name: string) => {
    const problem = unknownName(name, rules);
    if (problem !== undefined) problems.push(`${key}: ${problem}`);
    return problem === undefined;
  });
}

function severitiesOf(value: unknown, rules: readonly AnyRule[], problems: string[]): Readonly<Record<string, Severity | "off">> {
  const severity: Record<string, Severity | "off"> = {};
  if (value === undefined) return severity;
  if (!isRecord(value)) {
    problems.push("severity must be an object of rules and levels");
    return severity;
  }
  for (const [name, level] of Object.entries(value)) {
    const problem = unknownName(name, rules);
    if (problem !== undefined) problems.push(`severity: ${problem}`);
    else if (typeof level === "string" && isSeverity(level)) severity[name] = level;
    else problems.push(`severity of ${name} must be error, warning, info or off`);
  }
  return severity;
}

function featuresOf(
  value: unknown,
  defaults: Readonly<Record<string, boolean>>,
  problems: string[],
): Readonly<Record<string, boolean>> {
  const features: Record<string, boolean> = { ...defaults };
  if (value === undefined) return features;
  if (!isRecord(value)) {
    problems.push("features must be an object of features and true or false");
    return features;
  }
  for (const key of Object.keys(value)) expectKnown(key, Object.keys(defaults), "feature", problems);
  for (const [name, on] of Object.entries(defaults)) {
    features[name] = flag(present(value[name]), `features.${name}`, on, problems);
  }
  return features;
}

function flag(value: unknown, name: string, otherwise: boolean, problems: string[]): boolean {
  if (typeof value === "boolean") return value;
  if (value !== undefined) problems.push(`${name} must be true or false`);
  return otherwise;
}

function expectKnown(key: string, known: readonly string[], what: string, problems: string[]): void {
  if (known.includes(key)) return;
  const near = nearest(key, known);
  problems.push(`unknown ${what} ${JSON.stringify(key)}${near === undefined ? "" : `, did you mean ${near}?`}`);
}

/** Nothing, as editors spell it: null, and of Lua an empty table, which may be a list or an object. */
function present(value: unknown): unknown {
  return value === null || (Array.isArray(value) && value.length === 0) ? undefined : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
