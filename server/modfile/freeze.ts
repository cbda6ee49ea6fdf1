import type { FileSyntax, Statement, SyntaxProblem } from "./syntax.ts";

/** A syntax value of these parts, frozen in depth. The parts must not be used for anything else. */
export function freezeSyntax(text: string, statements: Statement[], errors: SyntaxProblem[]): FileSyntax {
  return freezeDeep({ text, statements, errors });
}

/** Freezes a value of plain objects and arrays in depth; what is frozen already is taken as frozen in depth. */
export function freezeDeep<T>(value: T): T {
  const pending: object[] = [];
  if (typeof value === "object" && value !== null) pending.push(value);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    Object.freeze(next);
    for (const part of Object.values(next)) {
      if (typeof part === "object" && part !== null && !Object.isFrozen(part)) pending.push(part);
    }
  }
  return value;
}
