import { pathsOf } from "../../environment/file-paths.ts";
import { resolveReplacement } from "../../graph/load.ts";
import type { ModuleGraph } from "../../graph/module-graph.ts";
import { formatModule } from "../../graph/module-version.ts";
import { defineCommand } from "../command.ts";
import { displayName } from "../inputs.ts";
import type { ExitCode, Io } from "../io.ts";
import { listJson } from "../list-json.ts";
import { listedModules, listText } from "../list-report.ts";
import { describeUpdates, neededUpdates, type Update } from "../list-updates.ts";
import { complain, usage } from "../messages.ts";
import { answeringGraph, type OpenModule, tellMissing, withModule } from "../module-file.ts";

export const list = defineCommand({
  name: "list",
  usage: ["list [OPTIONS] [PATH]"],
  description: [
    "Prints the modules of the build, byte for byte as go list -m all does: the main module, or those of the workspace, then every other module with its selected version and what replaces it. PATH is a go.mod or go.work, or a directory of a module (default: the working directory).",
    "Where go.mod must change first, so that the go command stops with “updates to go.mod needed”, the list is what go list -m -mod=mod all would print; standard error names the lines, nothing is written, and the exit code is 1 (0 with GOFLAGS=-mod=mod).",
    "A vendor directory, in which go list -m all refuses to answer, is not looked at, unless a module's go.mod is in no source: then the list is what vendor/modules.txt knows, if the go command would build from it. Without one, what there is gets printed; standard error names what is missing, and by which path it is required. Either way the exit code is 3.",
    "GOFLAGS=-mod and -modfile, GOWORK and go.work count as they do for the go command.",
  ],
  options: {
    json: { type: "boolean", help: "an object for each module, as go list -m -json all: what needs no network" },
    offline: { type: "boolean", help: "never ask the network" },
  },
  exits: {
    0: "the whole list was printed",
    1: "it was, and go.mod has to change before the go command agrees",
    2: "the command line or a setting makes no sense, or there is no module",
    3: "the go.mod of the module or of a dependency could not be read",
  },
  examples: {
    "gomod-lint list": "every module of the build, as go list -m all",
    "gomod-lint list --json services/api": "another module's, for a program",
    "GOWORK=off gomod-lint list": "the module alone, whatever go.work says",
    "GOFLAGS=-modfile=next.mod gomod-lint list": "what the build would be with next.mod as its go.mod",
  },
  async run(values, operands, io) {
    if (operands.length > 1) return usage(io, { usage: "one PATH at most" }, "list");
    const options = { offline: values.offline === true, obeysMod: true };
    return withModule(io, "list", operands[0], options, (module) => {
      const { graph: answering, vendored } = answeringGraph(io, module);
      const needed = answering.complete && !vendored ? updatesOf(module) : [];
      const { graph, updates } = staysAsItIs(module, needed)
        ? { graph: module.graph.declared, updates: [] }
        : { graph: answering, updates: needed };
      if (values.json === true) {
        const asReadonly = module.mod.mode === "readonly" && module.found.set.work === undefined && updates.length === 0;
        io.stdout.write(listJson(io.host, module, graph, { needSums: asReadonly, vendored }));
      } else io.stdout.write(listText(graph, pathsOf(io.host)));
      if (tellConflicts(io, graph) || vendored) return 3;
      return updates.length > 0 ? tellUpdates(io, module, updates) : tellMissing(io, graph);
    });
  },
});

/**
 * Whether the updates are none that the go command asks for: unless it may write go.mod, it ignores that a module with pruning requires
 * itself, and takes what that version requires for its own, if that raises nothing (modload.updatePrunedRoots with -mod=readonly).
 */
function staysAsItIs({ graph: { declared }, found, mod }: OpenModule, updates: readonly Update[]): boolean {
  const [main] = found.set.mains;
  const { pruning, roots } = declared.requirements;
  const [update, ...more] = updates;
  if (update === undefined || more.length > 0 || update.path !== main?.path || update.to !== undefined) return false;
  if (mod.mode === "mod" || pruning !== "pruned" || !declared.complete) return false;
  if (!roots.some(({ path }) => path === update.path)) return false; // it is excluded as well
  return roots.every(({ path, version }) => path === main?.path || declared.selected(path) === version);
}

/** What the go command would first change in go.mod; nothing in a workspace, whose modules it leaves as they are. */
function updatesOf({ found, graph }: OpenModule): readonly Update[] {
  const [{ file }] = found.documents;
  return file.kind === "mod" ? neededUpdates(file, graph.effective.requirements) : [];
}

/**
 * Says which modules of the list two modules of the workspace replace by different things, although nothing of them was read: the go
 * command stops there (modload.replacementFrom), and the list has them as if they were not replaced.
 */
function tellConflicts(io: Io, graph: ModuleGraph): boolean {
  let found = false;
  for (const node of listedModules(graph)) {
    const target = node.problem === undefined ? resolveReplacement(graph.set, node) : undefined;
    if (target === undefined || !("unavailable" in target)) continue;
    complain(io, `${formatModule(node)}: ${target.detail}`, `to decide: go work edit -replace ${formatModule(node)}=[override]`);
    found = true;
  }
  return found;
}

function tellUpdates(io: Io, { found, mod }: OpenModule, updates: readonly Update[]): ExitCode {
  const name = displayName(io.host, found.documents[0].path);
  const allowed = mod.explicit && mod.mode === "mod";
  complain(
    io,
    `${name} needs updates, which the list takes for done: ${describeUpdates(updates)}`,
    allowed ? "the go command would write them; nothing was written" : "to write them: gomod-lint check --fix, or go mod tidy",
  );
  return allowed ? 0 : 1;
}
