import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "./corpus.ts";
import { inTurn, median, peakMemory } from "./measure.ts";
import type { Row } from "./row.ts";

/** What a tree of many modules costs in one process. */
export function treeRows(apps: readonly App[], main: string, rounds: number): readonly Row[] {
  const root = mkdtempSync(join(tmpdir(), "gomod-lint-bench-"));
  try {
    const small = join(root, "small");
    const large = join(root, "large");
    writeTree(small, apps, 100);
    writeTree(large, apps, 500);
    const command = [process.execPath, main, "check", "--offline"] as const;
    const everyRule = [...command, "--level", "info", "--select", ruleIds(main).join()] as const;
    const codes = [0, 1];
    const times = inTurn(
      [
        { name: "node", command: [process.execPath, "-e", "0"] },
        { name: "small", command, cwd: small, codes },
        { name: "large", command, cwd: large, codes },
        { name: "every rule", command: everyRule, cwd: large, codes },
      ],
      rounds,
    );
    const of = (name: string): number => median(times.get(name) ?? []);
    const eachOf = (name: string, count: number): number => (of(name) - of("node")) / count;
    return [
      { app: "", what: "500 modules in one tree, seconds", value: of("large") / 1000, bar: 3 },
      { app: "", what: "500 modules in one tree, every rule on, seconds", value: of("every rule") / 1000, bar: 3 },
      {
        app: "",
        what: "500 modules in one tree, every rule on, peak memory in MiB",
        value: peakMemory(everyRule.slice(1), large),
        bar: 300,
      },
      { app: "", what: "500 modules in one tree, peak memory in MiB", value: peakMemory(command.slice(1), large), bar: 300 },
      {
        app: "",
        what: "one of 500 modules / one of 100 modules, the same dependencies",
        value: eachOf("large", 500) / eachOf("small", 100),
        bar: 1.1,
      },
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Every rule but those that a configuration has to tell what to find. */
function ruleIds(main: string): readonly string[] {
  const { stdout } = spawnSync(process.execPath, [main, "rules", "--format", "json"], { encoding: "utf8" });
  const { rules } = JSON.parse(stdout) as { readonly rules: readonly { readonly id: string; readonly group: string }[] };
  return rules.filter(({ group }) => group !== "policy").map(({ id }) => id);
}

/**
 * Writes a tree of `count` modules, in folders of their own: the corpus' go.mod files one after the other and over again, each time under
 * another module path and without another one of their requirements, so that no two graphs are the same.
 */
function writeTree(root: string, apps: readonly App[], count: number): void {
  const texts = apps.map((app) => readFileSync(join(app.dir, "go.mod"), "utf8"));
  for (let i = 0; i < count; i++) {
    const text = texts[i % texts.length] ?? "";
    const folder = join(root, `m${i}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "go.mod"), vary(text, Math.floor(i / texts.length), `/m${i}`));
  }
}

function vary(text: string, round: number, suffix: string): string {
  const lines = text.split("\n").map((line) => (line.startsWith("module ") ? `${line.trimEnd()}${suffix}` : line));
  const requirements = lines.flatMap((line, at) => (/^\t\S+ v\S+( \/\/ indirect)?$/.test(line) ? [at] : []));
  const gone = requirements[(round * 7) % requirements.length];
  return (round === 0 ? lines : lines.filter((_, at) => at !== gone)).join("\n");
}
