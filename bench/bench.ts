import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { coldRows, startProxy } from "./cold.ts";
import { corpusApps, corpusFolder } from "./corpus.ts";
import { packageRows } from "./package.ts";
import type { Row } from "./row.ts";
import { treeRows } from "./tree.ts";
import { warmRows } from "./warm.ts";

/**
 * What a user of the command waits for (of the language server: language-server.ts), as ratios of medians that were measured in turn in one run, each with its bar.
 *
 *     node dist/bench/bench.js [--app=NAME] [--json]        BENCH_ROUNDS: how often each (default 11)
 */
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
const go = spawnSync("go", ["version"], { encoding: "utf8" });
const hasGo = go.status === 0;
const corpus = corpusApps(folder);
const apps = corpus.filter((app) => (only === undefined ? app.requirements >= 100 : app.name.includes(only)));

const rows: Row[] = [];
for (const app of apps) rows.push(...(await warmRows(app, main, rounds, hasGo)));
if (hasGo) {
  const proxy = await startProxy();
  // These take seconds each.
  const few = Math.ceil(rounds / 2);
  for (const app of apps) if (app.loadable) rows.push(...coldRows(app, main, few, proxy));
  proxy.close();
}
if (only === undefined) rows.push(...treeRows(corpus, main, Math.ceil(rounds / 3)), ...packageRows(main, rounds));
report(rows);

function report(all: readonly Row[]): void {
  if (json) {
    console.log(
      JSON.stringify({ node: process.version, rounds, go: hasGo ? go.stdout.trim() : undefined, rows: all }, undefined, 1),
    );
    return;
  }
  for (const what of new Set(all.map((row) => row.what))) {
    const of = all.filter((row) => row.what === what);
    const worst = Math.max(...of.map((row) => row.value));
    const bar = of[0]?.bar ?? Number.NaN;
    console.log(
      `${worst <= bar ? "ok  " : "MISS"} ${what.padEnd(64)} bar ${Number.isFinite(bar) ? bar.toFixed(2) : "none"}  worst ${worst.toFixed(2)}`,
    );
    for (const { app, value, least } of of) {
      if (app === "") continue;
      const best = least === undefined ? "" : `  (shortest runs ${least.toFixed(2)})`;
      console.log(`       ${app.padEnd(50)} ${value.toFixed(2)}${best}${value <= bar ? "" : "  above the bar"}`);
    }
  }
}
