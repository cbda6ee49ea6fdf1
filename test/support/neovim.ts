import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "gomod-lint");

/** $NVIM, then PATH, then what neovim-install.sh brought: the first that is at least 0.11. */
export function findNeovim(): string | undefined {
  return [process.env["NVIM"], "nvim", join(cache, "neovim-0.11.4", "bin", "nvim")].find((candidate) => {
    // Inside of Neovim $NVIM is its socket, which cannot be run.
    const { stdout } = candidate === undefined ? { stdout: "" } : spawnSync(candidate, ["--version"], { encoding: "utf8" });
    const [, major, minor] = /^NVIM v(\d+)\.(\d+)/.exec(stdout ?? "") ?? [];
    return Number(major) > 0 || Number(minor) >= 11;
  });
}

/** $GOPLS, then PATH, then what gopls-install.sh brought. It needs the go command. */
export function findGopls(): string | undefined {
  if (spawnSync("go", ["version"]).status !== 0) return undefined;
  return [process.env["GOPLS"], "gopls", join(cache, "gopls-0.24.0", "gopls")].find(
    (candidate) => candidate !== undefined && spawnSync(candidate, ["version"]).status === 0,
  );
}
