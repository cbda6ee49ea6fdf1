import { trimSpace } from "./go-text.ts";

/** A line to print: tokens as they are to be spelled. */
export interface PrintLine {
  readonly kind: "line";
  readonly tokens: readonly string[];
  readonly before: readonly string[];
  readonly suffix: readonly string[];
}

export interface PrintBlock {
  readonly kind: "block";
  readonly tokens: readonly string[];
  readonly before: readonly string[];
  readonly suffix: readonly string[];
  readonly openSuffix: readonly string[];
  readonly lines: readonly PrintLine[];
  readonly closeBefore: readonly string[];
  readonly closeSuffix: readonly string[];
}

export interface PrintComments {
  readonly kind: "comment";
  readonly before: readonly string[];
}

export type Printable = PrintLine | PrintBlock | PrintComments;

interface Printer {
  /** finished lines, each with its line end */
  done: string[];
  /** the line being written */
  line: string;
  /** comments that wait for the end of the line */
  comments: string[];
  margin: string;
}

/** The text of a file in standard style (modfile.Format). An empty comment is a blank line. */
export function print(statements: readonly Printable[]): string {
  const printer: Printer = { done: [], line: "", comments: [], margin: "" };
  statements.forEach((statement, index) => {
    printBefore(printer, statement.before);
    if (statement.kind === "line") printLine(printer, statement);
    else if (statement.kind === "block") printBlock(printer, statement);
    if (statement.kind !== "comment") newline(printer);
    if (index + 1 < statements.length) newline(printer);
  });
  const { done } = printer;
  while (printer.line === "" && done.at(-1) === "\n") done.pop();
  return done.join("") + printer.line;
}

function printLine(printer: Printer, { tokens, suffix }: PrintLine): void {
  printTokens(printer, tokens);
  printer.comments.push(...suffix);
}

function printBlock(printer: Printer, block: PrintBlock): void {
  printTokens(printer, block.tokens);
  printer.line += " (";
  printer.comments.push(...block.openSuffix);
  printer.margin = "\t";
  for (const line of block.lines) {
    newline(printer);
    printBefore(printer, line.before);
    printLine(printer, line);
  }
  printer.margin = "";
  newline(printer);
  printBefore(printer, block.closeBefore);
  printer.line += ")";
  printer.comments.push(...block.closeSuffix, ...block.suffix);
}

/** Comments above what is printed next, each on a line at the margin. */
function printBefore(printer: Printer, before: readonly string[]): void {
  if (before.length === 0) return;
  trim(printer);
  if (printer.line !== "") endLine(printer);
  printer.line += printer.margin;
  for (const comment of before) {
    printer.line += trimSpace(comment);
    newline(printer);
  }
}

/** Ends the line with the comments that wait. Never makes two blank lines, nor one at the top. */
function newline(printer: Printer): void {
  printer.comments.forEach((comment, index) => {
    if (index === 0) {
      printer.line += " ";
    } else {
      trim(printer);
      endLine(printer);
      printer.line = printer.margin;
    }
    printer.line += trimSpace(comment);
  });
  printer.comments = [];
  trim(printer);
  const { done, line } = printer;
  const blank = line === "" && (done.length === 0 || done.at(-1) === "\n");
  if (!blank) endLine(printer);
  printer.line = printer.margin;
}

function endLine(printer: Printer): void {
  printer.done.push(`${printer.line}\n`);
  printer.line = "";
}

function trim(printer: Printer): void {
  let end = printer.line.length;
  while (end > 0 && (printer.line.charCodeAt(end - 1) === 0x20 || printer.line.charCodeAt(end - 1) === 0x09)) end--;
  printer.line = printer.line.slice(0, end);
}

/** The text between two tokens of a line: one space, but none before `, ) ] }` and none behind `( [ {`. */
export function spaceBetween(before: string, behind: string): "" | " " {
  if (behind === "," || behind === ")" || behind === "]" || behind === "}") return "";
  return before === "(" || before === "[" || before === "{" ? "" : " ";
}

function printTokens(printer: Printer, tokens: readonly string[]): void {
  tokens.forEach((token, index) => {
    printer.line += index === 0 ? token : spaceBetween(tokens[index - 1] ?? "", token) + token;
  });
}
