import { formatChain } from "../analysis/describe.ts";
import { pathsOf } from "../environment/file-paths.ts";
import { findGoMod } from "../environment/find-files.ts";
import type { ModuleGraph, ModuleNode } from "../graph/module-graph.ts";
import { formatModule } from "../graph/module-version.ts";
import { shortestPath } from "../graph/paths.ts";
import type { LoadedGraph } from "../graph/update-roots.ts";
import type { ModFile } from "../modfile/mod-file.ts";
import { type FoundSet, moduleSetOf, type NoSet } from "../workspace/module-set.ts";
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
  options: { readonly offline: boolean },
  use: (module: OpenModule) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  return withWorkspace(io, options, async (workspace) => {
    const found = findSet(io, workspace, operand);
    if ("usage" in found) return usage(io, found, command);
    if ("problem" in found) {
      complain(io, found.problem, found.hint);
      return 3;
    }
    return use({ workspace, found, graph: await loadSet(io, workspace, found) });
  });
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
    if (findGoMod(host, path) !== undefined) return { ...found, hint: "gomod-lint check shows all that is wrong" };
    return {
      usage: `no go.mod in ${operand ?? "the working directory"} or above`,
      hint: "go into a module's directory, or use -C DIR",
    };
  }
  if (!isModuleFile(path))
    return { usage: `${operand} is not named like a module file`, hint: "name a go.mod, or a directory in a module" };
  const document = workspace.documents.get(path);
  if ("failed" in document) {
    const { message, ...next } = describeFailure(document, "read");
    return { problem: `${operand}: ${message}`, ...next };
  }
  const found = document.file.kind === "work" ? workspace.workspaceSet(path) : moduleSetOf(host, document);
  return "problem" in found ? { ...found, hint: `gomod-lint check ${operand} shows all that is wrong with it` } : found;
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
  complain(
    io,
    `the graph is incomplete: ${missing.length} go.mod file${missing.length === 1 ? "" : "s"} could not be read`,
    hint,
  );
  return 3;
}
