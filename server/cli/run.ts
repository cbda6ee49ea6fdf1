import { pathsOf } from "../environment/file-paths.ts";
import { parseArguments } from "./arguments.ts";
import type { AnyCommand } from "./command.ts";
import { type CommandName, commandNames, isCommandName } from "./command-names.ts";
import { packageVersion } from "./documentation.ts";
import type { ExitCode, Io } from "./io.ts";
import { usage } from "./messages.ts";

/**
 * Runs a command line: `[COMMAND] [OPTIONS] [OPERANDS]`, where a missing command is `check`.
 * @param args without the program's name
 * @returns the exit code; what was written may still have to be flushed
 */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { name, rest } = commandOf(args);
  if (name === undefined && (rest[0] === "--version" || rest[0] === "-V")) {
    io.stdout.write(`gomod-lint ${packageVersion(io)}\n`);
    return 0;
  }
  if (name === "help" || (name === undefined && (rest[0] === "--help" || rest[0] === "-h"))) return help(rest, io);
  const command = await load(name ?? "check");
  const parsed = parseArguments(command, rest);
  if ("usage" in parsed) return usage(io, parsed, name);
  if (parsed.values["help"] === true) {
    io.stdout.write((await import("./help.ts")).commandHelp(command));
    return 0;
  }
  const host = atDirectory(io, parsed.values["directory"]);
  if (host === undefined)
    return usage(io, { usage: `-C ${parsed.values["directory"]}: no such directory`, hint: "check the spelling" }, name);
  return command.run(parsed.values as never, parsed.operands, host === io.host ? io : { ...io, host });
}

/** The command's name: the first word, or the first behind -C DIR, which stands in front of it as with the go command. */
function commandOf(args: readonly string[]): { readonly name: CommandName | undefined; readonly rest: readonly string[] } {
  const leading = args[0] === "-C" || args[0] === "--directory" ? 2 : /^(-C.|--directory=)/.test(args[0] ?? "") ? 1 : 0;
  const word = args[leading];
  return isCommandName(word)
    ? { name: word, rest: [...args.slice(0, leading), ...args.slice(leading + 1)] }
    : { name: undefined, rest: args };
}

/** One command's code, and only that: what the others need is not loaded. */
async function load(name: CommandName): Promise<AnyCommand> {
  switch (name) {
    case "check":
    case "help": // is no command of its own
      return (await import("./commands/check.ts")).check;
    case "merge":
      return (await import("./commands/merge.ts")).merge;
    case "graph":
      return (await import("./commands/graph.ts")).graph;
    case "list":
      return (await import("./commands/list.ts")).list;
    case "why":
      return (await import("./commands/why.ts")).why;
    case "whatif":
      return (await import("./commands/whatif.ts")).whatif;
    case "doctor":
      return (await import("./commands/doctor.ts")).doctor;
    case "mirror":
      return (await import("./commands/mirror.ts")).mirror;
    case "explain":
      return (await import("./commands/explain.ts")).explain;
    case "explain-error":
      return (await import("./commands/explain-error.ts")).explainError;
    case "rules":
      return (await import("./commands/rules.ts")).rules;
    case "parse":
      return (await import("./commands/parse.ts")).parse;
    case "fmt":
      return (await import("./commands/fmt.ts")).fmt;
    case "init":
      return (await import("./commands/init.ts")).init;
    case "schema":
      return (await import("./commands/schema.ts")).schema;
    case "completion":
      return (await import("./commands/completion.ts")).completion(load);
    case "lsp":
      return (await import("./commands/lsp.ts")).lsp;
  }
}

async function help([word = "help"]: readonly string[], io: Io): Promise<ExitCode> {
  const { commandHelp, overview } = await import("./help.ts");
  if (word === "help" || word.startsWith("-")) {
    io.stdout.write(overview());
    return 0;
  }
  if (!isCommandName(word)) {
    const { nearest } = await import("../analysis/settings.ts");
    const near = nearest(word, commandNames);
    const hint = near === undefined ? {} : { hint: `did you mean ${near}?` };
    return usage(io, { usage: `unknown command ${JSON.stringify(word)}`, ...hint });
  }
  io.stdout.write(commandHelp(await load(word)));
  return 0;
}

/** The machine as seen from another working directory; undefined when there is no such directory. */
function atDirectory({ host }: Io, directory: unknown): Io["host"] | undefined {
  if (typeof directory !== "string") return host;
  const cwd = pathsOf(host).resolve(host.cwd, directory);
  return host.kind(cwd) === "directory" ? { ...host, cwd } : undefined;
}
