import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { repository } from "./spawn-cli.ts";

/** Folder of the extension. */
export const extension = join(repository, "editors", "vscode");

/** Why the extension cannot be built; undefined where it can. */
export function extensionMissing(): string | undefined {
  return existsSync(join(extension, "node_modules", "@vscode", "vsce"))
    ? undefined
    : "npm --prefix editors/vscode ci brings its tools";
}

/** Checks, builds and packs the extension as its own script does; of two names for the archive the last counts. */
export function packExtension(vsix: string): void {
  execFileSync("npm", ["run", "--silent", "package", "--", "--out", vsix], {
    cwd: extension,
    stdio: "pipe",
    shell: process.platform === "win32",
  });
}

/** The files that are packed, relative to the extension's folder. */
export function packedFiles(): readonly string[] {
  const vsce = join(extension, "node_modules", "@vscode", "vsce", "vsce");
  return execFileSync(process.execPath, [vsce, "ls", "--no-dependencies"], { cwd: extension, encoding: "utf8" })
    .trim()
    .split("\n")
    .sort();
}
