import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { capableClient, type LspClient } from "../test/support/lsp-client.ts";
import { besideGopls, findGopls } from "./beside-gopls.ts";
import { type App, corpusApps, corpusFolder } from "./corpus.ts";
import { percentile } from "./measure.ts";
import { residentSet, type ServerProgram, startServer } from "./server-process.ts";

/**
 * Latencies of the language server at the raw protocol, process to process: what an editor waits for. Prints p50 and p95 in milliseconds.
 *
 *     npm run bench:editor -- [--app=NAME] [--edits=N] [--pause=MS between keystrokes] [--memory=N: measure the memory over so many edits]
 *
 * Keys come as from a fast hand, 60 ms after the answer to the last one; of edits without any pause there is a row of its own.
 *
 * Where gopls is, what both have is measured of both (GOPLS names its file).
 */
const option = (name: string): string | undefined =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);

const main = fileURLToPath(new URL("../bin/main.js", import.meta.url));
const edits = Number(option("edits") ?? 200);
const pause = Number(option("pause") ?? 60);

const capabilities = {
  ...capableClient,
  textDocument: {
    ...capableClient.textDocument,
    semanticTokens: {},
    inlayHint: { resolveSupport: { properties: ["tooltip", "label.location"] } },
  },
};

interface Running {
  readonly client: LspClient;
  readonly process: ChildProcess;
  /** milliseconds from the start of the process to the first diagnostics, which may be those of the file alone */
  readonly first: number;
  /** the same to the first diagnostics with all findings */
  readonly all: number;
  readonly uri: string;
}

const own: ServerProgram = {
  name: "gomod-lint",
  command: [process.execPath, main, "lsp", "--stdio"],
  settings: { offline: true },
};

async function start(app: App): Promise<Running> {
  const { client, child, began } = await startServer(own, null, capabilities);
  const path = join(app.dir, "go.mod");
  const uri = pathToFileURL(path).href;
  client.notify("textDocument/didOpen", {
    textDocument: { uri, languageId: "go.mod", version: 0, text: readFileSync(path, "utf8") },
  });
  const ofFile = await client.diagnostics(uri, 0);
  const first = performance.now() - began;
  // What the file alone says may come twice. Telegraf's graph adds to it, as that of most large applications does.
  await client.diagnostics(uri, 0, (all) => all.length > ofFile.length);
  return { client, process: child, first, all: performance.now() - began, uri };
}

/** Prints a row, with its bar for p95 in milliseconds where it has one. */
function row(what: string, times: readonly number[], bar?: number): void {
  const p95 = percentile(times, 0.95);
  const verdict = bar === undefined ? "" : p95 <= bar ? `  ok (bar ${bar})` : `  MISS (bar ${bar})`;
  console.log(`  ${what.padEnd(35)} ${shown(times)}${verdict}`);
}

/** Edits of a comment and of a requirement in turn, in bursts as a hand makes them; the resident set from the first tenth on. */
async function measureMemory(app: App, count: number): Promise<void> {
  const { client, uri, process: child } = await start(app);
  const lines = readFileSync(join(app.dir, "go.mod"), "utf8").split("\n");
  const requirement = lines.findIndex((line) => /^\t\S+ v\d+\.\d+\.\d+$/.test(line));
  const end = (lines[requirement] ?? "").length;
  const sizes: number[] = [];
  for (let i = 0; i < count; i++) {
    const gone = i % 2 === 0;
    const [line, from, length, text] =
      i % 10 < 2
        ? ([requirement, end - 1, 1, (lines[requirement] ?? "").slice(-1)] as const)
        : ([lines.length - 1, 0, 4, "// x"] as const);
    // The requirement's digit goes first, the comment comes first.
    const there = line === requirement ? gone : !gone;
    const range = { start: { line, character: from }, end: { line, character: there ? from + length : from } };
    client.notify("textDocument/didChange", {
      textDocument: { uri, version: i + 1 },
      contentChanges: [{ range, text: there ? "" : text }],
    });
    if (i % 5 === 4) await client.diagnostics(uri, i + 1);
    if (i % 500 === 0) client.received.length = 0;
    if ((i + 1) % Math.ceil(count / 10) === 0) sizes.push(residentSet(child));
  }
  const growth = (sizes.at(-1) ?? 0) - (sizes[0] ?? 0);
  console.log(
    `  memory over ${count} edits             largest ${Math.max(...sizes).toFixed(0)} MiB (bar 150), growth ${growth.toFixed(0)} MiB (bar 10)`,
  );
  client.notify("exit");
}

function shown(times: readonly number[]): string {
  return `p50 ${percentile(times, 0.5).toFixed(1)}  p95 ${percentile(times, 0.95).toFixed(1)}`;
}

/** Milliseconds between a change and each of the publications of its version. */
async function change(
  client: LspClient,
  uri: string,
  version: number,
  contentChanges: unknown,
  count: number,
): Promise<number[]> {
  const began = performance.now();
  client.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    await client.diagnostics(uri, version);
    times.push(performance.now() - began);
  }
  return times;
}

const betweenKeys = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, pause));

interface Times {
  readonly [request: string]: number[];
}

/** Each requirement of the file in turn, as somebody who walks through it would ask. */
async function navigate(client: LspClient, uri: string, lines: readonly string[]): Promise<Times> {
  const times: Times = { definition: [], references: [], "incoming calls": [], "outgoing calls": [] };
  // biome-ignore lint/suspicious/noExplicitAny: what the server sent goes back to it
  const timed = async (name: string, method: string, params: object): Promise<any> => {
    const began = performance.now();
    const answer = await client.request(method, params);
    times[name]?.push(performance.now() - began);
    return answer;
  };
  for (const [line, text] of lines.entries()) {
    if (!/^\t\S+ v\S+/.test(text)) continue;
    const at = { textDocument: { uri }, position: { line, character: 4 } };
    await timed("definition", "textDocument/definition", at);
    await timed("references", "textDocument/references", { ...at, context: { includeDeclaration: false } });
    const [item] = (await client.request("textDocument/prepareCallHierarchy", at)) ?? [];
    if (item === undefined) continue;
    await timed("incoming calls", "callHierarchy/incomingCalls", { item });
    await timed("outgoing calls", "callHierarchy/outgoingCalls", { item });
  }
  return times;
}

async function measure(app: App): Promise<void> {
  const firsts: number[] = [];
  const starts: number[] = [];
  let running = await start(app);
  for (let i = 0; i < 5; i++) {
    firsts.push(running.first);
    starts.push(running.all);
    running.client.notify("exit");
    running = await start(app);
  }
  const { client, uri, process: child } = running;
  const lines = readFileSync(join(app.dir, "go.mod"), "utf8").split("\n");
  const requirement = lines.findIndex((line) => /^\t\S+ v\d+\.\d+\.\d+$/.test(line));
  const comment = lines.length - 1;
  let version = 0;

  const same: number[] = [];
  const hovers: number[] = [];
  for (let i = 0; i < edits; i++) {
    await betweenKeys();
    const place = { line: comment, character: 0 };
    const change1 = [{ range: { start: place, end: place }, text: i === 0 ? "// " : "x" }];
    same.push(
      ...(await change(
        client,
        uri,
        ++version,
        i === 0
          ? change1
          : [{ range: { start: { line: comment, character: 3 }, end: { line: comment, character: 3 } }, text: "x" }],
        1,
      )),
    );
    const began = performance.now();
    await client.request("textDocument/hover", {
      textDocument: { uri },
      position: { line: requirement + (i % 40), character: 4 },
    });
    hovers.push(performance.now() - began);
  }

  // After each edit of a comment, what an editor asks for of the whole document, and at a cursor.
  const looks: Record<string, number[]> = {};
  const whole = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
  let resultId: unknown;
  for (let i = 0; i < edits; i++) {
    await betweenKeys();
    const at = { line: comment, character: 3 };
    await change(client, uri, ++version, [{ range: { start: at, end: at }, text: "x" }], 1);
    const cursor = { line: requirement + (i % 40), character: 4 };
    const asked: Record<string, readonly [method: string, params: object]> = {
      "semantic tokens": ["textDocument/semanticTokens/full", {}],
      "semantic tokens, what changed": ["textDocument/semanticTokens/full/delta", { previousResultId: resultId }],
      "inlay hints": ["textDocument/inlayHint", { range: whole }],
      "code actions": ["textDocument/codeAction", { range: { start: cursor, end: cursor }, context: { diagnostics: [] } }],
    };
    for (const [name, [method, params]] of Object.entries(asked)) {
      const began = performance.now();
      const answer = await client.request(method, { textDocument: { uri }, ...params });
      looks[name] = [...(looks[name] ?? []), performance.now() - began];
      resultId = answer.resultId ?? resultId;
    }
    const began = performance.now();
    const lenses = await client.request("textDocument/codeLens", { textDocument: { uri } });
    for (const lens of lenses) await client.request("codeLens/resolve", lens);
    looks["code lenses, resolved"] = [...(looks["code lenses, resolved"] ?? []), performance.now() - began];
  }

  // At the paths and versions of requirements, as if they were typed anew.
  const completions: number[] = [];
  for (let i = 0; i < edits; i++) {
    const line = requirement + (i % 40);
    const path = /^\s*\S+/.exec(lines[line] ?? "")?.[0] ?? "";
    const began = performance.now();
    await client.request("textDocument/completion", {
      textDocument: { uri },
      position: { line, character: i % 2 === 0 ? 1 + (i % 12) : path.length + 1 },
    });
    completions.push(performance.now() - began);
  }
  const firstCompletion = completions.shift() ?? 0;

  const end = (lines[requirement] ?? "").length;
  /** The last digit of a version goes, or comes back. */
  const turn = (gone: boolean): Promise<number[]> => {
    const range = {
      start: { line: requirement, character: end - 1 },
      end: { line: requirement, character: gone ? end : end - 1 },
    };
    const text = gone ? "" : (lines[requirement] ?? "").slice(-1);
    return change(client, uri, ++version, [{ range, text }], 2);
  };
  const alone: number[] = [];
  const all: number[] = [];
  const burst: number[] = [];
  for (let i = 0; i < edits; i++) {
    await betweenKeys();
    const [first = 0, second = 0] = await turn(i % 2 === 0);
    alone.push(first);
    all.push(second);
  }
  for (let i = 0; i < edits; i++) burst.push(...(await turn(i % 2 === 0)).slice(0, 1));
  const navigation = await navigate(client, uri, lines);
  const memory = residentSet(child);
  console.log(`${app.name} (${lines.length} lines)`);
  row("start to first diagnostics", firsts, 300);
  row("start to all diagnostics", starts);
  row("edit, graph unchanged: all", same, 30);
  row("edit of a requirement: file alone", alone, 10);
  row("edit of a requirement: all", all, 100);
  row("file alone, without any pause", burst);
  row("hover", hovers, 5);
  for (const [name, times] of Object.entries(looks)) row(name, times);
  row("completion", completions, 5);
  row("the first completion", [firstCompletion]);
  for (const [request, times] of Object.entries(navigation)) row(request, times, request === "definition" ? 5 : undefined);
  console.log(`  memory                              ${memory.toFixed(0)} MiB`);
  client.notify("exit");
}

const folder = corpusFolder();
if (folder === undefined) {
  console.error("bench: no corpus; see bench.ts");
  process.exit(2);
}
const name = option("app") ?? "telegraf";
const gopls = findGopls();
for (const app of corpusApps(folder).filter((candidate) => candidate.name.includes(name))) {
  await measure(app);
  await measureMemory(app, Number(option("memory") ?? 2000));
  if (gopls === undefined) console.log("  gopls is not here");
  else for (const line of await besideGopls(app, own, gopls, edits)) console.log(line);
}
