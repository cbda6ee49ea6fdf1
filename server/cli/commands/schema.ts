import { pathsOf } from "../../environment/file-paths.ts";
import { defineCommand } from "../command.ts";
import { complain, describeFailure, usage } from "../messages.ts";

export const schema = defineCommand({
  name: "schema",
  usage: ["schema"],
  description: [
    "Prints the JSON schema (draft 7) of .gomod-lint.yaml and .gomod-lint.json, with all rules of this version, for editors and other checkers. It also is the file schema.json of the package.",
  ],
  options: {},
  exits: { 0: "it was printed", 2: "the command line makes no sense", 3: "it could not be read" },
  examples: {
    "gomod-lint schema > .gomod-lint.schema.json":
      "then `# yaml-language-server: $schema=.gomod-lint.schema.json` as the first line of the configuration",
  },
  async run(_, operands, io) {
    if (operands.length > 0) return usage(io, { usage: `unexpected ${operands[0]}` }, "schema");
    const path = pathsOf(io.host).join(io.packageDirectory, "schema.json");
    const text = io.host.readText(path);
    if (typeof text !== "string") {
      complain(io, `${path}: ${describeFailure(text, "read").message}`, "install gomod-lint anew");
      return 3;
    }
    io.stdout.write(text);
    return 0;
  },
});
