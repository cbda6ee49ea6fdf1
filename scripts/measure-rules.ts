import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rules } from "../rules/index.ts";
import { type Count, hasCounts, withCounts } from "./rule-counts.ts";

// Counts what each rule finds in published modules, and writes it into the rule's documentation. Needs the go command and a network.
const repository = fileURLToPath(new URL("../..", import.meta.url));
const main = join(repository, "dist/bin/main.js");
const modules = readFileSync(join(repository, "scripts/measured-modules.txt"), "utf8").trim().split("\n");
const measured = rules.filter(hasCounts);

const counts = new Map<string, Map<string, Count>>(measured.map((rule) => [rule.id, new Map()]));
let files = 0;
for (const module of modules) {
  for (const file of ["go.mod", "go.work"]) {
    const path = join(download(module), file);
    if (!existsSync(path)) continue;
    files++;
    for (const { rule, severity } of lint(path)) {
      const of = counts.get(rule);
      const count = of?.get(module) ?? { remarks: 0, warnings: 0 };
      of?.set(
        module,
        severity === "info" ? { ...count, remarks: count.remarks + 1 } : { ...count, warnings: count.warnings + 1 },
      );
    }
  }
}
for (const { id } of measured) {
  const page = join(repository, "rules", `${id}.md`);
  writeFileSync(page, withCounts(readFileSync(page, "utf8"), counts.get(id) ?? new Map(), modules.length));
}
process.stdout.write(`${files} files of ${modules.length} modules\n`);

/** The folder of a module in the module cache. */
function download(module: string): string {
  const run = spawnSync("go", ["mod", "download", "-json", module], { encoding: "utf8", env: { ...process.env, GOWORK: "off" } });
  const { Dir, Error: error } = JSON.parse(run.stdout) as { Dir?: string; Error?: string };
  if (Dir === undefined) throw new Error(`${module}: ${error ?? run.stderr}`);
  return Dir;
}

function lint(path: string): readonly { readonly rule: string; readonly severity: string }[] {
  const select = measured.map((rule) => rule.id).join(",");
  const args = ["check", "--no-config", "--level", "info", "--format", "json", "--select", select, path];
  const run = spawnSync(process.execPath, [main, ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0 && run.status !== 1) throw new Error(`${path}: ${run.stderr}`);
  return JSON.parse(run.stdout).findings;
}
