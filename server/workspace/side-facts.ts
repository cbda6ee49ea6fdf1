import type {
  EnvironmentProblem,
  FactState,
  FactStates,
  Facts,
  LoadedFact,
  SumFile,
  SumFiles,
  ToolchainInForce,
  UsedModule,
  VendorFile,
} from "../analysis/facts.ts";
import { goModSums, sumFile } from "../analysis/sums.ts";
import { inspect, lookAround, type Surroundings } from "../doctor/inspect.ts";
import type { SubjectModule } from "../doctor/subject.ts";
import { type BuildMod, buildMod } from "../environment/build-mod.ts";
import { pathsOf, wayDown } from "../environment/file-paths.ts";
import { type GoEnv, goEnvIn } from "../environment/go-env.ts";
import { chooseToolchain, parseToolchainSetting } from "../environment/toolchain.ts";
import type { Unavailable } from "../graph/lookup.ts";
import type { ModuleGraph, ModuleNode } from "../graph/module-graph.ts";
import { isToolchain, type ModuleVersion } from "../graph/module-version.ts";
import { type MainModule, type ModuleSet, mainModule, workspaceOf } from "../graph/requirements.ts";
import type { LoadedGraph } from "../graph/update-roots.ts";
import { vendorProblems } from "../graph/vendor.ts";
import type { Host } from "../host/host.ts";
import { goModHasher, parseGoSum } from "../modfile/go-sum.ts";
import type { ModFile, PathDirective } from "../modfile/mod-file.ts";
import { parseVendorManifest } from "../modfile/vendor-manifest.ts";
import type { KeptGraphs } from "../sources/kept-graphs.ts";
import { type ModuleCache, moduleCache, moduleFiles } from "../sources/module-cache.ts";
import type { Document, Documents } from "./documents.ts";
import { findProgram } from "./program.ts";
import { repositoryRoot } from "./repository-root.ts";

/** What the facts are loaded from. */
export interface SideFactSources {
  readonly host: Host;
  readonly documents: Documents;
  readonly env: GoEnv;
  /** what is kept between runs; undefined where there is no place for it */
  readonly kept: Pick<KeptGraphs, "hash" | "keepHashes"> | undefined;
}

/** Hashes with what they were taken for. */
interface Compared {
  readonly graph: LoadedGraph;
  readonly sum: SumFile;
  readonly hashes: ReadonlyMap<string, string>;
}

/** What is wrong around a file, with what it was found for. */
interface Inspected {
  readonly graph: LoadedGraph | undefined;
  readonly goVersion: string | undefined;
  readonly problems: readonly EnvironmentProblem[];
}

/** The facts that do not make up the graph. */
export type SideFact = Exclude<LoadedFact, "graph" | "directories">;

/**
 * Loads the facts that lie beside a file: go.sum, the vendor directory, the modules of a workspace, Go itself. Each is read when a rule
 * first needs it, and kept until something changes on the disk.
 */
export class SideFacts {
  readonly #from: SideFactSources;
  /** by kind and path */
  readonly #kept = new Map<string, unknown>();
  /** by module and version: in the module cache it never changes */
  readonly #hashes = new Map<string, string>();
  /** by the path of the go.mod */
  readonly #compared = new Map<string, Compared>();
  #surroundings: Surroundings | undefined;
  /** by the path of the go.mod */
  readonly #inspected = new Map<string, Inspected>();
  #cache: ModuleCache | undefined;
  #hasher: ReturnType<typeof goModHasher> | undefined;

  constructor(from: SideFactSources) {
    this.#from = from;
  }

  /**
   * @param graph the document's graph; undefined where it has none
   */
  load(names: ReadonlySet<keyof Facts>, document: Document, graph: LoadedGraph | undefined): FactStates {
    const states: { -readonly [Name in SideFact]?: FactState<Facts[Name]> } = {};
    if (names.has("sum")) states.sum = { ready: this.#sum(document) };
    if (names.has("cachedHashes")) states.cachedHashes = { ready: this.#cachedHashes(document, graph) };
    if (names.has("vendor")) states.vendor = { ready: this.#vendor(document) };
    if (names.has("uses")) states.uses = { ready: this.#uses(document) };
    if (names.has("toolchain")) states.toolchain = { ready: this.#toolchain(document) };
    if (names.has("outside")) states.outside = { ready: this.#outside(document) };
    if (names.has("environment")) states.environment = { ready: this.#environment(document, graph) };
    if (names.has("program")) states.program = { ready: this.#program(document.path) };
    return states;
  }

  /** Forgets what was read: something changed on the disk. */
  clear(): void {
    this.#surroundings = undefined;
    this.release();
  }

  /** Forgets what was read for single files, and not what all have around them. */
  release(): void {
    this.#kept.clear();
    this.#compared.clear();
    this.#inspected.clear();
  }

  #keep<T>(kind: string, path: string, read: () => T): T {
    const key = `${kind} ${path}`;
    if (!this.#kept.has(key)) this.#kept.set(key, read());
    return this.#kept.get(key) as T;
  }

  /** go.work.sum counts beside go.sum where go.work is in force (modload.loadModFile, modfetch.haveModSumLocked). */
  #sum(document: Document): SumFiles {
    const { mode } = this.#buildMod(document);
    const work = document.file.kind === "work" ? undefined : this.#workFile(document.path);
    const own = this.#sumFile(sumPath(document));
    return { own, work: work === undefined ? undefined : this.#sumFile(`${work}.sum`), mode };
  }

  #sumFile(path: string): SumFile | undefined {
    const { host } = this.#from;
    return this.#keep("sum", path, () => {
      const text = host.readText(path);
      return typeof text === "string" ? sumFile(path, pathsOf(host).basename(path), parseGoSum(text)) : undefined;
    });
  }

  /** Kept for a graph and a go.sum: the graph is another one as soon as a requirement is. */
  #cachedHashes(document: Document, graph: LoadedGraph | undefined): ReadonlyMap<string, string> {
    const sum = this.#sumFile(sumPath(document));
    const { file, path } = document;
    if (graph === undefined || file.kind === "work" || sum === undefined) return new Map();
    const known = this.#compared.get(path);
    if (known?.graph === graph && known.sum === sum) return known.hashes;
    const hashes = this.#hashesOf(file, graph.declared, sum);
    this.#compared.set(path, { graph, sum, hashes });
    return hashes;
  }

  #hashesOf(file: ModFile, graph: ModuleGraph, sum: SumFile): ReadonlyMap<string, string> {
    const { kept } = this.#from;
    const hashes = new Map<string, string>();
    const hashed = new Map<ModuleNode, string>();
    const add = (node: ModuleNode | undefined): void => {
      // What is selected is read by whatever lists the modules, although the graph may not need it.
      const read = node !== undefined && (node.read || graph.isSelected(node));
      if (!read || node.target.version === "" || isToolchain(node.path)) return;
      const name = `${node.target.path} ${node.target.version}`;
      if (hashes.has(name) || goModSums(sum, node.target).length === 0) return;
      const hash = this.#hashes.get(name) ?? kept?.hash(graph, node) ?? this.#hash(node.target);
      if (hash === undefined) return;
      this.#hashes.set(name, hash);
      hashes.set(name, hash);
      hashed.set(node, hash);
    };
    for (const requirement of file.require) add(graph.selectedNode(requirement.path.value));
    const disputed = [...sum.byKey.values()].some(([first, ...others]) => others.some((o) => o.hash.value !== first?.hash.value));
    if (disputed) for (const node of graph.walk()) if (goModSums(sum, node.target).length > 1) add(node);
    kept?.keepHashes(graph, hashed);
    return hashes;
  }

  /**
   * The hash of a go.mod in the module cache. What a proxy sent was held against go.sum when it came; other programs
   * put their own into the cache.
   */
  #hash(module: ModuleVersion): string | undefined {
    const { host, env } = this.#from;
    const directory = env.get("GOMODCACHE").value;
    this.#cache ??= moduleCache(host, pathsOf(host).isAbsolute(directory) ? directory : "", moduleFiles());
    const path = this.#cache.file(module);
    if (path === undefined) return undefined;
    const content = host.readBytes(path);
    if ("failed" in content) return undefined;
    this.#hasher ??= goModHasher();
    return this.#hasher(content);
  }

  #vendor(document: Document): VendorFile | undefined {
    if (this.#buildMod(document).mode !== "vendor") return undefined;
    const { host } = this.#from;
    const paths = pathsOf(host);
    const set = this.#mainModules(document);
    if (set === undefined) return undefined;
    const path = paths.join(paths.dirname(document.path), "vendor", "modules.txt");
    const manifest = this.#keep("vendor", path, () => {
      const text = host.readText(path);
      // A vendor directory without modules.txt is one that lists nothing (modload.readVendorList).
      return parseVendorManifest(typeof text === "string" ? text : "");
    });
    const goVersion = document.file.kind === "mod" ? document.file.go?.version.value : undefined;
    return { path, manifest, problems: vendorProblems(set, manifest, goVersion, paths) };
  }

  /** The main modules of a file; undefined where one of them cannot be loaded. */
  #mainModules(document: Document): ModuleSet | undefined {
    const { dirname, resolve } = pathsOf(this.#from.host);
    const { file, path } = document;
    if (file.kind === "mod") {
      const main = mainModule(file, dirname(path), resolve);
      return main && { mains: [main] };
    }
    const mains: MainModule[] = [];
    for (const { main } of this.#uses(document).values()) {
      if (main === undefined) return undefined;
      mains.push(main);
    }
    return { mains, work: workspaceOf(file, dirname(path), resolve) };
  }

  #buildMod({ path, file }: Document): BuildMod {
    const { host, env } = this.#from;
    const goVersion = file.go?.version.value;
    return this.#keep("mode", `${path} ${goVersion ?? ""}`, () => {
      const workFile = file.kind === "work" ? path : undefined;
      return buildMod(host, env, { workFile, moduleDirectory: pathsOf(host).dirname(path), goVersion }, "build");
    });
  }

  #uses({ path, file }: Document): ReadonlyMap<PathDirective, UsedModule> {
    const used = new Map<PathDirective, UsedModule>();
    if (file.kind === "mod") return used;
    const { dirname, resolve } = pathsOf(this.#from.host);
    for (const use of file.use) used.set(use, this.#usedModule(resolve(dirname(path), use.path.value)));
    return used;
  }

  #usedModule(directory: string): UsedModule {
    const { host, documents } = this.#from;
    const { join, resolve } = pathsOf(host);
    const path = join(directory, "go.mod");
    const document = documents.get(path);
    if (!("failed" in document)) {
      const file = document.file as ModFile;
      const main = mainModule(file, directory, resolve);
      return { directory, path, file, ...(main && { main }) };
    }
    const missing = document.failed === "missing" && host.kind(directory) !== "directory";
    const file: Unavailable =
      document.failed !== "missing"
        ? { unavailable: "unreadable", detail: `${path}: ${document.detail}` }
        : missing
          ? { unavailable: "no-directory", detail: `${directory} does not exist` }
          : { unavailable: "no-go-mod", detail: `${directory} has no go.mod` };
    return { directory, path, file };
  }

  /** As if the file were the one in force: the lines of a workspace above it are go.work's matter. */
  #toolchain({ path, file }: Document): ToolchainInForce | undefined {
    const { host, env } = this.#from;
    const lines = { file: path, go: file.go?.version.value ?? "", toolchain: file.toolchain?.version.value ?? "" };
    return this.#keep("toolchain", `${path} ${lines.go} ${lines.toolchain}`, () => {
      const setting = env.get("GOTOOLCHAIN").value;
      // What is wrong with the setting itself is no matter of this file.
      if (env.command === undefined || (setting !== "" && "problem" in parseToolchainSetting(setting))) return undefined;
      const { toolchain, place, problem } = chooseToolchain(host, env, lines);
      const off = place === "download" && env.get("GOPROXY").value === "off";
      const reason = problem ?? (off ? `${toolchain} is not on this machine, and GOPROXY=off forbids its download` : undefined);
      return { name: toolchain, setting, ...(reason === undefined ? {} : { problem: reason }) };
    });
  }

  #outside({ path, file }: Document): Facts["outside"] {
    const { host } = this.#from;
    const paths = pathsOf(host);
    const directory = paths.dirname(path);
    const root = this.#keep("repository", directory, () => repositoryRoot(host, directory));
    if (root === undefined) return undefined;
    return new Set(
      file.replace.filter(
        ({ newVersion, newPath }) =>
          newVersion === undefined && wayDown(host, root, paths.resolve(directory, newPath.value)) === undefined,
      ),
    );
  }

  #program(path: string): string | undefined {
    const directory = pathsOf(this.#from.host).dirname(path);
    return this.#keep("program", directory, () => findProgram(this.#from.host, directory));
  }

  /** Kept for a file's graph and go line, until something changes on the disk. */
  #environment(document: Document, graph: LoadedGraph | undefined): readonly EnvironmentProblem[] {
    const { path, file } = document;
    const { host, env } = this.#from;
    const known = this.#inspected.get(path);
    const goVersion = file.go?.version.value;
    if (known !== undefined && known.graph === graph && known.goVersion === goVersion) return known.problems;
    // A text that is nowhere yet, such as standard input, has no surroundings, and of another name no go command finds it.
    if (env.command === undefined || pathsOf(host).basename(path) !== "go.mod" || host.kind(path) !== "file") return [];
    const problems = this.#inspect(document, graph, goVersion);
    this.#inspected.set(path, { graph, goVersion, problems });
    return problems;
  }

  #inspect(
    { path, file }: Document,
    graph: LoadedGraph | undefined,
    goVersion: string | undefined,
  ): readonly EnvironmentProblem[] {
    const { host } = this.#from;
    const { dirname, resolve } = pathsOf(host);
    const directory = dirname(path);
    const env = this.#envIn(directory);
    const workFile = this.#workFile(path);
    const facts = { workFile, moduleDirectory: directory, goVersion };
    const main = file.kind === "mod" ? mainModule(file, directory, resolve) : undefined;
    const module: SubjectModule | undefined =
      main === undefined || graph === undefined
        ? undefined
        : {
            set: { mains: [main] },
            documents: [{ path, file }],
            facts,
            mod: buildMod(host, env, facts, "build"),
            sums: [path.replace(/\.mod$/, ".sum")],
            graph,
            program: () => this.#program(path) !== undefined,
          };
    this.#surroundings ??= lookAround(host, this.#from.env);
    return inspect({ host, env, module }, this.#surroundings).map(
      ({ system, status, subject, observed, origin, reason = "", remedy = "" }) => ({
        system,
        status: status === "failed" ? "failed" : "warned",
        observed: `${subject}: ${observed}${origin === undefined ? "" : ` (${origin})`}`,
        reason,
        remedy,
      }),
    );
  }

  /** The go.work that is in force for a go.mod. */
  #workFile(path: string): string | undefined {
    const work = this.#envIn(pathsOf(this.#from.host).dirname(path)).get("GOWORK").value;
    return work === "" || work === "off" ? undefined : work;
  }

  /** Looks for go.mod and go.work once for all that is asked of a directory. */
  #envIn(directory: string): GoEnv {
    return this.#keep("env", directory, () => goEnvIn(this.#from.host, this.#from.env, directory));
  }
}

function sumPath({ path, file }: Document): string {
  return file.kind === "work" ? `${path}.sum` : path.replace(/\.mod$/, ".sum");
}
