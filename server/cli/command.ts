import type { ParseArgsConfig, parseArgs } from "node:util";
import type { ExitCode, Io } from "./io.ts";

/** An option as node:util parseArgs takes it, with what --help says of it. */
export interface Option {
  readonly type: "boolean" | "string";
  readonly short?: string;
  readonly multiple?: boolean;
  /** what its value stands for, in capitals: `RULE=LEVEL` */
  readonly placeholder?: string;
  /** the values that it takes, where the program itself knows them: shells complete them */
  readonly values?: readonly string[];
  readonly help: string;
}

export type Options = Readonly<Record<string, Option>>;

/** The values that the options of a command line give, typed by their declaration. */
export type Values<O extends Options> = ReturnType<
  typeof parseArgs<{ options: Extract<O, ParseArgsConfig["options"]> }>
>["values"];

/** One command: what --help says, and what it does. */
export interface Command<O extends Options = Options> {
  readonly name: string;
  /** each a line behind `gomod-lint`: `graph [OPTIONS] [PATH]` */
  readonly usage: readonly string[];
  /** what it does, in sentences; each a paragraph */
  readonly description: readonly string[];
  readonly options: O;
  /** exit code → when */
  readonly exits: Readonly<Record<string, string>>;
  /** a line to type → what it does */
  readonly examples: Readonly<Record<string, string>>;
  /**
   * @param values the options that were given, those of every command included
   * @param operands what is no option, in order
   */
  run(values: Values<O & typeof commonOptions>, operands: readonly string[], io: Io): Promise<ExitCode>;
}

/** Options that every command has. */
export const commonOptions = {
  directory: { type: "string", short: "C", placeholder: "DIR", help: "work as if started in DIR" },
  color: { type: "boolean", help: "colours also where no terminal reads (FORCE_COLOR)" },
  "no-color": { type: "boolean", help: "no colours (NO_COLOR)" },
  help: { type: "boolean", short: "h", help: "show this" },
} as const satisfies Options;

/** A command of any options: `run` is called with what its own declaration gave. */
export interface AnyCommand extends Omit<Command, "run"> {
  run(values: never, operands: readonly string[], io: Io): Promise<ExitCode>;
}

/** Infers the types of a command's options from their declaration. */
export function defineCommand<const O extends Options>(command: Command<O>): Command<O> {
  return command;
}
