import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { inTurn } from "./measure.ts";
import { type Row, ratio } from "./row.ts";

/** What an installation weighs, and how long the program takes that has nothing to do. */
export function packageRows(main: string, rounds: number): readonly Row[] {
  const repository = fileURLToPath(new URL("../..", import.meta.url));
  const npm = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const packed = execFileSync("npm", npm, {
    cwd: repository,
    encoding: "utf8",
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ size, unpackedSize }] = JSON.parse(packed) as [{ readonly size: number; readonly unpackedSize: number }];
  const mebibytes = (bytes: number): number => bytes / 1024 / 1024;
  const times = inTurn(
    [
      { name: "version", command: [process.execPath, main, "--version"], cwd: tmpdir() },
      { name: "node", command: [process.execPath, "-e", "0"], cwd: tmpdir() },
    ],
    rounds,
  );
  return [
    { app: "", what: "package as npm sends it, MiB", value: mebibytes(size), bar: 0.75 },
    { app: "", what: "package on the disk, MiB", value: mebibytes(unpackedSize), bar: 3 },
    ratio("", "gomod-lint --version / node -e 0", times.get("version") ?? [], times.get("node") ?? [], 1.5),
  ];
}
