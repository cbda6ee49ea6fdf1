import { formatChain } from "../analysis/describe.ts";
import { type BuildMod, buildMod } from "../environment/build-mod.ts";
import { pathsOf } from "../environment/file-paths.ts";
import type { ModuleGraph, ModuleNode } from "../graph/module-graph.ts";
import { formatModule } from "../graph/module-version.ts";
import { shortestPath } from "../graph/paths.ts";
import type { LoadedGraph } from "../graph/update-roots.ts";
import type { ModFile } from "../modfile/mod-file.ts";
import { counted } from "../text/counted.ts";
import { type FoundSet, moduleSetOf, type NoSet } from "../workspace/module-set.ts";
import { vendoredModules } from "../workspace/vendored.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { UsageError } from "./arguments.ts";
import { displayName, isModuleFile } from "./inputs.ts";
import type { ExitCode, Io } from "./io.ts";
import { complain, describeFailure, usage } from "./messages.ts";
import { withWorkspace } from "./open-workspace.ts";
import { withProgress } from "./progress.ts";

/** A module or workspace with its graph, for the commands that answer questions about one. */
export interface OpenModule {
  readonly workspace: Workspace;
  readonly found: FoundSet;
  readonly graph: LoadedGraph;
  /** what commands that build would do about go.mod there */
  readonly mod: BuildMod;
}

/** How a command opens its module. */
export interface OpenOptions {
  /** never ask the network */
  readonly offline: boolean;
  /** it has the flag -mod, and stops where GOFLAGS sets that to what makes no sense, as go list does and go mod graph does not */
  readonly obeysMod?: boolean;
}

/** The main modules' go.mod files, with their names for messages. */
export function mainFiles(io: Io, { documents }: FoundSet): readonly { readonly name: string; readonly file: ModFile }[] {
  return documents.flatMap(({ path, file }) => (file.kind === "mod" ? [{ name: displayName(io.host, path), file }] : []));
}

/**
 * Opens what an operand names: a go.mod or go.work, or a directory, in which the go command would find one (default: the working
 * directory). What keeps it from being loaded is said, and gives the exit code.
 */
export async function withModule(
  io: Io,
  command: string,
  operand: string | undefined,
  { offline, obeysMod = false }: OpenOptions,
  use: (module: OpenModule) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  return withWorkspace(io, { offline }, async (workspace) => {
    const found = findSet(io, workspace, operand);
    if ("usage" in found) return usage(io, found, command);
    if ("problem" in found) {
      complain(io, found.problem, found.hint);
      return found.because === "setting" ? 2 : 3;
    }
    const mod = buildMod(io.host, found.env, found.facts, "build");
    if (obeysMod && mod.problem !== undefined) {
      complain(io, mod.problem, mod.explicit ? modHint(found) : undefined);
      return mod.explicit ? 2 : 3;
    }
    return use({ workspace, found, mod, graph: await loadSet(io, workspace, found) });
  });
}

function modHint({ facts }: FoundSet): string {
  const work = facts.workFile === undefined ? "" : `, or GOWORK=off to leave the workspace (${facts.workFile})`;
  return `it stands in GOFLAGS: take it out${work}`;
}

/** The graph of a set; what was missing is fetched first, unless the network may not be asked. */
export async function loadSet(io: Io, workspace: Workspace, found: FoundSet): Promise<LoadedGraph> {
  const { graph, report } = await withProgress(io, (onProgress) => workspace.loadSet(found, { onProgress }));
  for (const note of report?.notes ?? []) complain(io, note);
  return graph;
}

function findSet(
  io: Io,
  workspace: Workspace,
  operand: string | undefined,
): FoundSet | UsageError | (NoSet & { readonly hint?: string }) {
  const { host } = io;
  const path = pathsOf(host).resolve(host.cwd, operand ?? ".");
  const kind = host.kind(path);
  if (kind === "missing")
    return { usage: `${operand}: no such file or directory`, hint: "name a go.mod, or a directory in a module" };
  if (kind === "directory") {
    const found = workspace.findSet(path);
    if (!("problem" in found)) return found;
    if (found.because === "no-module") {
      const directory = operand ?? "the working directory";
      return { usage: `no go.mod in ${directory} or above`, hint: "go into a module's directory, or use -C DIR" };
    }
    return found.because === "setting" ? found : { ...found, hint: "gomod-lint check shows all that is wrong" };
  }
  if (!isModuleFile(path))
    return { usage: `${operand} is not named like a module file`, hint: "name a go.mod, or a directory in a module" };
  const document = workspace.documents.get(path);
  if ("failed" in document) {
    const { message, ...next } = describeFailure(document, "read");
    return { problem: `${operand}: ${message}`, because: "file", ...next };
  }
  const found = document.file.kind === "work" ? workspace.workspaceSet(path) : moduleSetOf(host, document);
  if (!("problem" in found) || found.because === "setting") return found;
  return { ...found, hint: `gomod-lint check ${operand} shows all that is wrong with it` };
}

/**
 * The graph to answer from: the whole one where its go.mod files could be had. Otherwise, where the go command would build from the vendor
 * directory, what modules.txt tells, which is said on standard error; else what there is of it.
 */
export function answeringGraph(
  io: Io,
  { graph, found, mod }: OpenModule,
): { readonly graph: ModuleGraph; readonly vendored: boolean } {
  const built = graph.effective;
  const vendored = built.complete ? undefined : vendoredModules(io.host, found, mod);
  if (vendored === undefined) return { graph: built, vendored: false };
  if ("problem" in vendored) {
    complain(io, vendored.problem, "to write it anew: go mod vendor");
    return { graph: built, vendored: false };
  }
  const count = built.unavailable.length;
  complain(
    io,
    `${count} go.mod file${count === 1 ? " is" : "s are"} in no source, so this is what ${displayName(io.host, vendored.file)} says`,
    "it has the modules that packages come from, but not who requires them; go mod download fetches the rest",
  );
  return { graph: vendored.graph, vendored: true };
}

/** A go.mod that the graph needs and no source has. */
export interface Missing {
  readonly node: ModuleNode;
  readonly reason: string;
  readonly detail: string;
  /** from the main module to the node */
  readonly chain: readonly ModuleNode[];
}

/** All that a graph lacks, nearest to the main module first. */
export function missingModules(graph: ModuleGraph): readonly Missing[] {
  const missing = graph.unavailable.map((node) => ({
    node,
    reason: node.problem?.unavailable ?? "unreadable",
    detail: node.problem?.detail ?? "",
    chain: shortestPath(graph, node),
  }));
  return missing.sort((a, b) => a.chain.length - b.chain.length || (formatModule(a.node) < formatModule(b.node) ? -1 : 1));
}

/**
 * Says on standard error what a graph lacks, so that its answers may be too low.
 * @returns 3 when anything is missing, else 0
 */
export function tellMissing(io: Io, graph: ModuleGraph, quiet = false): ExitCode {
  const missing = missingModules(graph);
  if (missing.length === 0) return 0;
  if (!quiet) {
    for (const { node, detail, chain } of missing) {
      const via = chain.length > 2 ? `required by ${formatChain(chain.slice(0, -1))}` : "required by the main module";
      complain(io, `${formatModule(node)}: ${detail}`, via);
    }
  }
  const hint = missing.some(({ reason }) => reason === "not-in-cache")
    ? "go mod download fetches what is not in the module cache"
    : undefined;
  complain(io, `the graph is incomplete: ${counted(missing.length, "go.mod file")} could not be read`, hint);
  return 3;
}
