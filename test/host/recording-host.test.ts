import assert from "node:assert/strict";
import * as fs from "node:fs";
import { join, resolve } from "node:path";
import { nodeHost } from "../../server/host/node.ts";
import { hasChanged, recordingHost, type Trace } from "../../server/host/recording-host.ts";
import { scratchFolder } from "../support/scratch-folder.ts";

describe("recording host", () => {
  const host = nodeHost();
  const scratch = scratchFolder();
  let trace: Trace;

  beforeEach(() => {
    scratch.write({ "go.mod": "module x\n" });
    trace = new Map();
  });

  const at = (name: string): string => join(scratch.path, name);
  const recorded = () => recordingHost(host, (path) => resolve(path), trace);
  const changes = (change: () => void): boolean => {
    assert.equal(hasChanged(host, trace), false);
    change();
    return hasChanged(host, trace);
  };

  it("answers as the host does", () => {
    const recording = recorded();
    assert.equal(recording.readText(at("go.mod")), "module x\n");
    assert.deepEqual(recording.readBytes(at("gone")), { failed: "missing", detail: "ENOENT" });
    assert.deepEqual(recording.list(scratch.path), host.list(scratch.path));
    assert.deepEqual(recording.stat(at("go.mod")), host.stat(at("go.mod")));
    assert.equal(recording.kind(scratch.path), "directory");
  });

  it("does not count the graph that a run keeps for the next one", () => {
    const file = at("cache/module-graphs/0123abcd.json");
    recorded().readText(file);
    assert.equal(
      changes(() => scratch.write({ "cache/module-graphs/0123abcd.json": "{}" })),
      false,
    );
  });

  it("knows a file's content, its place taken by another, its end, and its rights", () => {
    const ways: readonly (() => void)[] = [
      () => fs.writeFileSync(at("go.mod"), "module y\n"),
      () => {
        fs.writeFileSync(at("new"), "module x\n");
        fs.renameSync(at("new"), at("go.mod"));
      },
      () => fs.chmodSync(at("go.mod"), 0o600),
      () => fs.rmSync(at("go.mod")),
    ];
    for (const way of ways) {
      trace.clear();
      recorded().readText(at("go.mod"));
      assert.equal(changes(way), true, String(way));
    }
  });

  it("knows what was looked for and was not there", () => {
    recorded().kind(at("go.work"));
    assert.equal(
      changes(() => fs.writeFileSync(at("other"), "")),
      false,
    );
    assert.equal(
      changes(() => fs.writeFileSync(at("go.work"), "")),
      true,
    );
  });

  it("knows names that come and go in a directory that was listed, and of others nothing", () => {
    recorded().kind(scratch.path);
    assert.equal(
      changes(() => fs.writeFileSync(at("one"), "")),
      false,
    );
    recorded().list(scratch.path);
    assert.equal(
      changes(() => fs.writeFileSync(at("two"), "")),
      true,
    );
  });

  it("takes what a module says at a version for unchanging, once it is there", () => {
    const module = at("cache/example.com/x/@v/v1.0.0.mod");
    recorded().readText(module);
    fs.mkdirSync(join(module, ".."), { recursive: true });
    assert.equal(
      changes(() => fs.writeFileSync(module, "module example.com/x\n")),
      true,
    );
    trace.clear();
    recorded().readText(module);
    assert.equal(trace.size, 0);
  });

  it("compares with how a thing was before it was read", () => {
    const slow = {
      ...host,
      readText(path: string) {
        fs.appendFileSync(path, "// more\n");
        return host.readText(path);
      },
    };
    recordingHost(slow, (path) => resolve(path), trace).readText(at("go.mod"));
    assert.equal(hasChanged(host, trace), true);
  });
});
