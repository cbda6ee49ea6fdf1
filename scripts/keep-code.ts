import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { codeFile, runBundle } from "../server/load-bundle.ts";

// Keeps the code that V8 makes of the bundle, with that of the functions which common commands need: those that have run. The working
// directory has a bit of everything, but is too small for its graph to be kept (sources/kept-graphs.ts): another world has 250 modules.
const folder = fileURLToPath(new URL("../bin", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "gomod-lint-build-"));
try {
  const cache = join(scratch, "cache");
  const modules: string[] = [];
  for (let i = 0; i < 250; i++) modules.push(`example.com/m${i}`);
  for (const [i, module] of modules.entries()) {
    const versions = join(cache, "cache", "download", module, "@v");
    mkdirSync(versions, { recursive: true });
    const requirement = i === 0 ? "" : `\nrequire ${modules[i - 1]} v1.0.0\n`;
    writeFileSync(join(versions, "v1.0.0.mod"), `module ${module}\n\ngo 1.21\n${requirement}`);
  }
  const requirements = modules.map((module) => `\t${module} v1.0.0\n`).join("");
  writeFileSync(join(scratch, "go.mod"), `module example.com/main\n\ngo 1.21\n\nrequire (\n${requirements})\n`);

  // What changed just now does not count as old.
  const { now } = Date;
  Date.now = () => now() + 60_000;
  const { program, script } = runBundle(folder, createRequire(`${folder}/program.js`));
  const run = async (commands: readonly string[]): Promise<void> => {
    for (const command of commands) await program.runProgram([command, "--offline"]);
  };
  process.env["GOMODLINT_CACHE"] = join(scratch, "own");
  await run(["check", "graph", "list"]);
  process.chdir(scratch);
  process.env["GOMODCACHE"] = cache;
  await run(["graph", "check", "graph"]);
  writeFileSync(codeFile(folder), script.createCachedData());
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = 0;
