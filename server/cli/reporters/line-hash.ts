/** Characters that a line's hash takes in, from its start on. */
const block = 100;

/**
 * The fingerprint by which GitHub code scanning finds an alert again (`primaryLocationLineHash`): a hash of the hundred characters from the
 * line's start on, blanks left out, and how many lines before it have the same. The upload action computes it like this where a report has
 * none (github/codeql-action, fingerprints.ts) and warns where a report has another.
 * @returns the hash of each 1-based line that is asked for
 */
export function lineHashes(text: string): (line: number) => string {
  // Where the action pads with zeros behind the end, a shorter string stands here.
  const characters = `${text.replace(/\r\n?/g, "\n").replace(/[ \t]/g, "")}\uFFFF`;
  const seen = new Map<string, number>();
  const blocks: { readonly characters: string; readonly count: number }[] = [];
  for (let at = 0; ; ) {
    const key = characters.slice(at, at + block);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    blocks.push({ characters: key, count });
    at = characters.indexOf("\n", at) + 1;
    if (at === 0) break;
  }
  return (line) => {
    const { characters, count } = blocks[line - 1] ?? { characters: "", count: 1 };
    let hash = 0n;
    for (let i = 0; i < block; i++) {
      hash = BigInt.asUintN(64, hash * 37n + BigInt(i < characters.length ? characters.charCodeAt(i) : 0));
    }
    return `${hash.toString(16)}:${count}`;
  };
}
