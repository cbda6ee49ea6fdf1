import { type AnyRule, groups } from "../../analysis/rule.ts";
import { type AnyCommand, commonOptions, type Option } from "../command.ts";
import { commandSummaries } from "../command-names.ts";

/** What may stand behind an option, or as an operand. */
export type Argument = { readonly words: readonly string[] } | "file" | "anything";

export interface CompletedOption {
  /** without dashes */
  readonly name: string;
  readonly short?: string;
  readonly help: string;
  readonly multiple: boolean;
  /** absent: a switch */
  readonly argument?: Argument;
  /** what the argument stands for */
  readonly placeholder: string;
}

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  readonly operand: Argument;
}

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** Everything that a shell can complete, the default command first. */
export function completions(commands: readonly AnyCommand[], rules: readonly AnyRule[]): readonly CompletedCommand[] {
  const names = [
    ...new Set([...rules.map(({ id }) => id), ...groups.filter((group) => rules.some((rule) => rule.group === group))]),
  ];
  return Object.entries(commandSummaries).map(([name, summary]) => {
    const command = commands.find((one) => one.name === name);
    const options = Object.entries<Option>(command === undefined ? {} : { ...command.options, ...commonOptions });
    return {
      name,
      summary,
      options: options.map(([option, declared]) => completed(option, declared, names)),
      operand: operandOf(name, rules),
    };
  });
}

function completed(name: string, option: Option, names: readonly string[]): CompletedOption {
  const { short, help, multiple = false, placeholder = "", values } = option;
  return {
    name,
    ...(short === undefined ? {} : { short }),
    help,
    multiple,
    placeholder,
    ...(option.type === "boolean" ? {} : { argument: values === undefined ? argumentOf(placeholder, names) : { words: values } }),
  };
}

function argumentOf(placeholder: string, names: readonly string[]): Argument {
  switch (placeholder) {
    case "RULE,…":
      return { words: names };
    case "RULE=LEVEL":
      return { words: names.map((name) => `${name}=`) };
    case "FILE":
    case "FILE|-":
    case "DIR":
    case "NAME":
      return "file";
    default:
      return "anything";
  }
}

function operandOf(command: string, rules: readonly AnyRule[]): Argument {
  switch (command) {
    case "explain":
      return { words: rules.map(({ id }) => id) };
    case "help":
      return { words: Object.keys(commandSummaries) };
    case "completion":
      return { words: shells };
    case "rules":
    case "schema":
    case "lsp":
    case "why":
    case "whatif":
      return "anything";
    default:
      return "file";
  }
}
