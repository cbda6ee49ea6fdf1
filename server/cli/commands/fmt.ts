import { format } from "../../modfile/format.ts";
import type { ModFile, WorkFile } from "../../modfile/mod-file.ts";
import { fileKind } from "../../workspace/documents.ts";
import { defineCommand } from "../command.ts";
import { findInputs, isModuleFile } from "../inputs.ts";
import { type ExitCode, graver, type Io } from "../io.ts";
import { complain, tellFailure, usage } from "../messages.ts";
import { plainReader } from "../plain-reader.ts";
import { linkedOutside } from "../repository.ts";
import { unifiedDiff } from "../unified-diff.ts";

export const fmt = defineCommand({
  name: "fmt",
  usage: ["fmt [OPTIONS] PATH…", "fmt [OPTIONS] --stdin-filename NAME - < FILE"],
  description: [
    "Rewrites files as go mod edit -fmt would (go work edit -fmt for files named *.work), byte for byte, and directories' go.mod and go.work. - is standard input, which goes to standard output. A file that the go command rejects stays as it is.",
  ],
  options: {
    diff: { type: "boolean", short: "d", help: "print what would change, as a patch; writes nothing" },
    check: { type: "boolean", help: "only name the files that would change" },
    "stdin-filename": { type: "string", placeholder: "NAME", help: "what standard input (-) is called (default go.mod)" },
  },
  exits: {
    0: "all files are formatted",
    1: "with --diff or --check: something would change; or the go command would reject a file",
    2: "the command line makes no sense",
    3: "a file could not be read or written; all others were formatted",
  },
  examples: {
    "gomod-lint fmt .": "every module in and below the working directory",
    "gomod-lint fmt --check go.mod": "fail where it is not formatted",
  },
  async run(values, operands, io) {
    if (operands.length === 0)
      return usage(io, { usage: "which PATH?", hint: "gomod-lint fmt . formats all modules here" }, "fmt");
    if (values.diff === true && values.check === true)
      return usage(io, { usage: "--diff and --check exclude each other" }, "fmt");
    const mode = values.diff === true ? "diff" : values.check === true ? "check" : "write";
    if (operands.includes("-")) {
      const name = values["stdin-filename"] ?? "go.mod";
      if (operands.length > 1) return usage(io, { usage: "- stands alone: standard input is one file" }, "fmt");
      if (!isModuleFile(name)) return usage(io, { usage: `--stdin-filename ${name} is not named like a module file` }, "fmt");
      return await formatStandardInput(io, name, mode);
    }
    return await formatFiles(io, operands, mode);
  },
});

type Mode = "write" | "diff" | "check";

async function formatFiles(io: Io, operands: readonly string[], mode: Mode): Promise<ExitCode> {
  const { files, problems } = findInputs(io.host, operands);
  let exit: ExitCode = 0;
  for (const problem of problems) {
    complain(io, problem.usage, problem.hint);
    exit = graver(exit, problem.unreadable === true ? 3 : 2);
  }
  for (const { path, name } of files) {
    await io.breathe();
    const outside = linkedOutside(io.host, path);
    const text = outside === undefined ? io.host.readText(path) : ({ failed: "outside", detail: outside } as const);
    if (typeof text !== "string") {
      exit = graver(exit, tellFailure(io, name, text, "read"));
      continue;
    }
    const formatted = formatText(io, name, text);
    if (formatted === undefined) exit = graver(exit, 1);
    else if (formatted !== text) {
      if (mode === "diff") io.stdout.write(unifiedDiff(name, text, formatted));
      else if (mode === "check") io.stdout.write(`${name}\n`);
      const failure = mode === "write" ? io.host.write(path, formatted) : undefined;
      if (failure !== undefined) exit = graver(exit, tellFailure(io, name, failure, "write"));
      if (mode !== "write") exit = graver(exit, 1);
    }
  }
  return exit;
}

async function formatStandardInput(io: Io, name: string, mode: Mode): Promise<ExitCode> {
  const text = await io.stdin();
  if (typeof text !== "string") return tellFailure(io, "standard input", text, "read");
  const formatted = formatText(io, name, text);
  if (mode === "write") {
    // What is piped through comes out again even where it could not be formatted: an editor's buffer must not be emptied.
    io.stdout.write(formatted ?? text);
    return formatted === undefined ? 1 : 0;
  }
  if (formatted === undefined) return 1;
  if (formatted === text) return 0;
  io.stdout.write(mode === "diff" ? unifiedDiff(name, text, formatted) : `${name}\n`);
  return 1;
}

/** The text as it should be; undefined, and said why, where the go command would not read it. */
function formatText(io: Io, name: string, text: string): string | undefined {
  const file: ModFile | WorkFile = plainReader().parse(text, fileKind(name));
  if (file.errors.length === 0) return format(file);
  for (const { span, message } of file.errors.slice(0, 10)) {
    const { line, column } = file.lines.position(span.start);
    complain(io, `${name}:${line}:${column}: ${message}`);
  }
  complain(io, `${name} stays as it is`);
  return undefined;
}
