/** Seeded changes of texts, the same for the same seed everywhere. */

/** What breaks readers: everything that means something in go.mod, and what looks as if it did. */
const pieces = [
  ..."\"`'()[]{},/\\*=> \t\n\r\0\u0007\u001b\u007f\u0085\u00a0é\u00ad日😀\u0378\u200b\u2028\u3000\ufeff\ufffd\ue000",
  ..."0123456789vV.-+@_:;#!",
  ...'// /* */ => \r\n \n\n ( ) [ ] () \\\n \\" // indirect // indirect; // Deprecated: // +incompatible'.split(" "),
  ..."module go toolchain godebug require exclude replace retract tool ignore use default local".split(" "),
  ..."v1 v2 v1.0 v1.2.3 v0.0.0 v2.0.0+incompatible v1.0.0-pre v0.0.0-20200102030405-abcdefabcdef v01.0.0 v1.0.0+meta master".split(
    " ",
  ),
  ...'/v2 /v1 /v0 .v1 .v2-unstable gopkg.in/ ./ ../ C:\\ example.com/a "example.com/a" `x` "a\\tb" "a\\x41" "" go1.21 1.21 1.21rc1 k=v'.split(
    " ",
  ),
  "// comment\n",
  "require (\n",
  ")\n",
  "\n)\n",
  "\t\n",
];

/**
 * A text with one to four changes of characters, tokens or lines.
 * @param others texts to take lines from
 */
export function mutate(text: string, others: readonly string[], random: () => number): string {
  const count = 1 + Math.floor(random() * random() * 4);
  let result = text;
  for (let i = 0; i < count; i++) result = change(result, others, random);
  // Half of a character is no text that a file could have.
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(result));
}

function change(text: string, others: readonly string[], random: () => number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const at = Math.floor(random() * (text.length + 1));
  switch (Math.floor(random() * 9)) {
    case 0:
      return text.slice(0, at) + pick(pieces) + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 3));
    case 2:
      return text.slice(0, at) + pick(pieces) + text.slice(at + 1);
    case 3:
      return replaceToken(text, random, () => pick(pieces));
    case 4:
      return replaceToken(text, random, (token) => (random() < 0.5 ? "" : `${token} ${token}`));
    case 5:
      return replaceToken(text, random, (token) => token.slice(0, Math.floor(random() * token.length)) + pick(pieces));
    default:
      return changeLines(text, pick(others), random);
  }
}

function replaceToken(text: string, random: () => number, replacement: (token: string) => string): string {
  const tokens = [...text.matchAll(/[^\s]+/g)];
  const token = tokens[Math.floor(random() * tokens.length)];
  if (token === undefined) return text;
  return text.slice(0, token.index) + replacement(token[0]) + text.slice(token.index + token[0].length);
}

function changeLines(text: string, other: string, random: () => number): string {
  const lines = text.split("\n");
  const at = Math.floor(random() * lines.length);
  const to = Math.floor(random() * lines.length);
  const foreign = other.split("\n");
  const line = foreign[Math.floor(random() * foreign.length)] ?? "";
  switch (Math.floor(random() * 6)) {
    case 0:
      lines.splice(at, 1);
      break;
    case 1:
      lines.splice(to, 0, lines[at] ?? "");
      break;
    case 2:
      [lines[at], lines[to]] = [lines[to] ?? "", lines[at] ?? ""];
      break;
    case 3:
      lines.splice(at, 2, (lines[at] ?? "") + (lines[at + 1] ?? ""));
      break;
    case 4:
      lines.splice(at, 0, line);
      break;
    default:
      return lines.join("\r\n");
  }
  return lines.join("\n");
}
