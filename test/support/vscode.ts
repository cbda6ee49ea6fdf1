import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { type Browser, browserMissing, type Page, startBrowser } from "./browser.ts";
import { toolCache } from "./paths.ts";
import { offlineEnvironment } from "./spawn-cli.ts";

const server = join(toolCache, "code-server-4.139.1");
const node = join(toolCache, "node-24.19.0", "tools", "node");
const entry = join(server, "node_modules", "code-server", "out", "node", "entry.js");

/** Why there is no VS Code to test with; undefined where there is one. */
export function vscodeMissing(): string | undefined {
  if (!existsSync(join(server, "installed")) || !existsSync(node)) return "no code-server; test/e2e/vscode-install.sh brings it";
  return browserMissing();
}

/** A VS Code that runs as a server, seen by a browser. */
export interface VsCode {
  readonly page: Page;
  /** Presses keys, one after the other. */
  press(...keys: readonly string[]): Promise<void>;
  /** Presses keys that bring something up, again if it does not come: a busy machine loses some. */
  bring(keys: readonly string[], selector: string): Promise<void>;
  /** Chooses a command of the palette by its title. */
  command(title: string): Promise<void>;
  /** Opens a file of the folder by its name. */
  open(file: string): Promise<void>;
  /** Sets the cursor. Both count from 1. */
  goTo(line: number, column: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts one.
 * @param options.home empty directory for its data
 * @param options.folder what is opened
 * @param options.extensions archives (.vsix) to install
 * @param options.settings of the user
 */
export async function startVsCode(options: {
  readonly home: string;
  readonly folder: string;
  readonly extensions: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
}): Promise<VsCode> {
  const { home, folder, extensions, settings } = options;
  const env = { ...offlineEnvironment(/^(VSCODE|ELECTRON)/), ...options.env };
  const places = ["--user-data-dir", join(home, "data"), "--extensions-dir", join(home, "extensions")];
  const install = extensions.flatMap((archive) => ["--install-extension", archive]);
  execFileSync(node, [entry, ...places, ...install], { env, stdio: "pipe" });
  mkdirSync(join(home, "data", "User"), { recursive: true });
  writeFileSync(join(home, "data", "User", "settings.json"), JSON.stringify({ ...quiet, ...settings }));

  const port = await freePort();
  const flags = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check"];
  const child = spawn(node, [entry, ...flags, ...places], { env, stdio: "pipe", detached: true });
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    endGroup(child);
  };
  try {
    await listening(child);
    browser = await startBrowser();
    const page = await browser.newPage({ viewport: { width: 1500, height: 950 } });
    await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}`);
    await page.locator(".monaco-workbench .part.statusbar").waitFor();
    return { page, close, ...keyboard(page) };
  } catch (error) {
    await close();
    throw error;
  }
}

const quiet = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "chat.disableAIFeatures": true,
  "extensions.autoUpdate": false,
  "files.autoSave": "off",
  "telemetry.telemetryLevel": "off",
  "editor.hover.delay": 100,
  "window.autoDetectColorScheme": false,
};

function keyboard(page: Page): Pick<VsCode, "press" | "bring" | "command" | "open" | "goTo"> {
  const input = ".quick-input-widget .quick-input-box input";
  /** Chooses a row, looking again while there is none: a file that was made just now is not found at once. */
  async function choose(keys: string, text: string, row: string, left = 3): Promise<void> {
    await page.keyboard.press(keys);
    await page.locator(input).waitFor();
    await page.locator(input).fill(text);
    try {
      if (row !== "") {
        await page.locator(`.quick-input-list .monaco-list-row.focused[aria-label*="${row}"]`).waitFor({ timeout: 8000 });
      }
    } catch (error) {
      if (left === 0) throw error;
      await page.keyboard.press("Escape");
      return choose(keys, text, row, left - 1);
    }
    await page.keyboard.press("Enter");
  }
  return {
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    async bring(keys, selector) {
      for (let left = 4; ; left--) {
        for (const key of keys) await page.keyboard.press(key);
        try {
          return await page.locator(selector).first().waitFor({ timeout: 8000 });
        } catch (error) {
          if (left === 0) throw error;
          await page.keyboard.press("Escape");
        }
      }
    },
    command: (title) => choose("F1", `>${title}`, title),
    async open(file) {
      await choose("Control+P", file, file);
      await page.locator(`.tab.active[data-resource-name="${file}"]`).waitFor();
      await page.locator(".editor-instance .view-lines").first().waitFor();
    },
    async goTo(line, column) {
      await choose("Control+G", `:${line}:${column}`, "");
      await page.locator(`.statusbar-item:has-text("Ln ${line}, Col ${column}")`).waitFor();
      await page.locator(".editor-instance .monaco-editor.focused").waitFor();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.once("exit", (code) => reject(new Error(`code-server ended with ${code}\n${said}`)));
    const read = (part: Buffer): void => {
      said += part;
      if (/HTTP server listening/.test(said)) resolve();
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
  });
}

/** It has processes of its own, which outlive it otherwise. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGTERM");
  } catch {
    // all are gone
  }
}
