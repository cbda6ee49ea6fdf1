import { nearest } from "../analysis/settings.ts";
import type { UsageError } from "./arguments.ts";

/** The formats of reports, the default first. */
export const formats = ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle"] as const;
export type Format = (typeof formats)[number];

/** A report that goes into a file. */
export interface FileOutput {
  readonly format: Format;
  /** as it was given: relative to the working directory */
  readonly file: string;
}

export function isFormat(word: string): word is Format {
  return (formats as readonly string[]).includes(word);
}

export function unknownFormat(word: string): UsageError {
  const near = nearest(word, formats);
  return {
    usage: `unknown format ${JSON.stringify(word)}`,
    hint: near === undefined ? `formats are ${formats.join(", ")}` : `did you mean ${near}?`,
  };
}

/** `FORMAT=FILE` of each --output. */
export function fileOutputs(pairs: readonly string[]): readonly FileOutput[] | UsageError {
  const outputs: FileOutput[] = [];
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    const [format, file] = [pair.slice(0, Math.max(0, at)), pair.slice(at + 1)];
    if (at === -1 || file === "")
      return { usage: `--output ${pair} is not of the form FORMAT=FILE`, hint: "--output sarif=report.sarif" };
    if (!isFormat(format)) return unknownFormat(format);
    if (file === "-") return { usage: `--output ${pair}: standard output is --format's`, hint: `--format ${format}` };
    if (outputs.some((other) => other.file === file)) return { usage: `--output ${pair}: ${file} is given twice` };
    outputs.push({ format, file });
  }
  return outputs;
}
