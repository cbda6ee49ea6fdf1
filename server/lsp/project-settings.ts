import type { AnyRule } from "../analysis/rule.ts";
import type { ActiveRule, Settings } from "../analysis/settings.ts";
import { pathsOf } from "../environment/file-paths.ts";
import type { Host } from "../host/host.ts";
import { configurationFinder, configurationNames } from "../workspace/configuration/find.ts";
import type { ConfigurationProblem } from "../workspace/configuration/problem.ts";
import type { Configuration, ReadConfiguration } from "../workspace/configuration/read.ts";
import { resolveLayers } from "../workspace/configuration/resolve.ts";

export interface ProjectSettingsPort {
  readonly host: Host;
  readonly rules: readonly AnyRule[];
  readonly read: ReadConfiguration;
  /**
   * Told of what is wrong with a configuration file whenever it was read: nothing, for one that was wrong before.
   * @param path absolute
   */
  tell(path: string, problems: readonly ConfigurationProblem[]): void;
  /** Told of names of files that configurations extend, each once: others than those that are watched anyway. */
  extended(names: readonly string[]): void;
}

/** A configuration file as it was read. */
interface Known {
  /** the last that made sense */
  readonly configuration: Configuration | undefined;
  /** the file and all that it extends, with what tells whether they have changed */
  readonly stamps: ReadonlyMap<string, string>;
  /** files that problems were told of */
  readonly told: readonly string[];
}

/** The configuration files of what is open, each read once until it changes. While one is wrong, what it said before holds. */
export class ProjectSettings {
  readonly #port: ProjectSettingsPort;
  readonly #known = new Map<string, Known>();
  readonly #resolved = new Map<string, readonly ActiveRule[]>();
  readonly #extended = new Set<string>(configurationNames);
  #find: (directory: string) => string | undefined;

  constructor(port: ProjectSettingsPort) {
    this.#port = port;
    this.#find = configurationFinder(port.host);
  }

  /**
   * The rules that run on a file.
   * @param path absolute
   * @param editor what the user set in the editor, which goes before the configuration
   */
  rulesOf(path: string, editor: Settings): readonly ActiveRule[] {
    const resolved = this.#resolved.get(path);
    if (resolved !== undefined) return resolved;
    const layers = this.#configurationOf(path)?.layers ?? [];
    const rules = resolveLayers([...layers, editor], this.#port.rules, path);
    this.#resolved.set(path, rules);
    return rules;
  }

  /** To be called when the editor's settings have changed. */
  forgetRules(): void {
    this.#resolved.clear();
  }

  /** Takes note of files that have changed, come or gone; whether one of them may be a configuration. */
  changed(paths: readonly string[]): boolean {
    const { basename } = pathsOf(this.#port.host);
    const concerned = paths.some(
      (path) =>
        (configurationNames as readonly string[]).includes(basename(path)) ||
        [...this.#known.values()].some(({ stamps }) => stamps.has(path)),
    );
    if (concerned) this.#reread();
    return concerned;
  }

  /** Looks whether a configuration that was read has changed on disk, for clients that watch no files. */
  refresh(): boolean {
    const stale = [...this.#known.values()].some(({ stamps }) =>
      [...stamps].some(([path, stamp]) => this.#stamp(path) !== stamp),
    );
    if (stale) this.#reread();
    return stale;
  }

  #reread(): void {
    this.#find = configurationFinder(this.#port.host);
    this.#resolved.clear();
    for (const path of [...this.#known.keys()]) this.#read(path);
  }

  #configurationOf(path: string): Configuration | undefined {
    const file = this.#find(pathsOf(this.#port.host).dirname(path));
    return file === undefined ? undefined : (this.#known.get(file) ?? this.#read(file)).configuration;
  }

  #read(path: string): Known {
    const { host, rules, read, tell } = this.#port;
    const before = this.#known.get(path);
    const gone = host.kind(path) === "missing";
    const result = gone ? { problems: [], files: [path] } : read(host, path, rules);
    const problems = "problems" in result ? result.problems : [];
    const told = [...new Set(problems.map((problem) => problem.path))];
    for (const file of new Set([...told, ...(before?.told ?? [])])) {
      tell(
        file,
        problems.filter((problem) => problem.path === file),
      );
    }
    this.#tellExtended(result.files);
    const configuration = "problems" in result ? (gone ? undefined : before?.configuration) : result;
    const stamps = new Map(result.files.map((file) => [file, this.#stamp(file)]));
    const known: Known = { configuration, stamps, told };
    if (gone) this.#known.delete(path);
    else this.#known.set(path, known);
    return known;
  }

  #tellExtended(files: readonly string[]): void {
    const { basename } = pathsOf(this.#port.host);
    const names = [...new Set(files.map((file) => basename(file)))].filter((name) => !this.#extended.has(name));
    if (names.length === 0) return;
    for (const name of names) this.#extended.add(name);
    this.#port.extended(names);
  }

  #stamp(path: string): string {
    const stat = this.#port.host.stat(path);
    return "failed" in stat ? stat.failed : `${stat.size} ${stat.modified} ${stat.identity}`;
  }
}
