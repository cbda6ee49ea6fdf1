import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { capableClient, LspClient } from "../test/support/lsp-client.ts";
import { type App, corpusApps, corpusFolder } from "./corpus.ts";

/**
 * Latencies of the language server at the raw protocol, process to process: what an editor waits for. Prints p50 and p95 in milliseconds.
 *
 *     node dist/bench/language-server.js [--app=NAME] [--edits=N]
 */
const option = (name: string): string | undefined =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);

const main = fileURLToPath(new URL("../bin/main.js", import.meta.url));
const edits = Number(option("edits") ?? 200);

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
  readonly process: ReturnType<typeof spawn>;
  /** milliseconds from the start of the process to the first diagnostics with all findings */
  readonly first: number;
  readonly uri: string;
}

async function start(app: App): Promise<Running> {
  const began = performance.now();
  const child = spawn(process.execPath, [main, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const client = new LspClient(child.stdin, child.stdout);
  client.answer("workspace/configuration", () => [{ offline: true }]);
  await client.request("initialize", { processId: process.pid, rootUri: null, capabilities });
  client.notify("initialized", {});
  const path = join(app.dir, "go.mod");
  const uri = pathToFileURL(path).href;
  client.notify("textDocument/didOpen", {
    textDocument: { uri, languageId: "go.mod", version: 0, text: readFileSync(path, "utf8") },
  });
  await client.diagnostics(uri, 0);
  await client.diagnostics(uri, 0);
  return { client, process: child, first: performance.now() - began, uri };
}

function shown(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)}  p95 ${at(0.95)}`;
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
  const starts: number[] = [];
  let running = await start(app);
  for (let i = 0; i < 5; i++) {
    starts.push(running.first);
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

  const own: number[] = [];
  const all: number[] = [];
  const end = (lines[requirement] ?? "").length;
  for (let i = 0; i < edits; i++) {
    // The last digit of a version goes and comes back.
    const gone = i % 2 === 0;
    const range = {
      start: { line: requirement, character: end - 1 },
      end: { line: requirement, character: gone ? end : end - 1 },
    };
    const [first = 0, second = 0] = await change(
      client,
      uri,
      ++version,
      [{ range, text: gone ? "" : (lines[requirement] ?? "").slice(-1) }],
      2,
    );
    own.push(first);
    all.push(second);
  }
  const navigation = await navigate(client, uri, lines);
  const memory = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024;
  console.log(`${app.name} (${lines.length} lines)`);
  console.log(`  start to all diagnostics            ${shown(starts)}`);
  console.log(`  edit, graph unchanged: all          ${shown(same)}`);
  console.log(`  edit of a requirement: file alone   ${shown(own)}`);
  console.log(`  edit of a requirement: all          ${shown(all)}`);
  console.log(`  hover                               ${shown(hovers)}`);
  for (const [name, times] of Object.entries(looks)) console.log(`  ${name.padEnd(36)}${shown(times)}`);
  console.log(`  completion                          ${shown(completions)}  (first ${firstCompletion.toFixed(1)})`);
  for (const [request, times] of Object.entries(navigation)) console.log(`  ${request.padEnd(35)} ${shown(times)}`);
  console.log(`  memory                              ${memory.toFixed(0)} MiB`);
  client.notify("exit");
}

const folder = corpusFolder();
if (folder === undefined) {
  console.error("bench: no corpus; see bench.ts");
  process.exit(2);
}
const name = option("app") ?? "telegraf";
for (const app of corpusApps(folder).filter((candidate) => candidate.name.includes(name))) await measure(app);
