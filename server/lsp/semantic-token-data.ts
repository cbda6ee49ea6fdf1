import { type SemanticToken, tokenModifiers, tokenTypes } from "../features/semantic-tokens.ts";
import type { Positions } from "./positions.ts";

/** Tokens as the protocol counts them: five numbers each, its place as the distance from the one before. */
export function tokenData(tokens: readonly SemanticToken[], positions: Positions): number[] {
  const data: number[] = [];
  let line = 0;
  let character = 0;
  for (const { span, type, modifiers } of tokens) {
    const { start, end } = positions.range(span);
    const bits = modifiers.reduce((sum, modifier) => sum | (1 << tokenModifiers.indexOf(modifier)), 0);
    const ahead = start.line === line ? start.character - character : start.character;
    data.push(start.line - line, ahead, end.character - start.character, tokenTypes.indexOf(type), bits);
    ({ line, character } = start);
  }
  return data;
}

/** The one edit that makes new numbers of old ones; none where they are the same. */
export function tokenEdits(
  before: readonly number[],
  after: readonly number[],
): { readonly start: number; readonly deleteCount: number; readonly data: number[] }[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  if (start + same === before.length && before.length === after.length) return [];
  return [{ start, deleteCount: before.length - start - same, data: after.slice(start, after.length - same) }];
}
