import { posix, win32 } from "node:path";
import type { FactStates } from "../analysis/facts.ts";
import type { AnyRule } from "../analysis/rule.ts";
import { neededFacts, type OwnFindings, type RunResult, runRules } from "../analysis/run.ts";
import { type ActiveRule, activeRules, type RulesOf, type Settings } from "../analysis/settings.ts";
import type { Stopwatch } from "../analysis/stopwatch.ts";
import { type GoEnv, readGoEnv } from "../environment/go-env.ts";
import type { Lookup } from "../graph/lookup.ts";
import { type MainModule, type ModuleSet, mainModule } from "../graph/requirements.ts";
import { sameMain } from "../graph/set-key.ts";
import { type LoadedGraph, loadModuleGraph } from "../graph/update-roots.ts";
import type { Host, ReadFailure } from "../host/host.ts";
import type { ModFile, Replacement } from "../modfile/mod-file.ts";
import type { FetchReport } from "../sources/fetch-all.ts";
import { type KnownSums, knownSums, readGoSums } from "../sources/known-sums.ts";
import { type FetchOptions, type ModSources, modSources } from "../sources/mod-sources.ts";
import { type Document, type DocumentReader, Documents } from "./documents.ts";
import { fetchGraph } from "./fetch-graph.ts";
import { GraphLoader } from "./load-graph.ts";
import { type FoundSet, findModuleSet, type NoSet, workspaceSet } from "./module-set.ts";
import { SideFacts } from "./side-facts.ts";

export interface WorkspaceOptions {
  readonly host: Host;
  readonly rules: readonly AnyRule[];
  /** which rules run, on all files or on each */
  readonly settings: Settings | RulesOf;
  readonly reader: DocumentReader;
  /** never ask the network; of a function: while it says so */
  readonly offline: boolean | (() => boolean);
  /** a rule that throws ends the run instead of becoming a finding: for tests */
  readonly rethrow?: boolean;
  /** measures the parts of the work */
  readonly stopwatch?: Stopwatch | undefined;
}

/** One document with all that is known of it at one moment. Frozen: later edits make another. */
export interface Snapshot extends Document {
  /** facts that were asked for and loaded; none for a file with no module line */
  readonly facts: FactStates;
  readonly result: RunResult;
}

/**
 * The one object with state: documents, settings and every cache. A snapshot of a document is a value. Whatever a dependency's go.mod
 * says at a version is read once; a graph is kept for as long as what it was computed from stays the same.
 */
export class Workspace {
  readonly documents: Documents;
  readonly sources: ModSources;
  readonly env: GoEnv;
  readonly #options: WorkspaceOptions;
  readonly #offline: () => boolean;
  readonly #graphs = new Map<string, KeptGraph>();
  readonly #loader: GraphLoader;
  readonly #side: SideFacts;
  /** what was made of files, by path */
  readonly #made = new Map<string, MadeOf>();
  /** how often graphs were forgotten */
  #epoch = 0;
  #rulesOf: RulesOf;

  constructor(options: WorkspaceOptions) {
    this.#options = options;
    const { host, offline } = options;
    this.#offline = typeof offline === "function" ? offline : () => offline;
    this.documents = new Documents(host, options.reader);
    this.env = readGoEnv(host, host.cwd);
    this.sources = modSources({ host, env: this.env, offline: this.#offline, overlay: (path) => this.documents.overlay(path) });
    this.#loader = new GraphLoader(host, this.sources);
    this.#side = new SideFacts({ host, documents: this.documents, env: this.env, kept: this.#loader.kept });
    this.#rulesOf = rulesOf(options.rules, options.settings);
  }

  /** The rules that run now on the file at an absolute path. */
  rulesOf(path: string): readonly ActiveRule[] {
    return this.#rulesOf(path);
  }

  configure(settings: Settings | RulesOf): void {
    this.#rulesOf = rulesOf(this.#options.rules, settings);
  }

  /** What the rules that need nothing but the file say: cheap enough for every keystroke. */
  lintOwn(document: Document): RunResult {
    return this.#run(document, {}, false);
  }

  /** What all rules say, with the facts that sources on disk give at once. */
  snapshot(path: string): Snapshot | ReadFailure {
    const document = this.documents.get(path);
    return "failed" in document ? document : this.lint(document);
  }

  /** The same for a document in hand, such as one that a fix has changed and nobody has saved. */
  lint(document: Document): Snapshot {
    const facts = this.facts(document);
    return { ...document, facts, result: this.#run(document, facts) };
  }

  /** The facts of a document; the graph is reused while no requirement, replacement, exclusion or version line has changed. */
  facts(document: Document): FactStates {
    const { stopwatch } = this.#options;
    return stopwatch === undefined ? this.#facts(document) : stopwatch.time("other files", () => this.#facts(document));
  }

  #facts(document: Document): FactStates {
    const { file, path } = document;
    const needed = neededFacts(this.#rulesOf(path), file);
    if (file.kind === "work") return this.#side.load(needed, document, undefined);
    const main = this.mainModule(document);
    if (main === undefined) {
      const unavailable = "the file has no usable module line";
      return { ...this.#side.load(needed, document, undefined), graph: { unavailable }, directories: { unavailable } };
    }
    const directories = this.#directories(file, main);
    const { graph } = this.#graph(path, main, directories);
    return { ...this.#side.load(needed, document, graph), graph: { ready: graph }, directories: { ready: directories } };
  }

  /** Whether `lint` will find the document's graph at hand: what it then costs is the rules. */
  isReady(document: Document): boolean {
    const { file, path } = document;
    if (file.kind === "work") return true;
    const main = this.mainModule(document);
    return main === undefined || this.#kept(path, main, this.#directories(file, main)) !== undefined;
  }

  /**
   * Loads a document's graph a stretch at a time, so that `lint` finds it at hand.
   * @param breathe called between stretches; false: it is not wanted any more
   */
  async prepare(document: Document, breathe: () => Promise<boolean>): Promise<void> {
    const { path, file } = document;
    const main = this.mainModule(document);
    if (main === undefined || file.kind === "work" || this.isReady(document)) return;
    const directories = this.#directories(file, main);
    const set = { mains: [main] };
    const lookup = this.#lookup(path);
    const epoch = this.#epoch;
    // What has changed meanwhile may have been read before or after.
    const wanted = async (): Promise<boolean> => (await breathe()) && this.#epoch === epoch;
    const graph = await this.#loader.prepare(set, lookup, wanted);
    if (graph === undefined) return;
    this.#graphs.set(path, { main, set, directories: [...directories.values()], graph });
  }

  /** Absolute paths of the open documents that replace a module by the directory of the go.mod at `path`, or use it. */
  dependents(path: string): readonly string[] {
    const directory = this.#path.dirname(path);
    return this.documents.opened().filter((other) => {
      const document = this.documents.get(other);
      if (other === path || "failed" in document) return false;
      const { file } = document;
      const base = this.#path.dirname(other);
      const named = file.replace.flatMap((r) => (r.newVersion === undefined ? [r.newPath.value] : []));
      if (file.kind === "work") named.push(...file.use.map((use) => use.path.value));
      return named.some((name) => this.#path.resolve(base, name) === directory);
    });
  }

  /** The graph of a go.mod with what it was loaded from, for commands that need no rules; undefined without a module line. */
  graph(document: Document): { readonly set: ModuleSet; readonly graph: LoadedGraph } | undefined {
    const main = this.mainModule(document);
    if (main === undefined || document.file.kind === "work") return undefined;
    return this.#graph(document.path, main, this.#directories(document.file, main));
  }

  /**
   * Brings the go.mod files that a document's graph needs and no source on this machine has from the network, so that `lint` finds them.
   * @returns undefined when nothing was missing, or the network may not be asked
   */
  async fetch(document: Document, options: Omit<FetchOptions, "sums"> = {}): Promise<FetchReport | undefined> {
    const known = this.graph(document);
    if (known === undefined || this.#offline() || isWhole(known.graph)) return undefined;
    const { path } = document;
    const entry = this.#graphs.get(path);
    const sums = this.#sums([sumFile(path)]);
    const lookup = this.sources.verified(sums);
    const { graph, report } = await fetchGraph(known, lookup, this.sources, { ...options, sums });
    // Whoever edited meanwhile has another entry, which finds what was fetched by itself.
    if (entry !== undefined && this.#graphs.get(path) === entry) this.#graphs.set(path, { ...entry, graph });
    return report;
  }

  /** The main modules that the go command works with in a directory: those of go.work, or the nearest go.mod. */
  findSet(directory: string): FoundSet | NoSet {
    return findModuleSet(this.#options.host, this.documents, directory);
  }

  /** The main modules of a go.work file. */
  workspaceSet(path: string): FoundSet | NoSet {
    return workspaceSet(this.#options.host, this.documents, path);
  }

  /** The graph of a set, what is missing fetched first where the network may be asked. */
  async loadSet(
    found: FoundSet,
    options: Omit<FetchOptions, "sums"> = {},
  ): Promise<{ readonly graph: LoadedGraph; readonly report: FetchReport | undefined }> {
    const sums = this.#sums(found.sums);
    const lookup = this.sources.verified(sums);
    const known = { set: found.set, graph: this.#loader.load(found.set, lookup) };
    if (this.#offline()) return { graph: known.graph, report: undefined };
    return fetchGraph(known, lookup, this.sources, { ...options, sums });
  }

  /** Brings what the graph of a go.mod would need with other requirements; nothing, where the network may not be asked. */
  async fetchSet(path: string, set: ModuleSet, options: Omit<FetchOptions, "sums"> = {}): Promise<void> {
    if (this.#offline()) return;
    const sums = this.#sums([sumFile(path)]);
    const lookup = this.sources.verified(sums);
    await fetchGraph({ set, graph: loadModuleGraph(set, lookup) }, lookup, this.sources, { ...options, sums });
  }

  /** A go.mod's requirements in the graph's terms. */
  mainModule({ file, path }: Document): MainModule | undefined {
    if (file.kind === "work") return undefined;
    const directory = this.#path.dirname(path);
    const made = this.#madeOf(path, file);
    if (made.main?.dir !== directory) made.main = mainModule(file, directory, this.#path.resolve);
    return made.main;
  }

  /** Lets go of a file of the disk and its graph: a run over many files holds one at a time. What dependencies say stays known. */
  release(path: string): void {
    this.documents.forget(path);
    this.releaseGraph(path);
    this.#side.release();
  }

  /** Lets go of a file's graph, and what else was made of it. */
  releaseGraph(path: string): void {
    this.#graphs.delete(path);
    this.#made.delete(path);
  }

  /** Forgets all graphs: whether the network may be asked is another, and what they lack says so. */
  forgetGraphs(): void {
    this.#epoch++;
    this.#graphs.clear();
  }

  /** Forgets what was read of a file of the disk: a go.mod of a replacement directory, go.sum, a document. */
  changedOnDisk(path: string): void {
    this.documents.forget(path);
    this.sources.forget(path);
    this.forgetGraphs();
    this.#side.clear();
  }

  dispose(): void {
    this.#loader.kept?.flush();
    this.documents.dispose();
    this.sources.modules.dispose();
    this.#graphs.clear();
  }

  #run(document: Document, facts: FactStates, whole = true): RunResult {
    const today = new Date(this.#options.host.now()).toISOString().slice(0, 10);
    return runRules(this.#rulesOf(document.path), document.file, facts, {
      today,
      rethrow: this.#options.rethrow === true,
      stopwatch: this.#options.stopwatch,
      found: this.#madeOf(document.path, document.file).found,
      ...(whole ? { known: this.#options.rules } : {}),
    });
  }

  #madeOf(path: string, file: Document["file"]): MadeOf {
    const known = this.#made.get(path);
    if (known?.file === file) return known;
    const made: MadeOf = { file, main: undefined, found: new Map() };
    this.#made.set(path, made);
    return made;
  }

  #graph(path: string, main: MainModule, directories: Directories): KeptGraph {
    const known = this.#kept(path, main, directories);
    if (known !== undefined) return known;
    const set = { mains: [main] };
    const load = (): LoadedGraph => this.#loader.load(set, this.#lookup(path));
    const graph = this.#options.stopwatch?.time("graph", load) ?? load();
    const entry = { main, set, directories: [...directories.values()], graph };
    this.#graphs.set(path, entry);
    return entry;
  }

  /** Where the graph of a go.mod takes its modules from: what a proxy sent must be what the go.sum beside it names. */
  #lookup(path: string): Lookup {
    return this.sources.verified(this.#sums([sumFile(path)]));
  }

  /** The hashes of go.sum files. They are read when the first is asked for: a module cache that has everything needs none. */
  #sums(files: readonly string[]): KnownSums {
    let known: readonly KnownSums[] | undefined;
    return (path, version) => {
      known ??= readGoSums(this.#options.host, files).map((sum) => knownSums(sum));
      for (const sums of known) {
        const hashes = sums(path, version);
        if (hashes !== undefined && hashes.length > 0) return hashes;
      }
      return undefined;
    };
  }

  /** The graph of a document, if all that it was computed from is as it was. */
  #kept(path: string, main: MainModule, directories: Directories): KeptGraph | undefined {
    const known = this.#graphs.get(path);
    if (known === undefined || !sameMain(known.main, main)) return undefined;
    const now = [...directories.values()];
    return now.every((answer, i) => sameAnswer(answer, known.directories[i])) ? known : undefined;
  }

  #directories(file: ModFile, main: MainModule): Directories {
    const directories = new Map<Replacement, ReturnType<ModSources["lookup"]>>();
    for (const replacement of file.replace) {
      if (replacement.newVersion !== undefined) continue;
      const path = this.#path.resolve(main.dir, replacement.newPath.value);
      directories.set(replacement, this.sources.lookup({ path, version: "" }));
    }
    return directories;
  }

  get #path(): typeof posix {
    return this.#options.host.platform === "win32" ? win32 : posix;
  }
}

function rulesOf(rules: readonly AnyRule[], settings: Settings | RulesOf): RulesOf {
  if (typeof settings === "function") return settings;
  const active = activeRules(rules, settings);
  return () => active;
}

/** go.mod → go.sum (modload.modFilePath). */
function sumFile(modPath: string): string {
  return modPath.replace(/\.mod$/, ".sum");
}

function isWhole({ declared, effective }: LoadedGraph): boolean {
  return declared.unavailable.length + effective.unavailable.length === 0;
}

/** What the directories of a file's local replacements say, in the order of the file. */
type Directories = ReadonlyMap<Replacement, ReturnType<ModSources["lookup"]>>;

/**
 * What was made of a file. Not kept by file in a WeakMap: V8's young collections hold on to the values of an old one whatever becomes of
 * the keys, and every keystroke's file grew old with them (twice as many collections).
 */
interface MadeOf {
  readonly file: Document["file"];
  /** asked for several times after an edit: whether its graph is at hand, and which one that is */
  main: MainModule | undefined;
  /** an edit's file is checked by its own rules first, and by all as soon as its graph is there */
  readonly found: OwnFindings;
}

/** A graph with what it was computed from, besides what modules say at their versions, which never changes. */
interface KeptGraph {
  readonly main: MainModule;
  readonly directories: readonly ReturnType<ModSources["lookup"]>[];
  readonly set: ModuleSet;
  readonly graph: LoadedGraph;
}

/** An edit of a comment in a directory's open go.mod gives another summary that says the same. */
function sameAnswer(a: ReturnType<ModSources["lookup"]>, b: ReturnType<ModSources["lookup"]> | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
