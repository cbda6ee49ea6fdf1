import assert from "node:assert/strict";
import { readGoEnv } from "../../server/environment/go-env.ts";
import { isUnavailable, type Unavailable } from "../../server/graph/lookup.ts";
import { modSources } from "../../server/sources/mod-sources.ts";
import { type MemoryHost, type MemoryHostOptions, memoryHost } from "../support/memory-host.ts";

const download = "/go/pkg/mod/cache/download";
const a1 = { path: "example.com/a", version: "v1.0.0" };

function setUp(
  options: MemoryHostOptions & { overlay?: Record<string, string> },
): { host: MemoryHost } & ReturnType<typeof modSources> {
  const host = memoryHost({ ...options, env: { GOPATH: "/go", HOME: "/home/user", GOPROXY: "off", ...options.env } });
  const overlay = options.overlay ?? {};
  return { host, ...modSources({ host, env: readGoEnv(host, "/work"), overlay: (path) => overlay[path] }) };
}

function reason(answer: ReturnType<ReturnType<typeof modSources>["lookup"]>): Unavailable {
  assert.ok(isUnavailable(answer), "there should be no answer");
  return answer;
}

describe("sources/mod-sources", () => {
  describe("the module cache", () => {
    it("reads each version once, whatever is asked how often", () => {
      const { host, lookup } = setUp({
        files: { [`${download}/example.com/a/@v/v1.0.0.mod`]: "module example.com/a\n\ngo 1.20\n" },
      });
      const first = lookup(a1);
      assert.ok(!isUnavailable(first) && first.go === "1.20");
      host.io.reads.length = 0;
      assert.equal(lookup({ ...a1 }), first);
      assert.deepEqual(host.io.reads, []);
    });

    it("finds modules with capital letters", () => {
      const name = `${download}/github.com/!burnt!sushi/toml/@v/v1.0.0-!r!c1.mod`;
      const { lookup } = setUp({ files: { [name]: "module github.com/BurntSushi/toml\n" } });
      assert.ok(!isUnavailable(lookup({ path: "github.com/BurntSushi/toml", version: "v1.0.0-RC1" })));
    });

    it("says where it looked", () => {
      const { lookup } = setUp({});
      assert.deepEqual(reason(lookup(a1)), {
        unavailable: "proxy-off",
        detail: "not in the module cache (/go/pkg/mod); GOPROXY=off forbids asking",
      });
    });

    it("looks again for what was missing", () => {
      const { host, lookup } = setUp({});
      reason(lookup(a1));
      host.set(`${download}/example.com/a/@v/v1.0.0.mod`, "module example.com/a\n");
      assert.ok(!isUnavailable(lookup(a1)));
    });

    it("tells what keeps a file from being read or understood", () => {
      const file = `${download}/example.com/a/@v/v1.0.0.mod`;
      const answers = [
        { special: "fifo" } as const,
        { fails: { failed: "denied", detail: "EACCES" } } as const,
        "module example.com/a\nrequire\n",
        "//vgo 0.0.3\nmodule example.com/a\n",
      ].map((node) => reason(setUp({ files: { [file]: node } }).lookup(a1)));
      assert.deepEqual(
        answers.map(({ unavailable }) => unavailable),
        ["unreadable", "unreadable", "malformed", "proxy-off"],
      );
      for (const { detail } of answers.slice(0, 3)) assert.ok(detail.startsWith(file), detail);
    });

    it("never makes a file name of what is no module", () => {
      const { host, lookup } = setUp({});
      const names = [
        "../../etc/passwd",
        "/etc/passwd",
        "example.com/../x",
        "example.com/a\0",
        "",
        "example.com/ü",
        "go",
        "toolchain",
        "C:\\x",
      ];
      const versions = ["v1.0.0/../../x", "latest", "1.0.0", "v1.0.0\0", "../v1.0.0", "v1.0.0/x"];
      for (const path of names) assert.equal(reason(lookup({ path, version: "v1.0.0" })).unavailable, "invalid-module", path);
      for (const version of versions) {
        assert.equal(reason(lookup({ path: "example.com/a", version })).unavailable, "invalid-module", version);
      }
      assert.deepEqual(
        host.io.reads.filter((path) => !path.endsWith("/env") && !path.endsWith("go.env")),
        [],
      );
    });

    it("does without a cache", () => {
      const host = memoryHost({ env: { GOPROXY: "off" } });
      const answer = reason(modSources({ host, env: readGoEnv(host, "/") }).lookup(a1));
      assert.equal(answer.detail, "not in the module cache (there is none); GOPROXY=off forbids asking");
    });
  });

  describe("directories", () => {
    const target = { path: "/work/b", version: "" };

    it("prefers an open document, and follows it", () => {
      const overlay: Record<string, string> = { "/work/b/go.mod": "module open\n" };
      const { lookup } = setUp({ files: { "/work/b/go.mod": "module disk\n" }, overlay });
      const path = (): unknown => (lookup(target) as { path?: string }).path;
      assert.equal(path(), "open");
      assert.equal(lookup(target), lookup(target));
      overlay["/work/b/go.mod"] = "module changed\n";
      assert.equal(path(), "changed");
      delete overlay["/work/b/go.mod"];
      assert.equal(path(), "disk");
    });

    it("reads a file again when it changed, or is told to", () => {
      const { host, lookup, forget } = setUp({ files: { "/work/b/go.mod": "module one\n" } });
      const first = lookup(target);
      host.io.reads.length = 0;
      assert.equal(lookup(target), first);
      assert.deepEqual(host.io.reads, []);
      host.set("/work/b/go.mod", "module two\n");
      assert.deepEqual((lookup(target) as { path?: string }).path, "two");
      const again = lookup(target);
      forget("/work/b/go.mod");
      assert.notEqual(lookup(target), again);
      host.remove("/work/b/go.mod");
      assert.equal(reason(lookup(target)).unavailable, "no-go-mod");
    });

    it("tells a missing directory from one without go.mod", () => {
      const { lookup } = setUp({
        files: { "/work/empty/": "", "/work/file": "", "/work/bad/go.mod": "module\n", "/work/fifo/go.mod": { special: "fifo" } },
      });
      const of = (path: string): string => {
        const { unavailable, detail } = reason(lookup({ path, version: "" }));
        return `${unavailable}: ${detail}`;
      };
      assert.equal(of("/work/none"), "no-directory: /work/none does not exist");
      assert.equal(of("/work/empty"), "no-go-mod: /work/empty has no go.mod");
      assert.equal(of("/work/file"), "no-directory: /work/file is not a directory");
      assert.equal(of("/work/fifo"), "unreadable: /work/fifo/go.mod: a fifo");
      assert.match(of("/work/bad"), /^malformed: \/work\/bad\/go\.mod:1: /);
    });
  });

  describe("file proxies and routes", () => {
    const mod = "module example.com/a\n";

    it("reads a file proxy when the module cache has nothing", () => {
      const { lookup, file } = setUp({
        files: { "/pro xy/example.com/a/@v/v1.0.0.mod": mod },
        env: { GOPROXY: "file:///none,file:///pro%20xy" },
      });
      assert.ok(!isUnavailable(lookup(a1)));
      assert.equal(file(a1), "/pro xy/example.com/a/@v/v1.0.0.mod");
    });

    it("goes on behind a comma only when there is no such module, behind a bar always", () => {
      const files = {
        "/broken/example.com/a/@v/v1.0.0.mod": { fails: { failed: "denied", detail: "EACCES" } },
        "/good/example.com/a/@v/v1.0.0.mod": mod,
      } as const;
      const with_ = (GOPROXY: string): ReturnType<ReturnType<typeof modSources>["lookup"]> =>
        setUp({ files, env: { GOPROXY } }).lookup(a1);
      assert.deepEqual(reason(with_("file:///broken,file:///good")), {
        unavailable: "proxy-failed",
        detail: "not in the module cache (/go/pkg/mod); /broken/example.com/a/@v/v1.0.0.mod: EACCES",
      });
      assert.ok(!isUnavailable(with_("file:///broken|file:///good")));
      assert.ok(!isUnavailable(with_("file:///none,file:///good,off")));
      assert.equal(reason(with_("file:///none")).unavailable, "not-found");
      assert.equal(reason(with_("file:///none,off,file:///good")).unavailable, "proxy-off");
      assert.equal(reason(with_("file:///none,direct,file:///good")).unavailable, "needs-direct");
      assert.equal(reason(with_("file:///none|file:///broken|file:///none")).unavailable, "proxy-failed");
    });

    it("keeps private modules from every proxy, also from a file proxy", () => {
      const { host, lookup } = setUp({
        files: { "/good/example.com/a/@v/v1.0.0.mod": mod },
        env: { GOPROXY: "file:///good", GOPRIVATE: "example.com" },
      });
      assert.deepEqual(reason(lookup(a1)), {
        unavailable: "needs-direct",
        detail: "not in the module cache (/go/pkg/mod); GOPRIVATE keeps it from proxies: only version control has it",
      });
      assert.deepEqual(
        host.io.reads.filter((path) => path.startsWith("/good")),
        [],
      );
      const none = setUp({
        files: { "/good/example.com/a/@v/v1.0.0.mod": mod },
        env: { GOPROXY: "file:///good", GOPRIVATE: "example.com", GONOPROXY: "none" },
      });
      assert.ok(!isUnavailable(none.lookup(a1)));
    });

    it("does not use what go.sum does not name", () => {
      const { lookup, verified } = setUp({
        files: { "/good/example.com/a/@v/v1.0.0.mod": mod },
        env: { GOPROXY: "file:///good" },
      });
      const answer = reason(verified(() => ["h1:wrong="])(a1));
      assert.equal(answer.unavailable, "checksum-mismatch");
      const hash = /has the hash (h1:\S+), but go\.sum says h1:wrong=/.exec(answer.detail)?.[1];
      assert.match(hash ?? "", /^h1:[A-Za-z0-9+/]{43}=$/);
      assert.ok(!isUnavailable(verified(() => [hash ?? ""])(a1)));
      assert.ok(!isUnavailable(lookup(a1)));
      assert.equal(reason(verified(() => ["h1:wrong="])(a1)).unavailable, "checksum-mismatch", "also of what is known by now");
    });

    it("answers for a proxy on the network without asking it", () => {
      const { host, lookup } = setUp({ env: { GOPROXY: "https://proxy.example" } });
      assert.deepEqual(reason(lookup(a1)), { unavailable: "not-in-cache", detail: "not in the module cache (/go/pkg/mod)" });
      assert.deepEqual(host.io.requests, []);
    });
  });
});
