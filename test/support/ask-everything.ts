import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { allFeatures } from "../../server/lsp/requests/all.ts";
import { capableClient, LspClient, open } from "./lsp-client.ts";
import { runCli, type SpawnOptions, startCli } from "./spawn-cli.ts";

/** What `explain-error` is given: what the go command prints of the modules that tests have, and addresses with passwords in them. */
const goOutput = `go: example.com/log@v1.0.0: missing go.sum entry for go.mod file; to add it:
\tgo mod download example.com/log
go: example.com/web@v1.0.0: reading http://127.0.0.1:1/example.com/web/@v/v1.0.0.mod: 404 Not Found
go: example.com/app imports
\texample.com/gone: module example.com/gone: Get "http://127.0.0.1:1/example.com/gone/@v/list": dial tcp 127.0.0.1:1: connect: connection refused
verifying example.com/log@v1.0.0: checksum mismatch
go: GOPROXY list is not the empty string, but contains no entries
`;

/** Command lines that read a module's folder: every command, with what makes it look at the most. */
const readingCommands: readonly (readonly string[])[] = [
  ["check"],
  ["check", "--format", "json", "--output-file", "report.json"],
  ["check", "--format", "sarif"],
  ["check", "--diff", "--unsafe-fixes"],
  ["graph"],
  ["graph", "--format", "json"],
  ["graph", "--format", "html"],
  ["list"],
  ["list", "--json"],
  ["list", "--updates"],
  ["why", "example.com/log"],
  ["whatif", "example.com/log@v1.1.0"],
  ["doctor", "--details"],
  ["doctor", "--format", "json"],
  ["doctor", "--online", "--timeout", "2s"],
  ["doctor", "--egress"],
  ["doctor", "--ci"],
  ["explain-error", "-"],
  ["explain-error", "--format", "json", "-"],
  ["parse", "go.mod"],
  ["fmt", "--diff", "."],
  ["rules"],
];

/** Everything that a run of a command line let out. */
export interface Said {
  readonly args: readonly string[];
  readonly code: number | null;
  readonly text: string;
}

/** Runs all `readingCommands`, and those of `more`, in a folder. */
export async function runEverything(options: SpawnOptions, more: readonly (readonly string[])[] = []): Promise<readonly Said[]> {
  const said: Said[] = [];
  for (const args of [...readingCommands, ...more]) {
    const { code, stdout, stderr } = await runCli(args, { input: goOutput, ...options });
    const report = join(options.cwd, "report.json");
    said.push({ args, code, text: `${stdout}${stderr}${existsSync(report) ? readFileSync(report, "utf8") : ""}` });
  }
  return said;
}

/**
 * Starts the language server, opens a module's files, and asks every request that the server has, at several places. Commands that run the go
 * command are left out.
 * @param names of files of the folder that are opened
 * @returns everything that the server wrote, on both outputs
 */
export async function askServer(options: SpawnOptions, names: readonly string[] = ["go.mod"]): Promise<string> {
  const child = startCli(["lsp", "--stdio"], options);
  if (child.stdin === null || child.stdout === null) throw new Error("no pipes");
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part: Buffer) => output.push(part.toString()));
  const client = new LspClient(child.stdin, child.stdout);
  const folder = pathToFileURL(options.cwd).href;
  await client.request("initialize", {
    processId: process.pid,
    rootUri: folder,
    workspaceFolders: [{ uri: folder, name: "folder" }],
    capabilities: capableClient,
    trace: "verbose",
  });
  client.notify("initialized", {});
  const ended = once(child, "exit");
  for (const name of names) {
    const text = readFileSync(join(options.cwd, name), "utf8");
    const uri = `${folder}/${name}`;
    open(client, uri, text);
    for (const params of paramsFor(uri, text)) await askAll(client, params);
  }
  await client.response(client.send("shutdown"));
  client.notify("exit");
  await ended;
  return output.join("");
}

async function askAll(client: LspClient, params: object): Promise<void> {
  for (const { requests, commands = {} } of allFeatures) {
    const items: unknown[] = [];
    for (const method of Object.keys(requests)) {
      if (/resolve$|Calls$/.test(method)) continue;
      const { result } = await client.response(client.send(method, params));
      if (Array.isArray(result)) items.push(...result.slice(0, 3));
      else if (Array.isArray(result?.items)) items.push(...result.items.slice(0, 3));
    }
    for (const method of Object.keys(requests).filter((name) => /resolve$|Calls$/.test(name))) {
      for (const item of items) await client.response(client.send(method, method.endsWith("Calls") ? { item } : item));
    }
    for (const command of Object.keys(commands)) {
      if (/\.(?:tidy|vendor|download|get)$/.test(command)) continue;
      await client.response(client.send("workspace/executeCommand", { command, arguments: [params] }));
    }
  }
}

function paramsFor(uri: string, text: string): readonly object[] {
  const lines = text.split("\n");
  const end = { line: lines.length - 1, character: 0 };
  return lines.flatMap((line, at) =>
    /^\s*(?:require|replace|use|module|\S+ v\d)/.test(line)
      ? [
          {
            uri,
            textDocument: { uri },
            position: { line: at, character: Math.max(0, line.search(/\S+$/) + 2) },
            positions: [{ line: at, character: line.length }],
            range: { start: { line: 0, character: 0 }, end },
            ranges: [{ start: { line: 0, character: 0 }, end }],
            context: { diagnostics: [], includeDeclaration: true, triggerKind: 1 },
            options: { tabSize: 4, insertSpaces: false },
            ch: "\n",
            query: "log",
            newName: "example.com/renamed",
            modules: ["example.com/log@v1.1.0"],
            previousResultIds: [],
            previousResultId: "0",
          },
        ]
      : [],
  );
}
