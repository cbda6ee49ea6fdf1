import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type App, corpusApps, corpusFolder } from "./corpus.ts";
import { completeSums, inProcess } from "./engine.ts";
import { inTurn, median, peakMemory, type Subject } from "./measure.ts";

/** One line of the result: a ratio of medians of one run, with its bar. */
interface Row {
  readonly app: string;
  readonly what: string;
  readonly ratio: number;
  readonly bar: number;
}

const main = fileURLToPath(new URL("../bin/main.js", import.meta.url));
const rounds = Number(process.env["BENCH_ROUNDS"] ?? 11);
const json = process.argv.includes("--json");
const only = process.argv.find((word) => word.startsWith("--app="))?.slice("--app=".length);

const folder = corpusFolder();
if (folder === undefined) {
  console.error(
    "bench: no corpus; bring published go.mod files to .corpus/NAME/go.mod, or set GOMOD_LINT_CORPUS to their folder",
  );
  process.exit(2);
}
const hasGo = spawnSync("go", ["version"]).status === 0;
const apps = corpusApps(folder).filter((app) => (only === undefined ? app.requirements >= 100 : app.name.includes(only)));
const rows: Row[] = [];
for (const app of apps) rows.push(...(await measureApp(app)));
report(rows);

async function measureApp(app: App): Promise<readonly Row[]> {
  // A copy, so that go.sum can be there or not.
  const root = mkdtempSync(join(tmpdir(), "gomod-lint-bench-"));
  try {
    const bare = join(root, "bare");
    const summed = join(root, "summed");
    for (const dir of [bare, summed]) cpSync(join(app.dir, "go.mod"), join(dir, "go.mod"));
    writeFileSync(join(summed, "go.sum"), await completeSums(summed));
    const settings = { GOFLAGS: "-mod=mod", GOWORK: "off", GOTOOLCHAIN: "local" };
    const lint = (command: string, ...options: string[]): readonly [string, ...string[]] => [
      process.execPath,
      main,
      command,
      "--offline",
      ...options,
    ];
    const subjects: Subject[] = [
      { name: "node", command: [process.execPath, "-e", "0"] },
      { name: "graph", command: lint("graph"), cwd: summed, codes: [0, 3] },
      { name: "check", command: lint("check"), cwd: summed, codes: [0, 1] },
    ];
    if (hasGo && app.loadable) {
      subjects.push({ name: "go mod graph, go.sum", command: ["go", "mod", "graph"], cwd: summed, env: settings });
      subjects.push({ name: "go mod graph, no go.sum", command: ["go", "mod", "graph"], cwd: bare, env: settings });
      const offline = { ...settings, GOFLAGS: "", GOPROXY: "off" };
      subjects.push({
        name: "go mod tidy -diff",
        command: ["go", "mod", "tidy", "-diff"],
        cwd: summed,
        env: offline,
        codes: [0, 1],
      });
    }
    const times = inTurn(subjects, rounds);
    const of = (name: string): number => median(times.get(name) ?? []);
    const inside = await inProcess(summed, rounds);
    const found: Row[] = [
      { app: app.name, what: "graph process / node -e 0", ratio: of("graph") / of("node"), bar: 2.0 },
      { app: app.name, what: "check process / node -e 0", ratio: of("check") / of("node"), bar: 2.5 },
      { app: app.name, what: "peak memory of check, MiB", ratio: peakMemory([main, "check", "--offline"], summed), bar: 110 },
    ];
    if (times.has("go mod graph, go.sum")) {
      found.push(
        { app: app.name, what: "graph inside the process / go mod graph", ratio: inside / of("go mod graph, go.sum"), bar: 1.0 },
        {
          app: app.name,
          what: "check / go mod graph without go.sum",
          ratio: of("check") / of("go mod graph, no go.sum"),
          bar: 0.75,
        },
        { app: app.name, what: "check / go mod tidy -diff", ratio: of("check") / of("go mod tidy -diff"), bar: 1.0 },
      );
    }
    return found;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function report(all: readonly Row[]): void {
  if (json) {
    console.log(JSON.stringify({ node: process.version, rounds, go: hasGo ? version() : undefined, rows: all }, undefined, 1));
    return;
  }
  const whats = [...new Set(all.map((row) => row.what))];
  for (const what of whats) {
    const of = all.filter((row) => row.what === what);
    const worst = Math.max(...of.map((row) => row.ratio));
    const bar = of[0]?.bar ?? Number.NaN;
    console.log(`${worst <= bar ? "ok  " : "MISS"} ${what.padEnd(44)} bar ${bar.toFixed(2)}  worst ${worst.toFixed(2)}`);
    for (const row of of)
      console.log(`       ${row.app.padEnd(50)} ${row.ratio.toFixed(2)}${row.ratio <= row.bar ? "" : "  above the bar"}`);
  }
}

function version(): string {
  return spawnSync("go", ["version"], { encoding: "utf8" }).stdout.trim();
}
