// Shows gomod-lint on the go.mod beside this file. Its dependencies' go.mod files lie in modcache/, laid out as the go command's own
// module cache, so that neither Go nor a network is needed.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const { bin } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const program = fileURLToPath(new URL(`../../${bin["gomod-lint"]}`, import.meta.url));
const env = {
  ...process.env,
  GOMODCACHE: fileURLToPath(new URL("modcache", import.meta.url)),
  GOWORK: "off",
  GOFLAGS: "",
  GOENV: "off",
};

process.stdout.write("$ cd examples/demo\n$ gomod-lint\n\n");
const { status, error } = spawnSync(process.execPath, [program, "check", "--offline"], { cwd: here, env, stdio: "inherit" });
if (status !== 1) {
  // The example is made to have findings.
  process.stderr.write(`the demo could not be shown${error === undefined ? "" : `: ${error.message}`} (status ${status})\n`);
  process.exit(1);
}
process.stdout.write(`
This go.mod is an example: its mistakes are what gomod-lint is for. In a Go module of your own:

  npx gomod-lint                      find such mistakes, offline, from what is in the module cache
  npx gomod-lint --diff               see what --fix would change
  npx gomod-lint why MODULE           who requires a module, and what forces its version
  npx gomod-lint help                 everything else

Before it is installed there, run it from here: node ${bin["gomod-lint"]} -C PATH/TO/MODULE
`);
