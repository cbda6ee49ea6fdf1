import { redactAddresses } from "../../environment/proxy-list.ts";
import { goMessages } from "./catalogue.ts";
import type { Known } from "./known.ts";
import type { Explanation, Match } from "./message.ts";

/** A message of the go command that is understood. */
export interface Explained extends Explanation {
  readonly id: string;
  /** as it was printed */
  readonly text: string;
  /** 1-based, of its first line */
  readonly line: number;
}

/** What the go command printed, taken apart. */
export interface Recognised {
  /** in the order of the text; what is said twice in the same words is explained once */
  readonly explained: readonly Explained[];
  /** lines that look like failures of the go command, and that nothing here knows */
  readonly unknown: readonly { readonly text: string; readonly line: number }[];
}

// Progress and good news.
const harmless =
  /^go: (?:downloading|extracting|finding|found|added|upgraded|downgraded|removed|creating|copying|to switch to|to add|trying|switching to|warning: "[^"]*" matched no packages)/;

/**
 * Explains what the go command printed: any text with such messages in it, such as a CI log. Colours, carriage returns and the timestamps that
 * CI systems put before each line are passed over.
 */
export function recognise(output: string, known: Known): Recognised {
  // What is explained is shown again, perhaps in a log.
  const text = redactAddresses(plain(output));
  const found: { readonly start: number; readonly end: number; readonly explain: () => Explained }[] = [];
  const lineAt = lineNumbers(text);
  const taken = ranges();
  for (const message of goMessages) {
    for (const match of text.matchAll(new RegExp(message.pattern.source, "gm"))) {
      const start = match.index;
      const end = start + match[0].length;
      if (taken.overlaps(start, end)) continue;
      taken.add(start, end);
      const groups: Match = {
        get: (group) => match.groups?.[group] ?? "",
        text: match[0],
        importers: importersAbove(text, lineStart(text, start)),
      };
      const explain = (): Explained => ({
        id: message.id,
        text: trimmed(text.slice(lineStart(text, start), lineEnd(text, end))),
        line: lineAt(start),
        ...message.explain(groups, known),
      });
      found.push({ start, end, explain });
    }
  }
  found.sort((a, b) => a.start - b.start);
  const explained: Explained[] = [];
  const seen = new Set<string>();
  for (const { explain } of found) {
    const explanation = explain();
    const key = JSON.stringify([explanation.id, explanation.meaning, explanation.steps]);
    if (!seen.has(key)) explained.push(explanation);
    seen.add(key);
  }
  const unknown: { text: string; line: number }[] = [];
  let offset = 0;
  for (const [index, line] of text.split("\n").entries()) {
    const end = offset + line.length;
    const importsOnly = / (?:imports|tested by)$/.test(line);
    if (/^go: ./.test(line) && !harmless.test(line) && !importsOnly && !taken.overlaps(offset, end)) {
      unknown.push({ text: line, line: index + 1 });
    }
    offset = end + 1;
  }
  return { explained, unknown };
}

function plain(output: string): string {
  return (
    output
      .replace(/\u001b\[[0-9;]*m/g, "")
      .replace(/\r\n?/g, "\n")
      .replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z /gm, "")
      .replace(/^#\d+ \d+(?:\.\d+)? /gm, "")
      // No message is that long, and the time that a pattern takes grows faster than a word or a line.
      .replace(/\S{1000,}/g, (word) => word.slice(0, 500))
      .replace(/^.{2000,}$/gm, (line) => line.slice(0, 2000))
  );
}

/** `example.com/app imports`, `\texample.com/web tested by`: the packages in the lines just above the one that begins at `start`. */
function importersAbove(text: string, start: number): readonly string[] {
  const importers: string[] = [];
  for (let end = start - 1; end > 0; ) {
    const begin = lineStart(text, end);
    const line = text.slice(begin, end);
    const name = /^(?:go: |\t)(\S+) (?:imports|tested by)$/.exec(line)?.[1];
    if (name === undefined) break;
    importers.unshift(name);
    if (line.startsWith("go: ")) break;
    end = begin - 1;
  }
  return importers;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", Math.max(offset - 1, 0));
  return end === -1 ? text.length : end;
}

function trimmed(text: string): string {
  return text.replace(/\n+$/, "").trimStart();
}

/** Ranges of the text that are explained. No two overlap, so that each is found by where it lies. */
function ranges(): { overlaps(start: number, end: number): boolean; add(start: number, end: number): void } {
  const size = 256;
  const buckets = new Map<number, { readonly start: number; readonly end: number }[]>();
  const each = function* (start: number, end: number): Generator<number> {
    for (let i = Math.floor(start / size); i <= Math.floor(end / size); i++) yield i;
  };
  return {
    overlaps(start, end) {
      for (const i of each(start, end)) {
        if (buckets.get(i)?.some((other) => start < other.end && other.start < end)) return true;
      }
      return false;
    },
    add(start, end) {
      for (const i of each(start, end)) {
        const bucket = buckets.get(i);
        if (bucket === undefined) buckets.set(i, [{ start, end }]);
        else bucket.push({ start, end });
      }
    },
  };
}

function lineNumbers(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
