import type { Range } from "vscode-languageserver/node";
import type { FilePlace } from "../workspace/file-place.ts";
import { type PositionEncoding, Positions } from "./positions.ts";

/** The range of a place in a file of this machine. */
export function placeRange({ line, span, text }: FilePlace, encoding: PositionEncoding): Range {
  if (text === undefined) return { start: { line, character: span.start }, end: { line, character: span.end } };
  const { start, end } = new Positions(text, encoding).range(span);
  return { start: { line, character: start.character }, end: { line, character: end.character } };
}
