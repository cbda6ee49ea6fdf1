import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { repository } from "./paths.ts";

/** Folder of the extension. */
export const extension = join(repository, "editors", "vscode");

const vsce = join(extension, "node_modules", "@vscode", "vsce", "vsce");

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

/** Packs an extension that stands in for another one: its manifest and its program. */
export function packStandIn(folder: string, manifest: object, program: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "README.md"), "# A stand-in\n");
  writeFileSync(join(folder, "main.js"), program);
  const vsix = join(folder, "stand-in.vsix");
  const flags = ["--no-dependencies", "--allow-missing-repository", "--skip-license", "--allow-star-activation"];
  execFileSync(process.execPath, [vsce, "package", ...flags, "--out", vsix], { cwd: folder, stdio: "pipe" });
  return vsix;
}

/** The files that are packed, relative to the extension's folder. */
export function packedFiles(): readonly string[] {
  return execFileSync(process.execPath, [vsce, "ls", "--no-dependencies"], { cwd: extension, encoding: "utf8" })
    .trim()
    .split("\n")
    .sort();
}
