import { pathsOf } from "../../environment/file-paths.ts";
import { goJson, modFileJson, workFileJson } from "../../modfile/json.ts";
import type { ModFile, WorkFile } from "../../modfile/mod-file.ts";
import { fileKind } from "../../workspace/documents.ts";
import { defineCommand } from "../command.ts";
import { type ExitCode, graver, type Io } from "../io.ts";
import { tellFailure, usage } from "../messages.ts";
import { plainReader } from "../plain-reader.ts";

export const parse = defineCommand({
  name: "parse",
  usage: ["parse FILE…", "parse --files-from LIST"],
  description: [
    'Prints a JSON object a line for each file: what go mod edit -json prints, and go work edit -json for files named *.work, with the file\'s name as "File". For a file that the go command rejects: {"File":…,"Errors":[{"Line":…,"Column":…,"Message":…}]}; lines and columns count from 1, columns in UTF-16 units.',
  ],
  options: {
    "files-from": {
      type: "string",
      placeholder: "LIST",
      help: "read the names of the files from LIST, a line each (- is standard input)",
    },
  },
  exits: {
    0: "all files were read",
    1: "the go command would reject one of them",
    2: "the command line makes no sense",
    3: "a file could not be read; all others were",
  },
  examples: {
    "gomod-lint parse go.mod": "its values, for a program",
    "git ls-files '*go.mod' | gomod-lint parse --files-from -": "those of a whole repository",
  },
  async run(values, operands, io) {
    const listed = values["files-from"] === undefined ? [] : await listedFiles(io, values["files-from"]);
    if (typeof listed === "number") return listed;
    const files = [...operands, ...listed];
    if (files.length === 0 && values["files-from"] === undefined) return usage(io, { usage: "which FILE?" }, "parse");
    const reader = plainReader();
    let exit: ExitCode = 0;
    for (const [i, name] of files.entries()) {
      if (i % 100 === 99) await io.breathe();
      const text = name === "-" ? await io.stdin() : io.host.readText(pathsOf(io.host).resolve(io.host.cwd, name));
      if (typeof text !== "string") {
        exit = tellFailure(io, name, text, "read");
        continue;
      }
      const file = reader.parse(text, fileKind(name));
      if (file.errors.length > 0) exit = graver(exit, 1);
      io.stdout.write(`${goJson({ File: name, ...describe(file) })}\n`);
    }
    return exit;
  },
});

function describe(file: ModFile | WorkFile): object {
  if (file.errors.length === 0) return file.kind === "mod" ? modFileJson(file) : workFileJson(file);
  return {
    Errors: file.errors.map(({ span, message }) => {
      const { line, column } = file.lines.position(span.start);
      return { Line: line, Column: column, Message: message };
    }),
  };
}

/** Names of files, a line each, or separated by NUL characters as `find -print0` writes them. */
async function listedFiles(io: Io, list: string): Promise<readonly string[] | ExitCode> {
  const text = list === "-" ? await io.stdin() : io.host.readText(pathsOf(io.host).resolve(io.host.cwd, list));
  if (typeof text !== "string") return tellFailure(io, list === "-" ? "standard input" : list, text, "read");
  return text.split(text.includes("\0") ? "\0" : /\r?\n/).filter((name) => name !== "");
}
