import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { codeFile, runBundle } from "../server/load-bundle.ts";

// Keeps the code that V8 makes of the bundle, with that of the functions which common commands need: those that have run.
const folder = fileURLToPath(new URL("../bin", import.meta.url));
const { program, script } = runBundle(folder, createRequire(`${folder}/program.js`));
for (const command of ["check", "graph", "list"]) await program.runProgram([command, "--offline"]);
writeFileSync(codeFile(folder), script.createCachedData());
process.exitCode = 0;
