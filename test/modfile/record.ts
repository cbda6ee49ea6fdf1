import { readFileSync, writeFileSync } from "node:fs";
import type { ModValues, Oracle, ParseAnswer } from "../differential/oracle.ts";
import { startOracle } from "../differential/oracle.ts";
import type { Case } from "./against-go.ts";
import { type Recorded, recorded, recordedPath } from "./recorded.ts";

/*
 * Adds texts to fixtures/recorded.jsonl, each with what the go command's own code makes of it, and records the others anew:
 *
 *     node dist/test/modfile/record.js FILE…
 *
 * A text that once made a difference between Go and this program is kept there.
 */

/** What Go makes of the texts. */
export async function record(oracle: Oracle, cases: readonly Case[]): Promise<Recorded[]> {
  const strict = await oracle.ask(cases.map(({ text, kind }) => ({ op: "parse" as const, text, kind })));
  const lax = await oracle.ask(cases.map(({ text }) => ({ op: "parse" as const, text, kind: "lax" as const })));
  return cases.map(({ kind, text }, index): Recorded => {
    const { errors, values, formatted } = strict[index] as ParseAnswer;
    const { errors: laxErrors, parsed } = lax[index] as ParseAnswer<ModValues>;
    return {
      kind,
      text,
      errorLines: [...new Set(errors.map((e) => e.line))].sort((a, b) => a - b),
      values,
      formatted,
      lax: parsed ?? { line: laxErrors[0]?.line ?? 0 },
    };
  });
}

async function main(paths: readonly string[]): Promise<void> {
  const added = paths.map((path): Case => ({ kind: path.endsWith(".work") ? "work" : "mod", text: readFileSync(path, "utf8") }));
  const known = recorded().map(({ kind, text }): Case => ({ kind, text }));
  const cases = [...known, ...added.filter((a) => !known.some((k) => k.kind === a.kind && k.text === a.text))];
  const oracle = await startOracle();
  try {
    const entries = await record(oracle, cases);
    writeFileSync(recordedPath, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  } finally {
    await oracle.close();
  }
}

if (process.argv[1]?.endsWith("record.js") === true) await main(process.argv.slice(2));
