import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { App } from "./corpus.ts";
import { percentile, type Times } from "./measure.ts";
import { residentSet, type ServerProgram, startServer } from "./server-process.ts";

/** What an editor waits for of any server for go.mod files, in milliseconds. */
interface Waits {
  /** from the start of the process to the first publication for the file */
  readonly start: Times;
  /** from an edit that makes or mends a syntax error to the diagnostics that say so */
  readonly syntax: Times;
  readonly hover: Times;
  /** MiB at the end */
  readonly memory: number;
}

/** Where gopls is: GOPLS, PATH, or where `go install` puts it. */
export function findGopls(): string | undefined {
  const named = process.env["GOPLS"];
  if (named !== undefined) return named;
  if (spawnSync("gopls", ["version"]).status === 0) return "gopls";
  const installed = join(homedir(), "go", "bin", "gopls");
  return existsSync(installed) ? installed : undefined;
}

/**
 * The same of gomod-lint and gopls, in turn: a folder with a go.mod of the corpus and a Go file, and no network.
 * @returns lines to print
 */
export async function besideGopls(app: App, own: ServerProgram, gopls: string, rounds: number): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "gomod-lint-bench-"));
  try {
    cpSync(join(app.dir, "go.mod"), join(folder, "go.mod"));
    const module = /^module (\S+)/m.exec(readFileSync(join(folder, "go.mod"), "utf8"))?.[1] ?? "";
    writeFileSync(join(folder, "main.go"), `// Command main is of ${module}.\npackage main\n\nfunc main() {}\n`);
    const other: ServerProgram = {
      name: "gopls",
      command: [gopls],
      env: { GOPROXY: "off", GOTOOLCHAIN: "local", GOWORK: "off", GOFLAGS: "-mod=mod" },
      settings: null,
    };
    const waits = new Map<string, Waits>();
    for (const program of [own, other]) waits.set(program.name, await waitsOf(program, folder, rounds));
    const lines = [`${app.name}, beside gopls, p50 and p95 (gomod-lint | gopls)`];
    const [a, b] = [waits.get(own.name), waits.get("gopls")];
    if (a === undefined || b === undefined) return lines;
    for (const [what, of] of [
      ["start to first diagnostics", "start"],
      ["syntax error made or mended", "syntax"],
      ["hover", "hover"],
    ] as const) {
      lines.push(`  ${what.padEnd(35)} ${shown(a[of])}  |  ${shown(b[of])}`);
    }
    lines.push(`  ${"memory".padEnd(35)} ${a.memory.toFixed(0)} MiB  |  ${b.memory.toFixed(0)} MiB`);
    return lines;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function waitsOf(program: ServerProgram, folder: string, rounds: number): Promise<Waits> {
  const path = join(folder, "go.mod");
  const uri = pathToFileURL(path).href;
  const text = readFileSync(path, "utf8");
  const start: number[] = [];
  const open = async (): ReturnType<typeof startServer> => {
    const server = await startServer(program, pathToFileURL(folder).href);
    server.client.notify("textDocument/didOpen", { textDocument: { uri, languageId: "go.mod", version: 1, text } });
    await server.client.wait(
      ({ method, params }) => method === "textDocument/publishDiagnostics" && params.uri === uri,
      "diagnostics",
      60_000,
    );
    start.push(performance.now() - server.began);
    return server;
  };
  for (let i = 0; i < 3; i++) (await open()).child.kill();
  const { client, child } = await open();
  const lines = text.split("\n");
  const last = { line: lines.length - 1, character: 0 };
  const requirement = lines.findIndex((line) => /^\t\S+ v\d+\.\d+\.\d+$/.test(line));
  const says = (
    d: readonly { readonly severity?: number; readonly range: { start: { line: number } } }[],
    error: boolean,
  ): boolean => d.some(({ severity, range }) => severity === 1 && range.start.line >= last.line) === error;
  const syntax: number[] = [];
  const hover: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const wrong = i % 2 === 0;
    const range = { start: last, end: wrong ? last : { line: last.line, character: "nonsense x".length } };
    const began = performance.now();
    client.notify("textDocument/didChange", {
      textDocument: { uri, version: i + 2 },
      contentChanges: [{ range, text: wrong ? "nonsense x" : "" }],
    });
    await client.wait(
      ({ method, params }) =>
        method === "textDocument/publishDiagnostics" && params.uri === uri && says(params.diagnostics, wrong),
      `diagnostics of ${program.name}`,
      60_000,
    );
    syntax.push(performance.now() - began);
    client.received.length = 0;
    if (wrong) continue;
    const asked = performance.now();
    await client.request("textDocument/hover", {
      textDocument: { uri },
      position: { line: requirement + (i % 40), character: 4 },
    });
    hover.push(performance.now() - asked);
  }
  const memory = residentSet(child);
  child.kill();
  return { start, syntax, hover, memory };
}

function shown(times: Times): string {
  return `${percentile(times, 0.5).toFixed(1).padStart(7)} ${percentile(times, 0.95).toFixed(1).padStart(7)}`;
}
