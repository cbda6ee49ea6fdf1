import type { Severity } from "../analysis/finding.ts";
import type { AnyRule } from "../analysis/rule.ts";
import { activeRules, type RulesOf, severityOf } from "../analysis/settings.ts";
import { pathsOf } from "../environment/file-paths.ts";
import { configurationFinder } from "../workspace/configuration/find.ts";
import type { ConfigurationProblem } from "../workspace/configuration/problem.ts";
import type { Configuration } from "../workspace/configuration/read.ts";
import { resolveLayers } from "../workspace/configuration/resolve.ts";
import type { CheckOptions } from "./check-options.ts";
import { displayName, type Input } from "./inputs.ts";
import type { Io } from "./io.ts";
import { complain } from "./messages.ts";
import { toJson } from "./output-format.ts";

/** What holds for each file: its configuration, and the command line over it. */
export interface FileSettings {
  readonly rulesOf: RulesOf;
  /** the mildest findings that are shown and mended of the file at an absolute path */
  levelOf(path: string): Severity;
  configurationOf(path: string): Configuration | undefined;
}

/**
 * Finds and reads the configuration of files. Without any, nothing but a few looks for it is done.
 * @param paths absolute
 * @returns undefined where a configuration is wrong, which was said
 */
export async function fileSettings(
  io: Io,
  options: Pick<CheckOptions, "settings" | "level" | "configuration">,
  rules: readonly AnyRule[],
  paths: readonly string[],
): Promise<FileSettings | undefined> {
  const { host } = io;
  const { resolve, dirname } = pathsOf(host);
  const find = configurationFinder(host);
  const fixed = options.configuration === undefined || options.configuration === "none" ? undefined : options.configuration;
  const file = (path: string): string | undefined => {
    if (options.configuration === "none") return undefined;
    return fixed === undefined ? find(dirname(path)) : resolve(host.cwd, fixed);
  };
  const wanted = new Set(paths.flatMap((path) => file(path) ?? []));
  if (wanted.size === 0) {
    const active = activeRules(rules, options.settings);
    return { rulesOf: () => active, levelOf: () => options.level ?? "warning", configurationOf: () => undefined };
  }
  const read = await io.configuration();
  const configurations = new Map<string, Configuration>();
  const problems = new Map<string, ConfigurationProblem>();
  for (const at of wanted) {
    const result = read(host, at, rules);
    if (!("problems" in result)) configurations.set(at, result);
    // What two configurations extend is wrong once.
    else for (const problem of result.problems) problems.set(JSON.stringify(problem), problem);
  }
  if (problems.size > 0) {
    for (const problem of problems.values()) complain(io, describeProblem(io, problem), problem.hint);
    return undefined;
  }
  const configurationOf = (path: string): Configuration | undefined => configurations.get(file(path) ?? "");
  const resolved = new Map<string, ReturnType<RulesOf>>();
  return {
    configurationOf,
    rulesOf(path) {
      const known =
        resolved.get(path) ?? resolveLayers([...(configurationOf(path)?.layers ?? []), options.settings], rules, path);
      resolved.set(path, known);
      return known;
    },
    levelOf: (path) => options.level ?? configurationOf(path)?.level ?? "warning",
  };
}

/** `FILE:LINE:COLUMN: what is wrong`, the file as seen from the working directory. */
function describeProblem({ host }: Pick<Io, "host">, { path, place, message }: ConfigurationProblem): string {
  return `${displayName(host, path)}:${place === undefined ? "" : `${place.line}:${place.column}:`} ${message}`;
}

/** Prints what holds for files, for --print-config. */
export function printConfiguration(io: Io, settings: FileSettings, rules: readonly AnyRule[], inputs: readonly Input[]): void {
  const files = inputs.map(({ path, name }) => {
    const configuration = settings.configurationOf(path);
    const running = settings.rulesOf(path);
    const active = new Map(running.map((one) => [one.rule.id, severityOf(one, {})]));
    return {
      file: name,
      configuration: (configuration?.files ?? []).map((at) => displayName(io.host, at)),
      profile: configuration?.profile ?? "recommended",
      level: settings.levelOf(path),
      rules: Object.fromEntries(rules.map(({ id }) => [id, active.get(id) ?? "off"])),
      options: Object.fromEntries(running.flatMap(({ rule, options }) => (options === undefined ? [] : [[rule.id, options]]))),
    };
  });
  io.stdout.write(toJson({ files }));
}
