import type { Explained, Recognised } from "../features/go-errors/recognise.ts";
import { toJson } from "./output-format.ts";
import { printable } from "./reporters/printable.ts";
import type { Style } from "./reporters/style.ts";

/** For people: each message as it was printed, what it means, what this module adds, what to do. */
export function goErrorText({ explained, unknown }: Recognised, style: Style): string {
  const blocks = explained.map((explanation) => block(explanation, style));
  if (unknown.length > 0) {
    const lines = unknown.map(({ text, line }) => `${line}: ${printable(text)}`);
    blocks.push(`${style.bold("not known here")}\n${lines.map((line) => `  ${line}\n`).join("")}`);
  }
  return blocks.join("\n");
}

function block({ id, text, line, meaning, here = [], steps }: Explained, style: Style): string {
  const lines = [`${style.bold(`${line}: ${id}`)}`];
  for (const part of text.split("\n")) lines.push(`  ${style.dim(`| ${printable(part.replaceAll("\t", "    "))}`)}`);
  lines.push(`  = ${style.dim("means:")} ${printable(meaning)}`);
  for (const sentence of here) lines.push(`  = ${style.dim("here:")} ${printable(sentence)}`);
  for (const { text: advice, command } of steps) {
    lines.push(`  = ${style.dim("do:")} ${printable(advice)}`);
    if (command !== undefined) lines.push(`      ${style.place(printable(command))}`);
  }
  return `${lines.join("\n")}\n`;
}

/** For programs. */
export function goErrorJson({ explained, unknown }: Recognised): string {
  return toJson({ explained, unknown });
}
