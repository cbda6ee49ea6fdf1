import { pathsOf } from "../environment/file-paths.ts";
import type { DirectoryEntry, Host } from "../host/host.ts";

/** How many directories of `cmd` are looked into. */
const directoryLimit = 50;
/** How much of a Go file is read, in bytes: its package clause stands near the top. */
const readLimit = 256 * 1024;

/**
 * A directory with a main package, where programs of a module lie by custom: the module's own, or one right below `cmd`.
 *
 * @param directory absolute: where go.mod is
 * @returns relative, with `/`: `.` or `cmd/NAME`; undefined when there is none in those places
 */
export function findProgram(host: Host, directory: string): string | undefined {
  const paths = pathsOf(host);
  if (isProgram(host, directory)) return ".";
  const commands = paths.join(directory, "cmd");
  for (const { name, kind } of (host.list(commands) ?? []).slice(0, directoryLimit)) {
    // The go command passes over these in `./...`, and over testdata.
    if (kind !== "directory" || /^[._]/.test(name) || name === "testdata") continue;
    if (isProgram(host, paths.join(commands, name))) return `cmd/${name}`;
  }
  return undefined;
}

function isProgram(host: Host, directory: string): boolean {
  return packageName(host, directory, host.list(directory) ?? []) === "main";
}

/**
 * The package that the Go files of a directory are of: the first that is part of a build says it for all of them.
 *
 * @param directory absolute
 * @param entries what lies in it
 * @returns undefined where none is part of a build
 */
export function packageName(host: Host, directory: string, entries: readonly DirectoryEntry[]): string | undefined {
  for (const { name, kind } of entries) {
    if (kind !== "file" || !name.endsWith(".go") || name.endsWith("_test.go") || /^[._]/.test(name)) continue;
    const text = host.readText(pathsOf(host).join(directory, name), readLimit);
    const clause = typeof text === "string" ? packageClause(text) : undefined;
    if (clause !== undefined) return clause;
  }
  return undefined;
}

/** The package that a Go file is of; undefined where a constraint keeps it out of every build, or the file makes no sense. */
function packageClause(text: string): string | undefined {
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  for (;;) {
    const rest = text.slice(at, at + 2);
    let end: number;
    if (rest === "//") {
      end = text.indexOf("\n", at);
      if (/^\/\/(?:go:build|[ \t]*\+build)[ \t]+ignore\b/.test(text.slice(at, end))) return undefined;
    } else if (rest === "/*") {
      end = text.indexOf("*/", at + 2) + 1;
    } else if (/^\s/.test(rest)) {
      end = at;
    } else {
      return /^package[ \t]+(\w+)/.exec(text.slice(at, at + 200))?.[1];
    }
    if (end < at) return undefined;
    at = end + 1;
  }
}
