import { pathsOf } from "../../environment/file-paths.ts";
import { configurationNames } from "../../workspace/configuration/find.ts";
import { defineCommand } from "../command.ts";
import { displayName } from "../inputs.ts";
import { complain, tellFailure, usage } from "../messages.ts";
import { startingConfiguration } from "../starting-configuration.ts";

export const init = defineCommand({
  name: "init",
  usage: ["init [DIR]"],
  description: [
    `Writes ${configurationNames[0]} into DIR (default: the working directory), with the defaults and all other settings as comments. A configuration that is there stays as it is.`,
  ],
  options: {},
  exits: {
    0: "it was written",
    2: "there is one already, no such directory, or the command line makes no sense",
    3: "it could not be written",
  },
  examples: { "gomod-lint init": "begin with a configuration here" },
  async run(_, operands, io) {
    if (operands.length > 1) return usage(io, { usage: "one DIR at most" }, "init");
    const paths = pathsOf(io.host);
    const [operand = "."] = operands;
    const directory = paths.resolve(io.host.cwd, operand);
    if (io.host.kind(directory) !== "directory")
      return usage(io, { usage: `${operand}: no such directory`, hint: "check the spelling" }, "init");
    for (const name of configurationNames) {
      const path = paths.join(directory, name);
      if (io.host.kind(path) === "missing") continue;
      complain(
        io,
        `${displayName(io.host, path)} is there already`,
        "it stays as it is; gomod-lint schema prints what it may say",
      );
      return 2;
    }
    const path = paths.join(directory, configurationNames[0]);
    const failure = io.host.write(path, startingConfiguration());
    if (failure !== undefined) return tellFailure(io, displayName(io.host, path), failure, "write");
    io.stdout.write(`${displayName(io.host, path)} was written; gomod-lint --print-config shows what holds\n`);
    return 0;
  },
});
