import type { AnyRule } from "../server/analysis/rule.ts";

/** What one rule finds in one module. */
export interface Count {
  /** findings for information */
  readonly remarks: number;
  /** warnings and errors */
  readonly warnings: number;
}

/** Begins the section with the counts. */
export const heading = "## On published modules";
const most = 6;

/** Whether what a rule finds says something of the modules, not of the machine or a configuration. */
export function hasCounts({ id, group }: AnyRule): boolean {
  return group !== "policy" && group !== "env" && id !== "toolchain-unavailable";
}

/**
 * The documentation of a rule with what it found: the first paragraph of a section of its own, before “See”. What stands below that
 * paragraph is written by hand and stays.
 *
 * @param counts by `PATH@VERSION`, only of modules with findings
 * @param modules how many were looked at
 */
export function withCounts(page: string, counts: ReadonlyMap<string, Count>, modules: number): string {
  const text = paragraph(counts, modules);
  const section = page.indexOf(`\n${heading}\n`);
  if (section === -1) {
    const see = page.indexOf("\n## See\n");
    if (see === -1) throw new Error("no place for the counts: ## See");
    return `${page.slice(0, see)}\n${heading}\n\n${text}\n${page.slice(see)}`;
  }
  const start = section + heading.length + 3;
  const end = page.indexOf("\n\n", start);
  return `${page.slice(0, start)}${text}${page.slice(end)}`;
}

function paragraph(counts: ReadonlyMap<string, Count>, modules: number): string {
  const of = (kind: keyof Count): string | undefined => {
    const names = [...counts].filter(([, count]) => count[kind] > 0).map(([module]) => name(module));
    const total = [...counts.values()].reduce((sum, count) => sum + count[kind], 0);
    if (total === 0) return undefined;
    const what = kind === "remarks" ? "for information" : "as a warning or error";
    const who = names.length > most ? `${names.slice(0, most).join(", ")} and ${names.length - most} more` : names.join(", ");
    return `${total} ${what} in ${names.length} (${who})`;
  };
  const found = [of("warnings"), of("remarks")].filter((part) => part !== undefined);
  const list = `[${modules} modules](../scripts/measured-modules.txt)`;
  return found.length === 0 ? `Found in none of ${list}.` : wrap(`Found in ${list}: ${found.join("; ")}.`);
}

/** `github.com/grafana/loki/v3@v3.7.8` → `grafana/loki`. */
function name(module: string): string {
  const path = module.slice(0, module.lastIndexOf("@"));
  return path.slice(path.indexOf("/") + 1).replace(/\/v\d+$/, "");
}

function wrap(text: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > 130) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
}
