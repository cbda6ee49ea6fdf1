import { formatChain } from "../analysis/describe.ts";
import { pathsOf } from "../environment/file-paths.ts";
import { findGoMod } from "../environment/find-files.ts";
import type { ModuleGraph, ModuleNode } from "../graph/module-graph.ts";
import { formatModule } from "../graph/module-version.ts";
import type { ModuleSet } from "../graph/requirements.ts";
import type { LoadedGraph } from "../graph/update-roots.ts";
import type { Host } from "../host/host.ts";
import type { ModFile } from "../modfile/mod-file.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { UsageError } from "./arguments.ts";
import { displayName, isModuleFile } from "./inputs.ts";
import type { ExitCode, Io } from "./io.ts";
import { complain, describeFailure, usage } from "./messages.ts";
import { withWorkspace } from "./open-workspace.ts";

/** A module with its graph, for the commands that answer questions about one. */
export interface OpenModule {
  readonly workspace: Workspace;
  /** as messages name it */
  readonly name: string;
  readonly file: ModFile;
  readonly set: ModuleSet;
  readonly graph: LoadedGraph;
}

/**
 * Opens the module that an operand names: a go.mod, a directory in or below a module, or (without operand) the working directory.
 * What keeps it from being loaded is said, and gives the exit code.
 */
export async function withModule(
  io: Io,
  command: string,
  operand: string | undefined,
  options: { readonly offline: boolean },
  use: (module: OpenModule) => ExitCode,
): Promise<ExitCode> {
  const path = moduleFile(io.host, operand);
  if (typeof path !== "string") return usage(io, path, command);
  return withWorkspace(io, options, (workspace) => {
    const name = displayName(io.host, path);
    const document = workspace.documents.get(path);
    if ("failed" in document) {
      const { message, hint } = describeFailure(document, "read");
      complain(io, `${name}: ${message}`, hint);
      return 3;
    }
    const { file } = document;
    if (file.kind === "work") {
      return usage(io, { usage: `${name} is a workspace`, hint: "name the go.mod of one of its modules" }, command);
    }
    if (file.errors.length > 0) return unusable(io, name, file);
    const loaded = workspace.graph(document);
    if (loaded === undefined) {
      complain(io, `${name}: there is no module line`, "begin it with the module's path: module example.com/name");
      return 3;
    }
    return use({ workspace, name, file, ...loaded });
  });
}

/** The go.mod that an operand leads to. */
function moduleFile(host: Host, operand: string | undefined): string | UsageError {
  const paths = pathsOf(host);
  const path = paths.resolve(host.cwd, operand ?? ".");
  const kind = host.kind(path);
  if (kind === "missing")
    return { usage: `${operand}: no such file or directory`, hint: "name a go.mod, or a directory in a module" };
  if (kind !== "directory") {
    return isModuleFile(path)
      ? path
      : { usage: `${operand} is not named like a module file`, hint: "name a go.mod, or a directory in a module" };
  }
  return (
    findGoMod(host, path) ?? {
      usage: `no go.mod in ${operand ?? "the working directory"} or above`,
      hint: "go into a module's directory, or use -C DIR",
    }
  );
}

/** How many errors of a file are worth telling before its graph can be asked for. */
const fewErrors = 3;

function unusable(io: Io, name: string, file: ModFile): ExitCode {
  for (const { span, message } of file.errors.slice(0, fewErrors)) {
    const { line, column } = file.lines.position(span.start);
    complain(io, `${name}:${line}:${column}: ${message}`);
  }
  complain(io, `${name} cannot be used as it is`, `gomod-lint check ${name} shows all that is wrong with it`);
  return 3;
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
  const chainTo = shortestChains(graph);
  const missing = graph.unavailable.map((node) => ({
    node,
    reason: node.problem?.unavailable ?? "unreadable",
    detail: node.problem?.detail ?? "",
    chain: chainTo(node),
  }));
  return missing.sort((a, b) => a.chain.length - b.chain.length || (formatModule(a.node) < formatModule(b.node) ? -1 : 1));
}

/** A shortest requirement chain to any node; one walk over the graph serves all of them. */
function shortestChains(graph: ModuleGraph): (node: ModuleNode) => readonly ModuleNode[] {
  const before = new Map<ModuleNode, ModuleNode | undefined>(graph.mains.map((main) => [main, undefined]));
  for (const from of graph.walk()) for (const to of from.requires) if (!before.has(to)) before.set(to, from);
  return (node) => {
    const chain: ModuleNode[] = [];
    for (let at: ModuleNode | undefined = node; at !== undefined; at = before.get(at)) chain.push(at);
    return chain.reverse();
  };
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
