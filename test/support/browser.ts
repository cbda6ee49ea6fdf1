import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { toolCache } from "./paths.ts";

/** The parts of playwright-core that the tests use: it is no dependency, so that its types are not here. */
export interface Browser {
  newPage(options: { viewport: { width: number; height: number }; colorScheme?: "light" | "dark" }): Promise<Page>;
  close(): Promise<void>;
}

export interface Page {
  on(event: "console", listener: (message: { text(): string }) => void): void;
  on(event: "pageerror", listener: (error: Error) => void): void;
  on(event: "request", listener: (request: { url(): string }) => void): void;
  goto(url: string): Promise<unknown>;
  setContent(html: string): Promise<void>;
  addScriptTag(options: { content: string }): Promise<unknown>;
  evaluate<T>(body: string): Promise<T>;
  locator(selector: string): Locator;
  frameLocator(selector: string): FrameLocator;
  fill(selector: string, text: string): Promise<void>;
  waitForFunction(body: string): Promise<unknown>;
  screenshot(options: { path: string }): Promise<unknown>;
  close(): Promise<void>;
  readonly keyboard: { press(key: string): Promise<void>; type(text: string, options?: { delay: number }): Promise<void> };
  readonly mouse: {
    move(x: number, y: number): Promise<void>;
    down(): Promise<void>;
    up(): Promise<void>;
    wheel(x: number, y: number): Promise<void>;
  };
}

export interface FrameLocator {
  locator(selector: string): Locator;
  frameLocator(selector: string): FrameLocator;
}

export interface Locator {
  click(): Promise<void>;
  check(): Promise<void>;
  focus(): Promise<void>;
  fill(text: string): Promise<void>;
  press(key: string): Promise<void>;
  count(): Promise<number>;
  first(): Locator;
  allTextContents(): Promise<readonly string[]>;
  textContent(): Promise<string | null>;
  getAttribute(name: string): Promise<string | null>;
  isVisible(): Promise<boolean>;
  waitFor(options?: { timeout: number }): Promise<void>;
}

const folder = join(toolCache, "browser-1.65.1-12.3.0", "node_modules");

/** Why there is no browser to test with; undefined where there is one. */
export function browserMissing(): string | undefined {
  if (!existsSync(join(folder, "playwright-core"))) return "no playwright-core; test/e2e/browser-install.sh brings it";
  if (spawnSync("chromium", ["--version"]).status !== 0) return "no chromium; test/e2e/browser-install.sh brings it on Debian";
  return undefined;
}

/** Starts Debian's Chromium without window. */
export async function startBrowser(): Promise<Browser> {
  const { chromium } = (await import(pathToFileURL(join(folder, "playwright-core", "index.mjs")).href)) as {
    chromium: { launch(options: { executablePath: string; args: readonly string[] }): Promise<Browser> };
  };
  const quiet = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  return chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", ...quiet] });
}

/** Mermaid's program for a browser. */
export function mermaidScript(): string {
  return readFileSync(join(folder, "mermaid", "dist", "mermaid.min.js"), "utf8");
}
