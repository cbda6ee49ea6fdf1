import { defineCommand } from "../command.ts";
import { usage } from "../messages.ts";

export const lsp = defineCommand({
  name: "lsp",
  usage: ["lsp [--stdio]"],
  description: [
    "Serves an editor with the Language Server Protocol over standard input and output, until it says exit or goes away.",
    "Editors start it; how each is told to is written in the package's folder editors/.",
  ],
  options: {
    stdio: { type: "boolean", help: "speak over standard input and output (default)" },
    clientProcessId: { type: "string", placeholder: "PID", help: "end when this process ends" },
  },
  exits: { 0: "the editor asked for a shutdown before it left", 1: "it did not", 2: "the command line makes no sense" },
  examples: { "gomod-lint lsp --stdio": "what an editor's configuration names as the server's command" },
  async run(_values, operands, io) {
    if (operands.length > 0) return usage(io, { usage: `unexpected ${operands[0]}` }, "lsp");
    return io.languageServer();
  },
});
