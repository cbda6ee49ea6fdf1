import type { Block } from "./syntax.ts";

const verbs = {
  mod: ["module", "go", "toolchain", "godebug", "require", "exclude", "replace", "retract", "tool", "ignore"],
  work: ["go", "toolchain", "godebug", "use", "replace"],
} as const;
const names = { mod: "go.mod", work: "go.work" } as const;

/** The message for a verb that the kind of file does not have, with what may have been meant. */
export function unknownDirective(verb: string, kind: "mod" | "work"): string {
  const known: readonly string[] = verbs[kind];
  const other = kind === "mod" ? "work" : "mod";
  if ((verbs[other] as readonly string[]).includes(verb)) return `${verb} belongs in ${names[other]}, not in ${names[kind]}`;
  const near = nearest(verb, known);
  return `${verb} is not a directive of ${names[kind]}${near === undefined ? "" : `: did you mean ${near}?`}`;
}

/** The message for a block whose head is not one verb that takes a block. */
export function unknownBlock(block: Block, kind: "mod" | "work"): string {
  const verb = block.tokens[0]?.text ?? "";
  const known: readonly string[] = verbs[kind];
  if (!known.includes(verb)) return unknownDirective(verb, kind);
  if (block.tokens.length > 1) return `a block is opened by ${verb} and ( alone: what stands between them belongs inside`;
  return `${verb} takes no block: write it on one line`;
}

/** The word of the list that is a slip of the pen away: one letter in three, at most two. */
function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 20) return undefined;
  let best: string | undefined;
  let least = Math.min(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = changes(word, candidate);
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** How many letters have to be put in, taken out, or exchanged to make one word the other. */
function changes(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1;
      current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
