import assert from "node:assert/strict";
import type { ModuleGraph, ModuleNode } from "../../server/graph/module-graph.ts";
import { formatModule } from "../../server/graph/module-version.ts";
import type { ModuleSet } from "../../server/graph/requirements.ts";
import { loadModuleGraph } from "../../server/graph/update-roots.ts";
import type { ModFileReader } from "../../server/modfile/reader.ts";
import { createModFileReader } from "../../server/modfile/reader.ts";
import { type KeptGraphs, keptGraphs } from "../../server/sources/kept-graphs.ts";
import type { Workspace } from "../../server/workspace/workspace.ts";
import type { MemoryHost } from "../support/memory-host.ts";
import { budget, random } from "../support/random.ts";
import { randomMain, randomUniverse, randomWorkspace } from "../support/random-world.ts";
import { worldOf } from "../support/world.ts";
import { worldFolder, worldHost, worldWorkspaceOn } from "../support/world-workspace.ts";

const own = "/home/gopher/.cache/gomod-lint";
/** long after the files of a memory host changed that were there from the start, in milliseconds since the epoch */
const loaded = 1_700_000_100_000;
const folder = `${own}/module-graphs`;

describe("graphs of earlier runs", () => {
  let reader: ModFileReader;
  before(async () => {
    reader = await createModFileReader();
  });

  const open = (host: MemoryHost): Run => runOf(host, reader);

  /** A host on which a run has kept its graph. */
  const kept = (changes: Readonly<Record<string, string>> = {}): MemoryHost => {
    const host = worldHost(worldOf(new Map(Object.entries({ ...files, ...changes }))));
    const run = open(host);
    run.graphs.keep(run.load(), loaded);
    run.graphs.flush();
    return host;
  };

  it("are the same graph, without a look into a go.mod of the module cache", () => {
    const host = kept();
    host.io.reads.length = 0;
    const run = open(host);
    const found = run.graphs.find(run.set);
    assert.ok(found !== undefined);
    assert.deepEqual(
      host.io.reads.filter((path) => path.startsWith("/cache/") && !path.includes("/gone/")),
      [],
    );
    assert.deepEqual(described(found), described(run.load()));
  });

  it("read a go.mod when somebody asks what it says", () => {
    const run = open(kept());
    const node = run.graphs.find(run.set)?.node("example.com/b", "v1.2.0");
    assert.equal(node?.summary?.go, "1.20");
    assert.equal(node?.summary?.deprecated, "use c");
  });

  const loadedAnew: Readonly<Record<string, (host: MemoryHost) => void>> = {
    "a requirement changed": (host) => host.set(`${worldFolder}/go.mod`, files["go.mod"].replace("b v1.2.0", "b v1.1.0")),
    "a replacement came": (host) =>
      host.set(`${worldFolder}/go.mod`, `${files["go.mod"]}\nreplace example.com/b => example.com/c v1.0.0\n`),
    "an exclusion came": (host) => host.set(`${worldFolder}/go.mod`, `${files["go.mod"]}\nexclude example.com/c v1.0.0\n`),
    "the go line changed": (host) => host.set(`${worldFolder}/go.mod`, files["go.mod"].replace("go 1.21", "go 1.16")),
    "a go.mod of the module cache was replaced": (host) => {
      host.remove("/cache/mod/cache/download/example.com/b/@v/v1.2.0.mod");
      host.set("/cache/mod/cache/download/example.com/b/@v/v1.2.0.mod", "module example.com/b\n");
    },
    "a go.mod of the module cache is gone": (host) => host.remove("/cache/mod/cache/download/example.com/b/@v/v1.1.0.mod"),
    "a replacement directory says something else": (host) =>
      host.set(`${worldFolder}/lib/go.mod`, "module example.com/lib\n\ngo 1.21\n"),
    "a module is no longer missing": (host) =>
      host.set("/cache/mod/cache/download/example.com/gone/@v/v1.0.0.mod", "module example.com/gone\n"),
  };
  for (const [title, change] of Object.entries(loadedAnew)) {
    it(`are not taken where ${title}`, () => {
      const host = kept();
      host.pass(1_000_000);
      change(host);
      const run = open(host);
      assert.equal(run.graphs.find(run.set), undefined);
    });
  }

  it("are not taken where another module cache is asked", () => {
    const host = kept();
    for (const [path, text] of cacheFiles(host)) host.set(path.replace("/cache/mod/", "/other/mod/"), text);
    const run = open(Object.assign(host, { env: { ...host.env, GOMODCACHE: "/other/mod" } }));
    assert.equal(run.graphs.find(run.set), undefined);
  });

  it("are not taken where files changed at about the time of loading", () => {
    const host = kept();
    const [path = ""] = keptFiles(host);
    const text = textOf(host, path);
    host.set(path, text.replace(/"since":\d+/, `"since":${host.changed("/cache/mod/cache/download/example.com/b/@v") ?? 0}`));
    const run = open(host);
    assert.equal(run.graphs.find(run.set), undefined);
  });

  it("are kept with what is missing, and say why it is", () => {
    const run = open(kept());
    const found = run.graphs.find(run.set);
    assert.deepEqual(found?.unavailable.map(formatModule), ["example.com/gone@v1.0.0"]);
    assert.equal(found?.unavailable[0]?.problem?.unavailable, "proxy-off");
    assert.equal(found?.complete, false);
  });

  it("are not kept where they are small, damaged, or came from a proxy", () => {
    const host = worldHost(worldOf(new Map(Object.entries(files))));
    const run = open(host);
    const usual = keptGraphs(host, own, run.workspace.sources);
    usual.keep(run.load(), loaded);
    usual.flush();
    assert.deepEqual(keptFiles(host), [], "small");
    assert.deepEqual(keptFiles(kept({ "go.mod": `${files["go.mod"]}\nrequire\n` })), [], "damaged");
    const asked = Object.assign(host, {
      env: { ...host.env, GOMODCACHE: "/empty", GOPROXY: "file:///cache/mod/cache/download" },
    });
    const byProxy = open(asked);
    const graph = byProxy.load();
    assert.ok(graph.node("example.com/b", "v1.2.0")?.read);
    byProxy.graphs.keep(graph, loaded);
    byProxy.graphs.flush();
    assert.deepEqual(keptFiles(host), [], "proxy");
  });

  it("are kept with hashes of go.mod files, which hold as long as the graph does", () => {
    const host = kept();
    const first = open(host);
    const graph = first.graphs.find(first.set);
    const node = graph?.node("example.com/b", "v1.2.0");
    const pruned = graph?.node("example.com/c", "v1.0.0");
    assert.ok(graph !== undefined && node?.read === true && pruned?.read === false);
    assert.equal(first.graphs.hash(graph, node), undefined);
    first.graphs.keepHashes(
      graph,
      new Map([
        [node, "h1:b"],
        [pruned, "h1:c"],
      ]),
    );
    first.graphs.keepHashes(first.load(), new Map([[node, "h1:of another graph"]]));
    first.graphs.flush();
    const next = open(host);
    const again = next.graphs.find(next.set);
    assert.ok(again !== undefined);
    assert.equal(next.graphs.hash(again, again.node("example.com/b", "v1.2.0") ?? node), "h1:b");
    assert.equal(next.graphs.hash(again, again.node("example.com/c", "v1.0.0") ?? node), undefined, "nobody looks at its folder");
    host.io.writes.length = 0;
    next.graphs.keepHashes(again, new Map([[again.node("example.com/b", "v1.2.0") ?? node, "h1:b"]]));
    next.graphs.flush();
    assert.deepEqual(host.io.writes, [], "nothing new");
  });

  it("count as none where a file is damaged, whatever is in it", () => {
    const host = kept();
    const [path = ""] = keptFiles(host);
    const whole = textOf(host, path);
    const dice = random(budget("KEPT_DAMAGE", 1).seed);
    for (let i = 0; i < 2000; i++) {
      const at = dice.below(whole.length);
      const length = dice.below(40);
      host.set(
        path,
        whole.slice(0, at) + dice.pick(["", "[]", "-1", "null", "{", "0", '"x"', "1e9", ","]) + whole.slice(at + length),
      );
      const run = open(host);
      // It may happen to be well-formed; what it must not do is throw, or loop.
      run.graphs.find(run.set)?.print();
    }
  });

  it("are lost without a word where they can be neither written nor read", () => {
    const host = kept();
    const [path = ""] = keptFiles(host);
    host.set(path, { fails: { failed: "no-space", detail: "ENOSPC" } });
    const run = open(host);
    run.graphs.keep(run.load(), loaded);
    run.graphs.flush();
    assert.equal(run.graphs.find(run.set), undefined);
  });

  it("are the last 64", () => {
    const host = kept();
    const [first = ""] = keptFiles(host);
    for (let i = 0; i < 80; i++) host.set(`${folder}/${i}.json`, "{}");
    const run = open(host);
    run.graphs.keep(run.load(), loaded);
    run.graphs.flush();
    const left = keptFiles(host);
    assert.equal(left.length, 64);
    assert.ok(left.includes(first), "the one that was just written");
    assert.ok(!left.includes(`${folder}/0.json`), "the oldest is gone");
  });

  it("are what loading gives, in random modules and workspaces", () => {
    const { seed, cases } = budget("KEPT", 400);
    for (let i = 0; i < cases; i++) {
      const dice = random(seed + i);
      const universe = randomUniverse(dice);
      const host = worldHost(i % 4 === 3 ? randomWorkspace(dice, universe) : randomMain(dice, universe));
      // Some of the files are not there.
      for (const [path] of cacheFiles(host)) if (dice.chance(0.02)) host.remove(path);
      const run = open(host);
      const graph = run.load();
      run.graphs.keep(graph, loaded);
      run.graphs.flush();
      const next = open(host);
      const found = next.graphs.find(next.set);
      if (keptFiles(host).length > 0) assert.ok(found !== undefined, `seed ${seed + i}: kept, and not found`);
      if (found !== undefined) assert.deepEqual(described(found), described(graph), `seed ${seed + i}`);
    }
  });
});

const files = {
  "go.mod": [
    "module example.com/main\n\ngo 1.21\n",
    "require (\n\texample.com/a v1.0.0\n\texample.com/b v1.2.0\n\texample.com/gone v1.0.0\n\texample.com/lib v0.0.0\n)\n",
    "replace example.com/lib => ./lib\n",
  ].join("\n"),
  "example.com/a@v1.0.0": "module example.com/a\n\ngo 1.16\n\nrequire example.com/b v1.1.0\n",
  "example.com/b@v1.1.0": "module example.com/b\n",
  "example.com/b@v1.2.0": "// Deprecated: use c\nmodule example.com/b\n\ngo 1.20\n\nrequire example.com/c v1.0.0\n",
  "example.com/c@v1.0.0": "module example.com/c\n\ngo 1.17\n",
  "lib/go.mod": "module example.com/lib\n\ngo 1.21\n\nrequire example.com/c v1.0.0\n",
};

/** One run over a host: a workspace, its set, and the graphs that are kept. */
interface Run {
  readonly workspace: Workspace;
  readonly set: ModuleSet;
  readonly graphs: KeptGraphs;
  /** The graph as its files give it. */
  load(): ModuleGraph;
}

function runOf(host: MemoryHost, reader: ModFileReader): Run {
  const workspace = worldWorkspaceOn(host, reader);
  const found = workspace.findSet(worldFolder);
  const path = `${worldFolder}/go.mod`;
  const document = workspace.documents.get(path);
  const main = "failed" in document ? undefined : workspace.mainModule(document);
  const set = "set" in found ? found.set : { mains: main === undefined ? [] : [main] };
  const { sources } = workspace;
  return {
    workspace,
    set,
    graphs: keptGraphs(host, own, sources, 1),
    load: () => loadModuleGraph(set, sources.lookup).declared,
  };
}

/** All that can be told of a graph. */
function described(graph: ModuleGraph): unknown {
  const node = (n: ModuleNode): unknown => ({
    name: formatModule(n),
    target: formatModule(n.target),
    read: n.read,
    summary: n.summary,
    problem: n.problem,
    selected: graph.isSelected(n),
    requires: n.requires.map(({ index }) => index),
  });
  return {
    nodes: graph.nodes().map(node),
    mains: graph.mains.map(formatModule),
    buildList: graph.buildList().map(formatModule),
    unavailable: graph.unavailable.map(formatModule),
    printed: graph.print(),
  };
}

function keptFiles(host: MemoryHost): readonly string[] {
  return (host.list(folder) ?? []).map(({ name }) => `${folder}/${name}`);
}

function textOf(host: MemoryHost, path: string): string {
  const text = host.readText(path);
  assert.ok(typeof text === "string", path);
  return text;
}

/** The go.mod files of the module cache, with their texts. */
function cacheFiles(host: MemoryHost): readonly (readonly [string, string])[] {
  const found: [string, string][] = [];
  const look = (directory: string): void => {
    for (const { name, kind } of host.list(directory) ?? []) {
      if (kind === "directory") look(`${directory}/${name}`);
      else if (name.endsWith(".mod")) found.push([`${directory}/${name}`, textOf(host, `${directory}/${name}`)]);
    }
  };
  look("/cache/mod/cache/download");
  return found;
}
