import { pathsOf, withSlashes } from "../../environment/file-paths.ts";
import { readGoEnv } from "../../environment/go-env.ts";
import { isUnavailable, type Lookup } from "../../graph/lookup.ts";
import type { ModuleVersion } from "../../graph/module-version.ts";
import type { Host } from "../../host/host.ts";
import { readWorkFile } from "../../modfile/meaning.ts";
import { readSyntax } from "../../modfile/read-syntax.ts";
import type { KnownModules } from "../../sources/cached-modules.ts";
import type { ModSources } from "../../sources/mod-sources.ts";
import { cachedToolchains } from "./cached-toolchains.ts";
import { listPackages, type Package } from "./list-packages.ts";
import { nearbyModules } from "./nearby-modules.ts";
import { ownTags } from "./own-tags.ts";
import { Recent } from "./recent.ts";

/** A directory with what its go.mod declares. */
export interface ModuleDirectory {
  /** absolute */
  readonly directory: string;
  /** the module's path; absent where there is no go.mod, or none with a module line */
  readonly module?: string;
}

/** The Go releases that this machine knows of. */
export interface GoReleases {
  /** of the go command on PATH, such as `go1.26.8` */
  readonly local: string | undefined;
  /** names of toolchains that the module cache has, or that GOTOOLCHAIN names; without the local one */
  readonly others: readonly string[];
}

/**
 * What lies on this machine and may be named in a go.mod or go.work: for completion. Every answer comes of a bounded look at the disk;
 * what a proxy says is had when it is asked again.
 */
export interface Listings {
  /** modules of the module cache, those first looked for that go with what was typed */
  modules(typed: string): KnownModules;
  /** all known versions of a module, in no order */
  versions(modulePath: string): readonly string[];
  /** Asks a proxy for them behind the scenes, where it may be asked: whether an answer is to come, which `versions` then has. */
  awaitVersions(modulePath: string): boolean;
  /** go.mod files of module versions and directories */
  readonly lookup: Lookup;
  /** when a version was made */
  released(module: ModuleVersion): Date | undefined;
  /** modules in and around a directory */
  around(directory: string): readonly ModuleDirectory[];
  /** the modules of the go.work that is in force in a directory, in its order; empty where there is none */
  members(directory: string): readonly ModuleDirectory[];
  /** the directories right below a directory, by name */
  below(directory: string): readonly ModuleDirectory[];
  /** the module path that a directory is to have by the module that it lies in; undefined outside of modules */
  pathByPlace(directory: string): string | undefined;
  /** @param directory the environment's own when undefined */
  goReleases(directory: string | undefined): GoReleases;
  /** versions of the module in a directory that its git repository has tags of */
  tags(directory: string): readonly string[];
  /** packages of a module in a directory, or of an unpacked version in the module cache, at and below a folder of it */
  packages(module: ModuleVersion, folder: string): readonly Package[];
  /** Joins a directory as a file spells it to the folder that the file is in. */
  resolve(base: string, spelled: string): string;
  /** The way from one directory to another, as go.mod spells it: with `/`, and `./` or `../` at its start. */
  spell(base: string, directory: string): string;
  /** Something changed on the disk: all that is looked up is looked up anew. */
  forget(): void;
}

/** How many directories of one folder are looked at. */
const childLimit = 200;
/** How long a search is taken to hold where nobody says that the disk has changed, in milliseconds. */
const lasts = 30_000;
/** The same for the directories of one folder, which someone may just have made. */
const childrenLast = 3_000;

export function createListings(host: Host, sources: ModSources): Listings {
  const paths = pathsOf(host);
  const nearby = new Recent<readonly ModuleDirectory[]>(host, lasts);
  const children = new Recent<readonly ModuleDirectory[]>(host, childrenLast);
  const members = new Recent<readonly ModuleDirectory[]>(host, lasts);
  const releases = new Recent<GoReleases>(host, lasts);
  const tags = new Recent<readonly string[]>(host, lasts);
  const packages = new Recent<readonly Package[]>(host, lasts);
  // What is unpacked in the module cache stays as it is.
  const unpacked = new Recent<readonly Package[]>(host, Number.POSITIVE_INFINITY, 200);
  const moduleIn = (directory: string): ModuleDirectory => {
    const answer = sources.lookup({ path: directory, version: "" });
    return isUnavailable(answer) || answer.path === undefined ? { directory } : { directory, module: answer.path };
  };
  const isDirectory = (path: string): boolean => host.kind(path) === "directory";
  const spell = (base: string, directory: string): string => {
    const relative = paths.relative(base, directory);
    // On another drive there is no way but the absolute one.
    if (paths.isAbsolute(relative)) return relative;
    const spelled = withSlashes(host, relative);
    return spelled === "" ? "." : /^\.\.(?:\/|$)/.test(spelled) ? spelled : `./${spelled}`;
  };
  return {
    modules: (typed) => sources.modules.known(typed),
    versions: (modulePath) => sources.knownVersions(modulePath),
    awaitVersions: (modulePath) => sources.awaitVersions(modulePath),
    lookup: sources.lookup,
    released: (module) => sources.released(module),
    around: (directory) =>
      nearby.get(directory, () =>
        nearbyModules(host, directory)
          .map(moduleIn)
          .filter(({ module }) => module !== undefined),
      ),
    members: (directory) =>
      members.get(directory, () => {
        const work = readGoEnv(host, directory).get("GOWORK").value;
        const text = paths.isAbsolute(work) ? host.readText(work) : "";
        if (typeof text !== "string" || text === "") return [];
        return readWorkFile(readSyntax(text)).use.map(({ path }) => moduleIn(paths.resolve(paths.dirname(work), path.value)));
      }),
    below: (directory) =>
      children.get(directory, () =>
        (host.list(directory) ?? [])
          .filter(({ kind, name }) => kind === "directory" || (kind === "link" && isDirectory(paths.join(directory, name))))
          .slice(0, childLimit)
          .map(({ name }) => moduleIn(paths.join(directory, name))),
      ),
    pathByPlace(directory) {
      for (let at = directory, above = paths.dirname(at); above !== at; at = above, above = paths.dirname(at)) {
        const { module } = moduleIn(above);
        if (module !== undefined) return `${module}/${withSlashes(host, paths.relative(above, directory))}`;
      }
      return undefined;
    },
    goReleases: (directory = host.cwd) =>
      releases.get(directory, () => {
        const env = readGoEnv(host, directory);
        return { local: env.command?.version, others: cachedToolchains(host, env) };
      }),
    tags: (directory) => tags.get(directory, () => ownTags(host, directory)),
    packages(module, folder) {
      const root = module.version === "" ? module.path : sources.unpacked(module);
      if (root === undefined) return [];
      const kept = module.version === "" || host.kind(root) !== "directory" ? packages : unpacked;
      return kept.get(`${root} ${folder}`, () => listPackages(host, root, folder));
    },
    forget() {
      for (const kept of [nearby, members, children, releases, tags, packages]) kept.clear();
      sources.modules.forget();
    },
    resolve: (base, spelled) => paths.resolve(base, spelled),
    spell,
  };
}
