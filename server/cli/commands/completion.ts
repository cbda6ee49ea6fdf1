import { nearest } from "../../analysis/settings.ts";
import { type AnyCommand, defineCommand } from "../command.ts";
import { type CommandName, commandNames } from "../command-names.ts";
import { bashScript } from "../completion/bash.ts";
import { fishScript } from "../completion/fish.ts";
import { completions, type Shell, shells } from "../completion/model.ts";
import { zshScript } from "../completion/zsh.ts";
import { usage } from "../messages.ts";

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** @param load gives the other commands, whose options are completed */
export function completion(load: (name: CommandName) => Promise<AnyCommand>) {
  return defineCommand({
    name: "completion",
    usage: [`completion ${shells.join("|")}`],
    description: [
      "Prints a script that completes commands, options, formats, levels, rules and groups in a shell. It holds the rules of this version: make it anew after an update, or have the shell make it at its start.",
    ],
    options: {},
    exits: { 0: "it was printed", 2: "the command line makes no sense" },
    examples: {
      "source <(gomod-lint completion bash)": "for this bash, or as a line of ~/.bashrc",
      "gomod-lint completion zsh > ~/.zfunc/_gomod-lint": "with fpath+=~/.zfunc before compinit in ~/.zshrc",
      "gomod-lint completion fish > ~/.config/fish/completions/gomod-lint.fish": "for every fish",
    },
    async run(_, operands, io) {
      const [shell, ...rest] = operands;
      if (shell === undefined || rest.length > 0)
        return usage(io, { usage: "which shell?", hint: `it is one of ${shells.join(", ")}` }, "completion");
      if (!isShell(shell)) {
        const near = nearest(shell, shells);
        const hint = `${near === undefined ? "" : `did you mean ${near}? `}it is one of ${shells.join(", ")}`;
        return usage(io, { usage: `unknown shell ${JSON.stringify(shell)}`, hint }, "completion");
      }
      const names = commandNames.filter((name) => name !== "help");
      const commands = await Promise.all(names.map(load));
      io.stdout.write(scripts[shell](completions(commands, await io.rules())));
      return 0;
    },
  });
}

function isShell(word: string): word is Shell {
  return (shells as readonly string[]).includes(word);
}
