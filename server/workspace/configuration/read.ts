import type { Severity } from "../../analysis/finding.ts";
import type { AnyRule } from "../../analysis/rule.ts";
import { pathsOf, wayDown } from "../../environment/file-paths.ts";
import type { Host, ReadFailure } from "../../host/host.ts";
import { configurationNames } from "./find.ts";
import { globMatcher } from "./glob.ts";
import { parseConfiguration } from "./parse.ts";
import type { ConfigurationProblem } from "./problem.ts";
import { type ProfileName, profiles } from "./profiles.ts";
import type { Choice, ConfigurationFile } from "./schema.ts";

/** Bytes of a configuration file that are read. */
const limit = 1024 * 1024;

/** One step of what a configuration comes to; later ones go before earlier ones. */
export interface Layer extends Choice {
  readonly floor?: Severity;
  /** absent: for all files */
  holds?(path: string): boolean;
}

/** A configuration with all that it extends. */
export interface Configuration {
  /** absolute paths: the file itself, then what it extends */
  readonly files: readonly string[];
  readonly profile: ProfileName;
  readonly level: Severity | undefined;
  readonly layers: readonly Layer[];
}

/** What is known of a configuration file: what it says, or what is wrong with it or with one that it extends. */
export type ConfigurationResult =
  | Configuration
  | { readonly problems: readonly ConfigurationProblem[]; readonly files: readonly string[] };

/** How configuration files are read; a value, so that only who needs it loads the parser. */
export type ReadConfiguration = (host: Host, path: string, rules: readonly AnyRule[]) => ConfigurationResult;

/**
 * Reads a configuration file and those that it extends.
 * @param path absolute
 */
export const readConfiguration: ReadConfiguration = (host, path, rules) => {
  const problems: ConfigurationProblem[] = [...siblings(host, path)];
  const files: string[] = [];
  const layers: Layer[] = [];
  let profile: ProfileName | undefined;
  let level: Severity | undefined;

  const paths = pathsOf(host);
  const take = (at: string, trail: readonly string[], origin: Omit<ConfigurationProblem, "message">): void => {
    files.push(at);
    const text = host.readText(at, limit);
    if (typeof text !== "string") {
      const why = `cannot be read (${reason(text)})`;
      problems.push({ ...origin, message: trail.length === 0 ? why : `extends ${at}, which ${why}` });
      return;
    }
    const parsed = parseConfiguration(at, text, rules);
    if ("problems" in parsed) {
      problems.push(...parsed.problems);
      return;
    }
    const { file } = parsed;
    const bases = typeof file.extends === "string" ? [file.extends] : (file.extends ?? []);
    for (const [index, base] of bases.entries()) {
      const place = parsed.placeOf("extends", typeof file.extends === "string" ? undefined : index);
      const from = { path: at, ...(place === undefined ? {} : { place }) };
      const target = paths.resolve(paths.dirname(at), base);
      if (target === at || trail.includes(target))
        problems.push({ ...from, message: `extends ${base}, which leads back to this file` });
      else if (trail.length >= depth) problems.push({ ...from, message: `more than ${depth} files extend each other` });
      else take(target, [...trail, at], from);
    }
    profile = file.profile ?? profile;
    level = file.level ?? level;
    layers.push(...layersOf(file, (path) => wayDown(host, paths.dirname(at), path)));
  };
  take(path, [], { path });
  if (problems.length > 0) return { problems, files };
  const { severity, floor } = profiles[profile ?? "recommended"];
  const known = Object.fromEntries(Object.entries(severity).filter(([id]) => rules.some((rule) => rule.id === id)));
  const first: Layer = { severity: known, ...(floor === undefined ? {} : { floor }) };
  return { files, profile: profile ?? "recommended", level, layers: [first, ...layers] };
};

/** How long a chain of files that extend each other may be. */
const depth = 20;

function layersOf(
  { select, ignore, severity, options, overrides = [] }: ConfigurationFile,
  wayTo: (path: string) => string | undefined,
): readonly Layer[] {
  return [
    { select, ignore, severity, options },
    ...overrides.map(({ files, ...choice }) => {
      const patterns = files.map((pattern) =>
        pattern.startsWith("!") ? { has: globMatcher(pattern.slice(1)), held: false } : { has: globMatcher(pattern), held: true },
      );
      return {
        ...choice,
        holds(path: string): boolean {
          const name = wayTo(path);
          if (name === undefined) return false;
          // Of several that fit the last one decides, as in .gitignore.
          return patterns.findLast(({ has }) => has(name))?.held === true;
        },
      };
    }),
  ];
}

/** Of two configurations in a folder one would be without effect, and nobody would know which. */
function siblings(host: Host, path: string): readonly ConfigurationProblem[] {
  const paths = pathsOf(host);
  const name = paths.basename(path);
  if (!(configurationNames as readonly string[]).includes(name)) return [];
  const others = configurationNames.filter(
    (other) => other !== name && host.kind(paths.join(paths.dirname(path), other)) !== "missing",
  );
  return others.map((other) => ({
    path,
    message: `beside it is ${other}: one folder has one configuration`,
    hint: "remove one of them",
  }));
}

function reason({ failed, detail }: ReadFailure): string {
  return failed === "missing" ? "no such file" : failed === "not-regular" ? `it is ${detail || "no regular file"}` : detail;
}
