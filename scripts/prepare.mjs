import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";

// Builds after `npm ci`, before `npm pack`, and where npm installs this repository from git. There npm means to install the development
// dependencies first, but does not do so for a global install, as of `npm install -g git+…` and of pre-commit: its own setting `global`
// reaches the inner install. Then they are brought here.
const folder = fileURLToPath(new URL("..", import.meta.url));
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_config_(global|location|prefix)$/i.test(name)),
);

/** @param {string[]} args */
function npm(...args) {
  const { npm_execpath: script } = process.env;
  const [file, before] = script === undefined ? ["npm", []] : [process.execPath, [script]];
  // Standard output is the caller's: the name of the archive that `npm pack` makes.
  execFileSync(file, [...before, ...args], {
    cwd: folder,
    env,
    stdio: ["ignore", 2, 2],
    shell: script === undefined && process.platform === "win32",
  });
}

if (!existsSync(new URL("../node_modules/typescript", import.meta.url))) {
  npm("ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", "--silent");
}
npm("run", "build", "--silent");
