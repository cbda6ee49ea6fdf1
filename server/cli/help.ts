import { type AnyCommand, commonOptions, type Options } from "./command.ts";
import { commandSummaries } from "./command-names.ts";

/** Columns that help is wrapped to: a terminal has 80 at least. */
const width = 80;

/** What `gomod-lint --help` prints. */
export function overview(): string {
  return [
    "gomod-lint finds mistakes in go.mod and go.work files.",
    "It needs neither the go command nor a network.",
    "",
    "Usage: gomod-lint [COMMAND] [OPTIONS] [ARGUMENTS]",
    "",
    "Commands:",
    ...rows(Object.entries(commandSummaries)),
    "",
    "Without a command it checks the modules in and below the working directory.",
    "",
    "Examples:",
    ...rows([
      ["gomod-lint", "check"],
      ["gomod-lint --fix", "check, and mend what is safe to mend"],
      ["gomod-lint why golang.org/x/net", "who needs it, and what forces its version"],
      ["gomod-lint help check", "all options"],
    ]),
    "",
  ].join("\n");
}

/** What `gomod-lint COMMAND --help` prints. */
export function commandHelp(command: AnyCommand): string {
  const own = Object.entries<Options[string]>(command.options);
  const common = Object.entries<Options[string]>(commonOptions);
  return [
    ...command.usage.map((line, i) => `${i === 0 ? "Usage: " : "       "}gomod-lint ${line}`),
    "",
    ...command.description.flatMap((paragraph) => [...wrap(paragraph, width), ""]),
    "Options:",
    ...rows([...own, ...common].map(([name, option]) => [optionName(name, option), option.help])),
    "",
    "Exit codes:",
    ...rows(Object.entries(command.exits)),
    "",
    "Examples:",
    ...rows(Object.entries(command.examples)),
    "",
  ].join("\n");
}

function optionName(name: string, { short, placeholder }: Options[string] & object): string {
  return `${short === undefined ? "    " : `-${short}, `}--${name}${placeholder === undefined ? "" : ` ${placeholder}`}`;
}

/** Two columns; what is too long for the first stands on its own line. */
function rows(pairs: readonly (readonly [string, string])[]): readonly string[] {
  const left = Math.min(32, Math.max(...pairs.map(([name]) => name.length)));
  return pairs.flatMap(([name, text]) => {
    const [first = "", ...rest] = wrap(text, width - left - 4);
    const indent = " ".repeat(left + 4);
    const lines = rest.map((line) => indent + line);
    return name.length > left ? [`  ${name}`, indent + first, ...lines] : [`  ${name.padEnd(left)}  ${first}`, ...lines];
  });
}

/** Lines of at most `columns`, broken at spaces; a longer word stays whole. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
