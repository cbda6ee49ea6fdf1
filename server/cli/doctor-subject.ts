import type { Subject } from "../doctor/subject.ts";
import { buildMod, modFileFlag } from "../environment/build-mod.ts";
import { pathsOf } from "../environment/file-paths.ts";
import { readGoEnv } from "../environment/go-env.ts";
import { settingProblems } from "../environment/setting-problems.ts";
import { findProgram } from "../workspace/program.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { UsageError } from "./arguments.ts";
import { isModuleFile } from "./inputs.ts";
import type { Io } from "./io.ts";

/**
 * What an operand of doctor names: a directory, or a file of one, as the go command would see it there.
 * @returns a usage error where there is no such thing
 */
export function directoryOf({ host }: Pick<Io, "host">, operand: string | undefined): string | UsageError {
  const paths = pathsOf(host);
  const path = paths.resolve(host.cwd, operand ?? ".");
  const kind = host.kind(path);
  if (kind === "directory") return path;
  if (kind === "missing")
    return { usage: `${operand}: no such file or directory`, hint: "name a directory of a module, or its go.mod" };
  if (isModuleFile(path)) return paths.dirname(path);
  return { usage: `${operand} is not named like a module file`, hint: "name a directory of a module, or its go.mod" };
}

/** The directory with the module that the go command works with there, as far as it can be loaded without the network. */
export async function subjectOf({ host }: Pick<Io, "host">, workspace: Workspace, directory: string): Promise<Subject> {
  const found = workspace.findSet(directory);
  if ("problem" in found) {
    const env = readGoEnv(host, directory);
    const settings = settingProblems(host, env);
    if (found.because === "no-module") return { host, env, settings, module: undefined };
    // That the file of -modfile is not there is a matter of the setting.
    const modFile = modFileFlag(host, env, false);
    const of = modFile !== undefined && host.kind(modFile.path) === "missing" ? "setting" : found.because;
    return { host, env, settings, module: undefined, problem: { of, message: found.problem } };
  }
  const { set, documents, facts, sums, env } = found;
  const { graph } = await workspace.loadSet(found);
  const mod = buildMod(host, env, facts, "build");
  const program = (): boolean => set.mains.some((main) => findProgram(host, main.dir) !== undefined);
  return { host, env, settings: settingProblems(host, env), module: { set, documents, facts, mod, sums, graph, program } };
}
