import assert from "node:assert/strict";
import { readGoEnv } from "../../server/environment/go-env.ts";
import { goModInGoPath, moduleMode } from "../../server/environment/module-mode.ts";
import { settingProblems } from "../../server/environment/setting-problems.ts";
import { chooseToolchain, type ToolchainChoice, versionLines } from "../../server/environment/toolchain.ts";
import { type MemoryNode, memoryHost } from "../support/memory-host.ts";

const go = {
  "/go/bin/go": { text: "", mode: 0o755 },
  "/go/pkg/tool/": "",
  "/go/VERSION": "go1.26.8",
  "/go/go.env": "GOPROXY=direct\nGOTOOLCHAIN=auto\n",
};

describe("environment: decisions", () => {
  describe("module mode", () => {
    const mode = (
      env: Record<string, string>,
      files: Record<string, MemoryNode> = { "/w/m/go.mod": "" },
    ): ReturnType<typeof moduleMode> => {
      const host = memoryHost({ files, env });
      return moduleMode(host, readGoEnv(host, "/w/m"));
    };

    it("is told with its reasons", () => {
      assert.deepEqual(mode({}), {
        mode: "module",
        file: "/w/m/go.mod",
        steps: [
          "GO111MODULE is not set, which means on",
          "there is no go.work here or above",
          "the main module is that of /w/m/go.mod",
        ],
      });
      assert.equal(mode({}, { "/w/go.work": "", "/w/m/go.mod": "" }).mode, "workspace");
      assert.equal(mode({ GOWORK: "off" }, { "/w/go.work": "", "/w/m/go.mod": "" }).mode, "module");
      assert.equal(mode({}, {}).mode, "module-without-main");
      assert.equal(mode({ GO111MODULE: "auto" }, {}).mode, "gopath");
      assert.equal(mode({ GO111MODULE: "auto" }).mode, "module");
      assert.equal(mode({ GO111MODULE: "off" }).mode, "gopath");
      assert.equal(mode({ GO111MODULE: "maybe" }).problem, "unknown environment setting GO111MODULE=maybe");
      assert.equal(mode({ GOWORK: "x" }).problem, "invalid GOWORK: not an absolute path");
    });

    it("names a go.mod that is ignored for its place", () => {
      assert.match(mode({ TMPDIR: "/w/m" }).steps.join(), /\/w\/m\/go\.mod is ignored: .*temporary files \(\/w\/m\)/);
      const host = memoryHost({ files: { "/gp/go.mod": "" }, env: { GOPATH: "/gp:/other" } });
      assert.equal(goModInGoPath(host, readGoEnv(host, "/")), "/gp/go.mod");
    });
  });

  describe("toolchain", () => {
    const choose = (text: string, env: Record<string, string> = {}, files: Record<string, MemoryNode> = {}): ToolchainChoice => {
      const host = memoryHost({
        files: { ...go, "/m/go.mod": text, ...files },
        env: { PATH: "/go/bin", HOME: "/home/user", ...env },
      });
      const read = readGoEnv(host, "/m");
      return chooseToolchain(host, read, versionLines(host, read));
    };

    it("stays local where that is new enough", () => {
      const choice = choose("module m\n\ngo 1.26.8\n");
      assert.deepEqual([choice.local, choice.toolchain, choice.place], [true, "go1.26.8", undefined]);
      assert.deepEqual(choice.steps, ["the local toolchain is go1.26.8", "the local toolchain does it"]);
    });

    it("finds a newer one on PATH, in the module cache, or would download it", () => {
      const text = "module m\n\ngo 1.27\n\ntoolchain go1.27.3\n";
      assert.equal(choose(text).place, "download");
      const cache = "/home/user/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.27.3.linux-amd64";
      assert.deepEqual(choose(text, {}, { [`${cache}/bin/go`]: "" }).place, { directory: cache });
      const onPath = { "/bin/go1.27.3": { text: "", mode: 0o755 } };
      assert.deepEqual(choose(text, { PATH: "/go/bin:/bin" }, onPath).place, { file: "/bin/go1.27.3" });
      const none = choose(text, { GOTOOLCHAIN: "path" });
      assert.deepEqual([none.place, none.problem], ["nowhere", 'cannot find "go1.27.3" in PATH']);
      assert.equal(choose(text, { GOTOOLCHAIN: "local" }).local, true);
      assert.equal(choose("module m\n\ngo 1.27\n").toolchain, "go1.27.0");
    });

    it("reads an open document", () => {
      const host = memoryHost({ files: { ...go, "/m/go.mod": "module m\n\ngo 1.20\n" }, env: { PATH: "/go/bin" } });
      const env = readGoEnv(host, "/m");
      assert.deepEqual(
        versionLines(host, env, () => "\tgo\t1.30 // so\n"),
        { file: "/m/go.mod", go: "1.30", toolchain: "" },
      );
    });

    it("does without a go command", () => {
      const host = memoryHost({ files: { "/m/go.mod": "module m\n\ngo 1.20\n" }, env: {} });
      const env = readGoEnv(host, "/m");
      const choice = chooseToolchain(host, env, versionLines(host, env));
      assert.match(choice.steps[0] ?? "", /is not known/);
      assert.equal(choice.toolchain, "go1.20");
    });
  });

  it("names settings that stop the go command", () => {
    const problems = (env: Record<string, string>, files: Record<string, MemoryNode> = go): string[] => {
      const host = memoryHost({ files, env: { PATH: "/go/bin", HOME: "/home/user", ...env } });
      return settingProblems(host, readGoEnv(host, "/m")).map(({ variable, stops }) => `${variable}: ${stops}`);
    };
    assert.deepEqual(problems({}), []);
    assert.deepEqual(problems({ GOROOT: "/none" }), ["GOROOT: every-command", "GOPROXY: fetching"]);
    assert.deepEqual(problems({ GOPATH: "~/go" }), ["GOPATH: every-command", "GOMODCACHE: fetching"]);
    assert.deepEqual(problems({ GOFLAGS: "-bogus" }), ["GOFLAGS: most-commands"]);
    assert.deepEqual(problems({ GOPROXY: "ftp://x" }), ["GOPROXY: fetching"]);
    assert.deepEqual(problems({ GOMODCACHE: "/go/VERSION" }), ["GOMODCACHE: fetching"]);
    assert.deepEqual(problems({ GOCACHE: "off" }), ["GOCACHE: building"]);
    assert.deepEqual(problems({ GOTOOLCHAIN: "1.20" }), ["GOTOOLCHAIN: every-command"]);
    assert.deepEqual(problems({ GOTOOLCHAIN: "1.20", GO111MODULE: "off" }), []);
  });
});
