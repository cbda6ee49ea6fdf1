import { nearest } from "../analysis/settings.ts";
import { pathsOf, withSlashes } from "../environment/file-paths.ts";
import type { Host } from "../host/host.ts";
import { searchFolder } from "../workspace/search-folder.ts";
import type { UsageError } from "./arguments.ts";
import { describeFailure } from "./messages.ts";

/** A file that a command works on. */
export interface Input {
  /** absolute */
  readonly path: string;
  /** relative to the working directory where it lies below it, `/` between its parts: what reports name */
  readonly name: string;
}

/** An operand that makes no sense, or a directory that could not be listed. */
export interface InputProblem extends UsageError {
  readonly unreadable?: true;
}

/** What the operands of a command line lead to. */
export interface Inputs {
  /** each once, in the order of the operands; those of a directory by name, a directory's own before those below */
  readonly files: readonly Input[];
  readonly problems: readonly InputProblem[];
}

/** Whether the name of a file is one that this program reads. */
export function isModuleFile(name: string): boolean {
  return /(^|[\\/])go\.(mod|work)$/.test(name) || /\.(mod|work)$/.test(name);
}

/** A path as reports show it: relative to the working directory, with `/`; absolute where no relative one exists. */
export function displayName(host: Host, path: string): string {
  return withSlashes(host, pathsOf(host).relative(host.cwd, path));
}

/**
 * The files that operands name: files themselves, directories searched for go.mod and go.work, with or without `/...` behind them.
 * @param commands names of commands, for the case that one was meant
 */
export function findInputs(host: Host, operands: readonly string[], commands: readonly string[] = []): Inputs {
  const paths = pathsOf(host);
  const files = new Map<string, Input>();
  const problems: InputProblem[] = [];
  const add = (path: string): void => {
    if (!files.has(path)) files.set(path, { path, name: displayName(host, path) });
  };
  for (const operand of operands) {
    const path = paths.resolve(host.cwd, operand.replace(/(^|[\\/])\.\.\.$/, "$1") || ".");
    const kind = host.kind(path);
    if (kind === "directory") {
      const found = searchDirectory(host, path);
      for (const directory of found.unreadable) problems.push(unlistable(host, directory));
      for (const file of found.files) add(file);
      if (found.files.length === 0 && found.unreadable.length === 0) problems.push(nothingBelow(host, operand, path));
    } else if (kind === "missing" && isMissing(host, path)) {
      problems.push(missing(operand, commands));
    } else if (!isModuleFile(path)) {
      problems.push({
        usage: `${operand} is not named like a module file`,
        hint: "go.mod, go.work, *.mod and *.work are read; - reads standard input, and a directory is searched",
      });
    } else add(path); // also what may not be read: reading it says why
  }
  return { files: [...files.values()], problems };
}

/** Not so where a link leads in a circle: that is a file that cannot be read. */
function isMissing(host: Host, path: string): boolean {
  const stat = host.stat(path);
  return "failed" in stat && stat.failed === "missing";
}

/** All go.mod and go.work files in and below a directory, and the directories that could not be listed. */
function searchDirectory(host: Host, directory: string): { readonly files: string[]; readonly unreadable: string[] } {
  const found: ReturnType<typeof searchDirectory> = { files: [], unreadable: [] };
  for (const { directory: at, files } of searchFolder(host, directory)) {
    if (files === undefined) found.unreadable.push(at);
    else found.files.push(...files);
  }
  return found;
}

function nothingBelow(host: Host, operand: string, directory: string): UsageError {
  const paths = pathsOf(host);
  for (let at = directory; paths.dirname(at) !== at; ) {
    at = paths.dirname(at);
    const above = paths.join(at, "go.mod");
    if (host.kind(above) !== "file") continue;
    const relative = paths.relative(host.cwd, above) || above;
    return { usage: `no go.mod or go.work in ${operand} or below`, hint: `the module's file lies above: ${relative}` };
  }
  return { usage: `no go.mod or go.work in ${operand} or below`, hint: "name a file or a module's directory" };
}

function unlistable(host: Host, directory: string): InputProblem {
  const name = displayName(host, directory) || directory;
  return { usage: `${name}: the directory could not be listed`, hint: "check its permissions", unreadable: true };
}

function missing(operand: string, commands: readonly string[]): UsageError {
  const { message } = describeFailure({ failed: "missing", detail: "" }, "read");
  if (/[\\/.]/.test(operand))
    return { usage: `${operand}: ${message} or directory`, hint: "check the spelling, or where it is seen from" };
  const near = nearest(operand, commands);
  return {
    usage: `${operand}: ${message}, directory or command`,
    hint: near === undefined ? "gomod-lint --help lists the commands" : `did you mean gomod-lint ${near}?`,
  };
}
