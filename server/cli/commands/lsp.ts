import { defineCommand } from "../command.ts";
import type { EditorChannel } from "../io.ts";
import { usage } from "../messages.ts";

export const lsp = defineCommand({
  name: "lsp",
  usage: ["lsp [--stdio | --socket PORT | --pipe PATH | --node-ipc]"],
  description: [
    "Serves an editor with the Language Server Protocol, until it says exit or goes away: over standard input and output, or the way that",
    "an option names. Editors start it; how each is told to is written in the package's folder editors/.",
  ],
  options: {
    stdio: { type: "boolean", help: "speak over standard input and output (default)" },
    socket: { type: "string", placeholder: "PORT", help: "connect to this port of this machine, where the editor waits" },
    pipe: { type: "string", placeholder: "PATH", help: "connect to this socket or named pipe, where the editor waits" },
    "node-ipc": { type: "boolean", help: "speak over the channel of the Node.js process that started it" },
    clientProcessId: { type: "string", placeholder: "PID", help: "end when this process ends" },
  },
  exits: {
    0: "the editor asked for a shutdown before it left",
    1: "it did not",
    2: "the command line makes no sense",
    3: "nobody waits there",
  },
  examples: { "gomod-lint lsp --stdio": "what an editor's configuration names as the server's command" },
  async run(values, operands, io) {
    if (operands.length > 0) return usage(io, { usage: `unexpected ${operands[0]}` }, "lsp");
    const channels: EditorChannel[] = [];
    if (values.stdio === true) channels.push("stdio");
    if (values["node-ipc"] === true) channels.push("node-ipc");
    if (values.pipe !== undefined) channels.push({ path: values.pipe });
    if (values.socket !== undefined) {
      const port = Number(values.socket);
      if (!/^\d+$/.test(values.socket) || port < 1 || port > 65_535) {
        return usage(io, { usage: `--socket wants a port from 1 to 65535, not ${JSON.stringify(values.socket)}` }, "lsp");
      }
      channels.push({ port });
    }
    if (channels.length > 1) return usage(io, { usage: "--stdio, --socket, --pipe and --node-ipc exclude each other" }, "lsp");
    const client = values.clientProcessId;
    if (client !== undefined && !/^\d+$/.test(client)) {
      return usage(io, { usage: `--clientProcessId wants the number of a process, not ${JSON.stringify(client)}` }, "lsp");
    }
    return io.languageServer(channels[0] ?? "stdio", client === undefined ? undefined : Number(client));
  },
});
