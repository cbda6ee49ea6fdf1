import type { ModFile, WorkFile } from "../modfile/mod-file.ts";
import type { TextEdit } from "../text/edits.ts";
import type { FactStates } from "./facts.ts";
import type { AnyRule } from "./rule.ts";
import { type ActiveRule, unknownName } from "./settings.ts";
import { type Suppression, suppressionMark } from "./suppression.ts";

/** A suppression after all rules have run. */
export interface CheckedIgnore {
  readonly suppression: Suppression;
  /** names in it whose rules ran and said nothing there */
  readonly unused: readonly string[];
  /** names in it that are no rule or group, with what is wrong with each */
  readonly unknown: ReadonlyMap<string, string>;
}

/** Notes which suppressions match what the rules say, whether they still hold on the day or not. */
export class IgnoreUsage {
  readonly #ignores: readonly Suppression[];
  readonly #matched = new Map<Suppression, Set<string>>();
  readonly #silent = new Set<string>();

  constructor(ignores: readonly Suppression[]) {
    this.#ignores = ignores;
  }

  /** A rule has run. Where it could not know everything, its silence says nothing. */
  ran(rule: AnyRule, facts: FactStates): void {
    const { graph } = facts;
    const whole = graph === undefined || ("ready" in graph && graph.ready.declared.complete && graph.ready.effective.complete);
    if (rule.local !== true && (whole || !rule.needs.includes("graph"))) this.#silent.add(rule.id);
  }

  /** A rule has found something that these suppressions are about. */
  found(rule: AnyRule, named: readonly Suppression[]): void {
    for (const ignore of named) {
      const names = this.#matched.get(ignore) ?? new Set();
      this.#matched.set(ignore, names.add(rule.id).add(rule.group));
    }
  }

  /** @param known all rules, running or not: what is none of them is a mistake */
  result(rules: readonly ActiveRule[], file: ModFile | WorkFile, known: readonly AnyRule[]): readonly CheckedIgnore[] {
    return this.#ignores.map((suppression) => {
      const unknown = new Map<string, string>();
      const unused: string[] = [];
      for (const name of suppression.rules) {
        const problem = unknownName(name, known);
        if (problem !== undefined) unknown.set(name, problem);
        else if (this.#matched.get(suppression)?.has(name) !== true && this.#allRan(name, rules, file)) unused.push(name);
      }
      return { suppression, unused, unknown };
    });
  }

  /** Whether the rule, or every rule of the group, ran on the file and could tell. */
  #allRan(name: string, rules: readonly ActiveRule[], file: ModFile | WorkFile): boolean {
    const named = rules.filter(({ rule }) => (rule.id === name || rule.group === name) && rule.on.includes(file.kind));
    return named.length > 0 && named.every(({ rule }) => this.#silent.has(rule.id));
  }
}

/** Takes names out of a suppression; without any left, the whole of it, and its line where nothing else stands there. */
export function removeFromIgnore(
  { text }: ModFile | WorkFile,
  { rules, span }: Suppression,
  names: readonly string[],
): readonly TextEdit[] {
  const left = rules.filter((name) => !names.includes(name));
  const comment = text.slice(span.start, span.end);
  const at = comment.indexOf(suppressionMark);
  if (left.length > 0) {
    const match = /^gomod-lint:ignore(?:-file)?\s+/.exec(comment.slice(at));
    const start = span.start + at + (match?.[0].length ?? 0);
    const list = /^[\w,\s-]*?(?=\s+until=|\s+--|\s*$)/.exec(text.slice(start, span.end))?.[0] ?? "";
    return [{ span: { start, end: start + list.length }, text: left.join(",") }];
  }
  const before = comment.slice(0, at).replace(/[\s;,]+$/, "");
  if (before !== "//") return [{ span: { start: span.start + before.length, end: span.end }, text: "" }];
  const lineStart = text.lastIndexOf("\n", span.start - 1) + 1;
  const code = text.slice(lineStart, span.start);
  if (code.trim() !== "") return [{ span: { start: lineStart + code.trimEnd().length, end: span.end }, text: "" }];
  return [{ span: { start: span.start - code.length, end: endOfComment(text, span.end, lineStart) }, text: "" }];
}

/** Behind the line of a comment, and behind a blank line below it that would then follow another or begin the file. */
function endOfComment(text: string, end: number, lineStart: number): number {
  const newline = text.indexOf("\n", end);
  if (newline === -1) return text.length;
  const blank = /^[ \t]*\r?\n/.exec(text.slice(newline + 1))?.[0] ?? "";
  const above = text.slice(0, Math.max(0, lineStart - 1));
  const first = /(?:^|\n)[ \t\r]*$/.test(above) || lineStart === 0;
  return newline + 1 + (first ? blank.length : 0);
}
