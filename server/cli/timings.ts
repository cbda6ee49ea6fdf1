import type { Timings } from "../analysis/stopwatch.ts";

/** Rules that are named one by one; the rest is a sum. */
const named = 10;

/** A table for people: phases in their order, then the rules that took longest. */
export function timingsText({ phases, rules, total }: Timings): string {
  const all = Object.entries(rules);
  const rest = all.slice(named);
  const rows = [
    ...Object.entries(phases),
    ["total", total] as const,
    undefined,
    ...all.slice(0, named),
    ...(rest.length === 0 ? [] : [[`${rest.length} more rules`, rest.reduce((sum, [, ms]) => sum + ms, 0)] as const]),
  ];
  const lines = rows.map((row) => (row === undefined ? "" : `${row[1].toFixed(1).padStart(8)} ms  ${row[0]}`));
  return `${lines.join("\n").trimEnd()}\n`;
}
