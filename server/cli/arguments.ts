import { parseArgs } from "node:util";
import { nearest } from "../analysis/settings.ts";
import { type AnyCommand, commonOptions, type Options } from "./command.ts";

/** What is wrong with a command line, and what to do about it. */
export interface UsageError {
  readonly usage: string;
  readonly hint?: string;
}

/** A command line taken apart. */
export interface Arguments {
  readonly values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly operands: readonly string[];
}

/**
 * Takes a command's arguments apart: long options as `--name VALUE` or `--name=VALUE`, short ones, `--` before operands that begin with a
 * dash.
 */
export function parseArguments(command: Pick<AnyCommand, "name" | "options">, args: readonly string[]): Arguments | UsageError {
  const options: Options = { ...command.options, ...commonOptions };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const single = repeated(options, args);
    if (single !== undefined) return { usage: `--${single} was given more than once` };
    return { values: values as Arguments["values"], operands: positionals };
  } catch (error) {
    const unknown = unknownOption(options, args);
    if (unknown !== undefined) {
      const near = nearest(unknown.replace(/^-+/, ""), Object.keys(options));
      return { usage: `unknown option ${unknown}`, ...(near === undefined ? {} : { hint: `did you mean --${near}?` }) };
    }
    const wrong = wrongValue(options, args);
    if (wrong !== undefined) return wrong;
    const message = error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error);
    return { usage: message.charAt(0).toLowerCase() + message.slice(1) };
  }
}

/** An option of one value that came twice: which one counts would be a guess. */
function repeated(options: Options, args: readonly string[]): string | undefined {
  const seen = new Set<string>();
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const option = options[token.name];
    if (option?.type === "string" && option.multiple !== true && seen.has(token.name)) return token.name;
    seen.add(token.name);
  }
  return undefined;
}

/** An option without the value that it needs, or with one that it has no use for. */
function wrongValue(options: Options, args: readonly string[]): UsageError | undefined {
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { type, placeholder = "VALUE", help } = options[token.name] ?? {};
    const { rawName, value, inlineValue } = token;
    if (type === "boolean" && value !== undefined) return { usage: `${rawName} takes no value`, hint: `${rawName}: ${help}` };
    if (type !== "string") continue;
    if (value === undefined) return { usage: `${rawName} needs a value`, hint: `${rawName} ${placeholder}: ${help}` };
    if (!inlineValue && value.startsWith("-") && value !== "-") {
      const joined = rawName.startsWith("--") ? `${rawName}=${value}` : `${rawName}${value}`;
      return { usage: `${rawName} needs a value, and ${value} is an option`, hint: `if it is meant so: ${joined}` };
    }
  }
  return undefined;
}

function unknownOption(options: Options, args: readonly string[]): string | undefined {
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) if (token.kind === "option" && options[token.name] === undefined) return token.rawName;
  return undefined;
}
