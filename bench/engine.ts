import { join } from "node:path";
import { defaultSettings } from "../server/analysis/settings.ts";
import { formatModule } from "../server/graph/module-version.ts";
import { nodeHost } from "../server/host/node.ts";
import { goModHash } from "../server/modfile/go-sum.ts";
import { createModFileReader } from "../server/modfile/reader.ts";
import { Workspace } from "../server/workspace/workspace.ts";
import type { Times } from "./measure.ts";

async function open(dir: string): Promise<{ readonly workspace: Workspace; readonly path: string; dispose(): void }> {
  const reader = await createModFileReader();
  // Nothing of earlier runs.
  const host = nodeHost({ cwd: dir, env: { ...process.env, GOMODLINT_CACHE: "off" } });
  const workspace = new Workspace({ host, rules: [], settings: defaultSettings, reader, offline: true });
  return {
    workspace,
    path: join(dir, "go.mod"),
    dispose: () => {
      workspace.dispose();
      reader.dispose();
    },
  };
}

/** Milliseconds to read, load and resolve the graph of the module in `dir` with nothing known before, in a warm process. */
export async function inProcess(dir: string, rounds: number): Promise<Times> {
  const times: number[] = [];
  for (let round = -2; round < rounds; round++) {
    const { workspace, path, dispose } = await open(dir);
    const start = performance.now();
    const document = workspace.documents.get(path);
    if (!("failed" in document)) workspace.graph(document);
    if (round >= 0) times.push(performance.now() - start);
    dispose();
  }
  return times;
}

/** A go.sum with the hash of every go.mod that the graph of `dir` reads, so that the go command need not ask the checksum database. */
export async function completeSums(dir: string): Promise<string> {
  const { workspace, path, dispose } = await open(dir);
  try {
    const document = workspace.documents.get(path);
    if ("failed" in document) throw new Error(`${path}: ${document.detail}`);
    const graph = workspace.graph(document)?.graph.effective;
    const lines: string[] = [];
    for (const node of graph?.walk() ?? []) {
      const { target } = node;
      if (target.version === "" || !node.read) continue;
      const file = workspace.sources.file(target);
      const text = file === undefined ? undefined : nodeHost().readText(file);
      if (typeof text === "string") lines.push(`${formatModule(target).replace("@", " ")}/go.mod ${goModHash(text)}\n`);
    }
    return [...new Set(lines)].sort().join("");
  } finally {
    dispose();
  }
}
