import assert from "node:assert/strict";
import {
  type BuildMod,
  buildMod,
  type CommandKind,
  type MainModuleFacts,
  modFileFlag,
} from "../../server/environment/build-mod.ts";
import { readGoEnv } from "../../server/environment/go-env.ts";
import { type MemoryNode, memoryHost } from "../support/memory-host.ts";

function decide(
  main: MainModuleFacts,
  files: Record<string, MemoryNode> = {},
  goFlags = "",
  command: CommandKind = "build",
): BuildMod {
  const host = memoryHost({ files, env: { GOFLAGS: goFlags } });
  return buildMod(host, readGoEnv(host, "/m"), main, command);
}

const module_ = { moduleDirectory: "/m", goVersion: "1.20" };
const workspace = { workFile: "/m/go.work", moduleDirectory: "/m/a", goVersion: "1.22" };
const vendored = { "/m/vendor/modules.txt": "# example.com/a v1.0.0\n" };
const vendoredWork = { "/m/vendor/modules.txt": "## workspace\n# example.com/a v1.0.0\n" };

describe("environment/build-mod", () => {
  it("is readonly without a vendor directory, and vendor with one", () => {
    assert.deepEqual(decide(module_), { mode: "readonly", explicit: false, reason: "there is no vendor directory" });
    assert.equal(decide(module_, vendored).mode, "vendor");
    assert.equal(decide(module_, { "/m/vendor/x": "" }).mode, "vendor", "modules.txt may be missing");
    assert.equal(decide(module_, { "/m/vendor": "a file" }).mode, "readonly");
    assert.equal(decide({}).reason, "there is no main module");
  });

  it("asks for a go line of at least 1.14", () => {
    assert.equal(decide({ ...module_, goVersion: "1.14" }, vendored).mode, "vendor");
    assert.match(decide({ ...module_, goVersion: "1.13" }, vendored).reason, /1\.13, below 1\.14/);
    assert.match(decide({ ...module_, goVersion: undefined }, vendored).reason, /unspecified/);
  });

  it("tells a workspace's vendor directory from a module's", () => {
    assert.equal(decide(workspace, vendoredWork).mode, "vendor");
    assert.match(decide(workspace, vendored).reason, /is for a module$/);
    assert.match(decide(module_, vendoredWork).reason, /is for a workspace$/);
    assert.equal(decide(workspace, { "/m/vendor/modules.txt": "##  other ; workspace \n" }).mode, "vendor");
    assert.equal(decide(workspace, { "/m/vendor/modules.txt": "##workspace\n" }).mode, "readonly");
  });

  it("says that modules.txt cannot be read, as the go command stops there", () => {
    const answer = decide(module_, { "/m/vendor/modules.txt": { fails: { failed: "denied", detail: "EACCES" } } });
    assert.equal(answer.problem, "reading modules.txt for vendor directory: /m/vendor/modules.txt: EACCES");
  });

  it("obeys GOFLAGS, and names what the go command refuses", () => {
    assert.deepEqual(decide(module_, vendored, "-mod=mod"), { mode: "mod", explicit: true, reason: "GOFLAGS sets -mod=mod" });
    assert.equal(decide(module_, vendored, "-mod=").mode, "vendor");
    assert.equal(decide(module_, {}, "-mod=readonly --mod=vendor").mode, "vendor", "the last one counts");
    assert.match(decide(module_, {}, "-mod=x").problem ?? "", /-mod=x not supported/);
    assert.match(decide(workspace, {}, "-mod=mod").problem ?? "", /readonly or vendor when in workspace mode/);
    assert.equal(decide(workspace, {}, "-mod=readonly").problem, undefined);
  });

  it("is fixed for commands that take no -mod", () => {
    assert.equal(decide(module_, vendored, "-mod=vendor", "inspect").mode, "mod");
    assert.equal(decide(module_, vendored, "", "update").mode, "mod");
    assert.equal(decide(module_, vendored, "-mod=mod", "vendor").mode, "readonly");
  });

  it("reads -modfile", () => {
    const flag = (goFlags: string, inWorkspace = false): ReturnType<typeof modFileFlag> => {
      const host = memoryHost({ env: { GOFLAGS: goFlags } });
      return modFileFlag(host, readGoEnv(host, "/m/sub"), inWorkspace);
    };
    assert.equal(flag(""), undefined);
    assert.deepEqual(flag("-modfile=../go.alt.mod"), { path: "/m/go.alt.mod" });
    assert.match(flag("-modfile=x")?.problem ?? "", /does not have \.mod extension/);
    assert.match(flag("-modfile=x.mod", true)?.problem ?? "", /workspace mode/);
  });
});
