/**
 * A value as `JSON.stringify(value, null, 2)` has it, and a line end: in pieces, for a report of many findings can be longer than a string.
 * @param depth how many levels of objects and lists are taken apart; what lies deeper is one piece
 */
export function* jsonPieces(value: object, depth: number): Iterable<string> {
  yield* nested(value, depth, "");
  yield "\n";
}

function* nested(value: unknown, depth: number, indent: string): Iterable<string> {
  const list = Array.isArray(value);
  const members =
    depth === 0 || typeof value !== "object" || value === null
      ? []
      : Object.entries(value).filter(([, one]) => one !== undefined);
  if (members.length === 0) {
    // Line ends within strings are escaped: those of the text are all of the layout.
    yield JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`);
    return;
  }
  const inner = `${indent}  `;
  let before = list ? "[" : "{";
  for (const [key, member] of members) {
    yield `${before}\n${inner}${list ? "" : `${JSON.stringify(key)}: `}`;
    yield* nested(member, depth - 1, inner);
    before = ",";
  }
  yield `\n${indent}${list ? "]" : "}"}`;
}
