import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { repository, toolCache } from "./paths.ts";
import type { ScratchFolder } from "./scratch-folder.ts";
import { installProgram, offlineEnvironment } from "./spawn-cli.ts";

/** $NVIM, then PATH, then what neovim-install.sh brought: the first that is at least 0.11. */
export function findNeovim(): string | undefined {
  return [process.env["NVIM"], "nvim", join(toolCache, "neovim-0.11.4", "bin", "nvim")].find((candidate) => {
    // Inside of Neovim $NVIM is its socket, which cannot be run.
    const { stdout } = candidate === undefined ? { stdout: "" } : spawnSync(candidate, ["--version"], { encoding: "utf8" });
    const [, major, minor] = /^NVIM v(\d+)\.(\d+)/.exec(stdout ?? "") ?? [];
    return Number(major) > 0 || Number(minor) >= 11;
  });
}

/** $GOPLS, then PATH, then what gopls-install.sh brought. It needs the go command. */
export function findGopls(): string | undefined {
  if (spawnSync("go", ["version"]).status !== 0) return undefined;
  return [process.env["GOPLS"], "gopls", join(toolCache, "gopls-0.24.0", "gopls")].find(
    (candidate) => candidate !== undefined && spawnSync(candidate, ["version"]).status === 0,
  );
}

/** Lua for a Neovim, over a folder whose module cache is its `modcache`. */
export interface NeovimScript {
  /** what is opened, by its path in the folder */
  readonly file: string;
  /** what stands outside of the script: its functions and the configuration */
  readonly setup: string;
  /** fills the global `report`; an error fails the test */
  readonly script: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a script in a Neovim with nothing but the plugin and the program on its PATH, and gives what the script left in `report`. */
// biome-ignore lint/suspicious/noExplicitAny: what the script reported is what the test asks about
export function runNeovim(nvim: string, folder: ScratchFolder, { file, setup, script, env = {} }: NeovimScript): any {
  const at = (name: string): string => join(folder.path, name);
  folder.write({ "script.lua": `${prelude}\n${setup}\nlocal ok, message = pcall(function()\n${script}\n${epilogue}` });
  installProgram(at("bin"));
  fs.rmSync(at("report.json"), { force: true });
  const plugin = "set runtimepath^=$PLUGIN noswapfile";
  const { status, stdout, stderr } = spawnSync(
    nvim,
    ["--clean", "--headless", "-i", "NONE", "--cmd", plugin, "-S", "script.lua", file],
    {
      cwd: folder.path,
      encoding: "utf8",
      timeout: 100_000,
      env: {
        ...offlineEnvironment(/^(NVIM|XDG_)/),
        PATH: `${at("bin")}:${process.env["PATH"]}`,
        PLUGIN: join(repository, "editors", "neovim").replaceAll(" ", "\\ "),
        REPORT: at("report.json"),
        GOMODCACHE: at("modcache"),
        XDG_STATE_HOME: at("state"),
        XDG_CONFIG_HOME: at("config"),
        XDG_DATA_HOME: at("data"),
        ...env,
      },
    },
  );
  const said = `${stdout}\n${stderr}`;
  assert.ok(fs.existsSync(at("report.json")), `no report; exit ${status}\n${said}`);
  const report = JSON.parse(folder.read("report.json"));
  assert.equal(report.error, undefined, `${report.error}\n${said}`);
  assert.equal(status, 0, said);
  return report;
}

const prelude = `
report = {}
function wait(condition, what)
  if not vim.wait(30000, condition, 20) then
    local found = vim.tbl_map(function(d)
      return tostring(d.source) .. ": " .. tostring(d.code) .. ":" .. d.lnum .. ": " .. d.message
    end, vim.diagnostic.get(0))
    error("waited in vain for " .. what .. "; findings: " .. vim.inspect(found))
  end
end
`;

const epilogue = `
end)
if not ok then report.error = tostring(message) end
local file = assert(io.open(vim.env.REPORT, "w"))
file:write(vim.json.encode(report))
file:close()
vim.cmd("qall!")
`;
