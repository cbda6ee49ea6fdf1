import type { ReadFailure } from "../host/host.ts";
import type { UsageError } from "./arguments.ts";
import type { ExitCode, Io } from "./io.ts";
import { printable } from "./reporters/printable.ts";

/** Says on standard error what is wrong and, in a second line, what to do. */
export function complain(io: Pick<Io, "stderr">, message: string, hint?: string): void {
  io.stderr.write(`gomod-lint: ${printable(message)}\n${hint === undefined ? "" : `  ${printable(hint)}\n`}`);
}

/** The same for a command line that cannot be followed; its exit code. */
export function usage(io: Pick<Io, "stderr">, error: UsageError, command?: string): ExitCode {
  complain(io, error.usage, error.hint ?? `run gomod-lint ${command === undefined ? "" : `${command} `}--help for its usage`);
  return 2;
}

/** Says why a file was not read or written; the exit code of that. */
export function tellFailure(io: Pick<Io, "stderr">, name: string, failure: FileFailure, action: "read" | "write"): ExitCode {
  const { message, hint } = describeFailure(failure, action);
  complain(io, `${name}: ${message}`, hint);
  return 3;
}

/** Why a file was not read or written; `outside`: it is a link that leads out of the repository, to the place in `detail`. */
export type FileFailure = ReadFailure | { readonly failed: "outside"; readonly detail: string };

/** What keeps a file from being read or written, as a clause and with the next step. */
export function describeFailure(
  failure: FileFailure,
  action: "read" | "write",
): { readonly message: string; readonly hint?: string } {
  const verb = action === "read" ? "read" : "written";
  switch (failure.failed) {
    case "missing":
      return { message: action === "read" ? "no such file" : "its folder is not there, or is no folder" };
    case "denied":
      return {
        message: `may not be ${verb} (${failure.detail})`,
        hint: "check its permissions and those of the folders above it",
      };
    case "not-regular": {
      const what = /^[A-Z]+$/.test(failure.detail) ? "" : ` but ${failure.detail}`;
      return { message: `is not a regular file${what}`, hint: "only regular files are read: nothing is waited for" };
    }
    case "too-large":
      return { message: `is too large for a go.mod file (${failure.detail})`, hint: "the go command reads 16 MiB at most" };
    case "read-only":
      return { message: `may not be written (${failure.detail})`, hint: "it stays as it is; --diff shows what would change" };
    case "no-space":
      return { message: `could not be ${verb}: no space left (${failure.detail})`, hint: "the old file is untouched" };
    case "outside":
      return {
        message: `is a link that leads out of the repository, to ${failure.detail}`,
        hint: "it is neither read nor changed by way of the link: name the file itself",
      };
    case "other":
      return { message: `could not be ${verb} (${failure.detail})` };
  }
}
