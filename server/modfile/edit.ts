import type { TextEdit } from "../text/edits.ts";
import type { Entry, ModFile, Requirement, WorkFile } from "./mod-file.ts";
import { autoQuote } from "./quote.ts";
import type { Block, Line } from "./syntax.ts";

/** Replaces the version of a requirement; everything else of the line stays. */
export function setRequirementVersion(_file: ModFile, requirement: Requirement, version: string): readonly TextEdit[] {
  return [{ span: requirement.version.span, text: version }];
}

/** Adds or removes the `// indirect` mark, and keeps what else the comment says (modfile.Require.setIndirect). */
export function setIndirect(_file: ModFile, requirement: Requirement, indirect: boolean): readonly TextEdit[] {
  if (requirement.indirect === indirect) return [];
  const [comment] = requirement.line.suffix;
  const end = requirement.line.span.end;
  if (indirect) {
    if (comment === undefined) return [{ span: { start: end, end }, text: " // indirect" }];
    return [{ span: comment.span, text: `// indirect; ${comment.text.slice(2).trim()}` }];
  }
  if (comment === undefined) return [];
  const rest = /^\/\/\s*indirect;\s*(.*)$/.exec(comment.text)?.[1];
  if (rest !== undefined) return [{ span: comment.span, text: `// ${rest}` }];
  return [{ span: { start: end, end: comment.span.end }, text: "" }];
}

/** Removes an entry's line. Comments above it stay; a block that becomes empty vanishes, unless comments would be lost with it. */
export function removeEntry(file: ModFile | WorkFile, entry: Entry): readonly TextEdit[] {
  const { line } = entry;
  const block = line.inBlock ? blockOf(file, line) : undefined;
  if (block === undefined) return removeStatement(file.text, line.span.start, line.suffix[0]?.span.end ?? line.span.end);
  const others = block.lines.filter((other) => other !== line);
  const comments = [
    ...block.before,
    ...line.before,
    ...block.openComments.suffix,
    ...block.closeComments.before,
    ...block.closeComments.suffix,
  ];
  if (others.length === 0 && comments.every((comment) => comment.text === "")) {
    return removeStatement(file.text, block.span.start, block.span.end);
  }
  const start = lineStart(file.text, line.span.start);
  return [{ span: { start, end: nextLine(file.text, line.span.end) }, text: "" }];
}

/** Adds a requirement: behind the last of its kind (direct or indirect), or as a statement of its own. */
export function addRequirement(file: ModFile, path: string, version: string, indirect: boolean): readonly TextEdit[] {
  const spelled = `${autoQuote(path)} ${version}${indirect ? " // indirect" : ""}`;
  const same = file.require.filter((r) => r.indirect === indirect);
  const beside = [...same].reverse().find((r) => r.line.inBlock && r.path.value < path) ?? same.find((r) => r.line.inBlock);
  if (beside !== undefined) {
    const behind = beside.path.value < path;
    const at = behind ? nextLine(file.text, beside.line.span.end) : lineStart(file.text, beside.line.span.start);
    return [{ span: { start: at, end: at }, text: `\t${spelled}${newline(file.text)}` }];
  }
  return addStatement(
    file,
    file.require.at(-1)?.line ?? file.toolchain?.line ?? file.go?.line ?? file.module?.line,
    `require ${spelled}`,
  );
}

/** Sets the go line, or adds one behind the module line (modfile.AddGoStmt). */
export function setGo(file: ModFile | WorkFile, version: string): readonly TextEdit[] {
  if (file.go !== undefined) return [{ span: file.go.version.span, text: version }];
  return addStatement(file, file.kind === "mod" ? file.module?.line : undefined, `go ${version}`);
}

function addStatement(file: ModFile | WorkFile, after: Line | undefined, text: string): readonly TextEdit[] {
  const eol = newline(file.text);
  if (after === undefined) return [{ span: { start: 0, end: 0 }, text: `${text}${eol}${eol}` }];
  const outer = after.inBlock ? (blockOf(file, after)?.span.end ?? after.span.end) : after.span.end;
  const at = lineEnd(file.text, outer);
  return [{ span: { start: at, end: at }, text: `${eol}${eol}${text}` }];
}

function blockOf(file: ModFile | WorkFile, line: Line): Block | undefined {
  return file.syntax.statements.find((s): s is Block => s.kind === "block" && s.lines.includes(line));
}

/** Removes whole text lines, and the blank line above when one would be left below as well. */
function removeStatement(text: string, start: number, end: number): readonly TextEdit[] {
  let from = lineStart(text, start);
  const to = nextLine(text, end);
  const above = lineStart(text, from - 1);
  const blankAbove = from > 0 && text.slice(above, from).trim() === "";
  const blankBelow = to >= text.length || text.slice(to, nextLine(text, to)).trim() === "";
  if (blankAbove && blankBelow) from = above;
  return [{ span: { start: from, end: to }, text: "" }];
}

function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** Just before the line end, a `\r` counted to it. */
function lineEnd(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  if (at === -1) return text.length;
  return text[at - 1] === "\r" ? at - 1 : at;
}

function nextLine(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  return at === -1 ? text.length : at + 1;
}

function newline(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
