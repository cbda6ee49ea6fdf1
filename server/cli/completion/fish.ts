import type { CompletedCommand, CompletedOption } from "./model.ts";

/** A script for fish: `gomod-lint completion fish | source`. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const [first, ...others] = commands;
  const lines = commands.map(
    ({ name, summary }) => `complete -c gomod-lint -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`,
  );
  for (const command of commands) {
    // Without a command it is the first one.
    const seen =
      command === first
        ? `not __fish_seen_subcommand_from ${others.map(({ name }) => name).join(" ")}`
        : `__fish_seen_subcommand_from ${command.name}`;
    for (const option of command.options) lines.push(optionLine(option, seen));
    if (command.operand === "anything") lines.push(`complete -c gomod-lint -n ${quote(seen)} -f`);
    if (typeof command.operand === "object")
      lines.push(`complete -c gomod-lint -n ${quote(seen)} -f -a ${quote(command.operand.words.join(" "))}`);
  }
  return `# fish completion for gomod-lint; made by gomod-lint completion fish\n${lines.join("\n")}\n`;
}

function optionLine({ name, short, help, argument }: CompletedOption, seen: string): string {
  const parts = ["complete -c gomod-lint", `-n ${quote(seen)}`, ...(short === undefined ? [] : [`-s ${short}`]), `-l ${name}`];
  if (argument === "file") parts.push("-r");
  else if (argument === "anything") parts.push("-x");
  else if (argument !== undefined) parts.push(`-x -a ${quote(argument.words.join(" "))}`);
  return [...parts, `-d ${quote(help)}`].join(" ");
}

function quote(text: string): string {
  return `'${text.replace(/['\\]/g, "\\$&")}'`;
}
