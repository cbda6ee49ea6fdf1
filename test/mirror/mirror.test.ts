import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cached, gomodLint, type Ran, type Surroundings } from "../support/cli.ts";
import { sumLine } from "../support/go-world.ts";
import type { MemoryNode } from "../support/memory-host.ts";
import { moduleZip } from "../support/module-zip.ts";

/** log is required at two versions; web is of a time before pruning, so that what it requires is loaded. */
const modules: Readonly<Record<string, string>> = {
  "example.com/log@v1.0.0": "module example.com/log\n\ngo 1.21\n",
  "example.com/log@v1.3.0": "module example.com/log\n\ngo 1.21\n",
  "example.com/web@v1.4.0":
    "module example.com/web\n\ngo 1.16\n\nrequire (\n\texample.com/log v1.0.0\n\texample.com/old v0.9.0\n)\n",
  "example.com/old@v0.9.0": "module example.com/old\n\ngo 1.21\n",
};
const zips = Object.fromEntries(
  ["example.com/log@v1.3.0", "example.com/web@v1.4.0"].map((module) => [
    module,
    moduleZip(module, { "go.mod": modules[module] ?? "", "a.go": "package a\n" }),
  ]),
);
const info = (version: string): string => `{"Version":"${version}","Time":"2024-01-02T03:04:05Z"}`;

function zipSum(module: string): string {
  const sha = (text: string): ReturnType<typeof createHash> => createHash("sha256").update(text);
  const line = (name: string, text: string): string => `${sha(text).digest("hex")}  ${module}/${name}\n`;
  const lines = line("a.go", "package a\n") + line("go.mod", modules[module] ?? "");
  return `${module.replace("@", " ")} h1:${sha(lines).digest("base64")}\n`;
}

const goSum = [...Object.keys(zips).map(zipSum), ...Object.entries(modules).map(([name, text]) => sumLine(name, text))].join("");

const download = "/cache/cache/download/";
const app: Readonly<Record<string, MemoryNode>> = {
  "/work/go.mod": "module example.com/app\n\ngo 1.22\n\nrequire (\n\texample.com/log v1.3.0\n\texample.com/web v1.4.0\n)\n",
  "/work/go.sum": goSum,
  ...cached(modules),
  [`${download}example.com/log/@v/v1.3.0.info`]: info("v1.3.0"),
  [`${download}example.com/web/@v/v1.4.0.info`]: info("v1.4.0"),
  [`${download}example.com/log/@v/v1.3.0.zip`]: zips["example.com/log@v1.3.0"] ?? "",
  [`${download}example.com/web/@v/v1.4.0.zip`]: zips["example.com/web@v1.4.0"] ?? "",
};

const without = (...names: string[]): Record<string, MemoryNode> =>
  Object.fromEntries(Object.entries(app).filter(([path]) => !names.some((name) => path.endsWith(name))));

const mirror = (args: readonly string[], surroundings: Surroundings): Promise<Ran> =>
  gomodLint(["mirror", ...args], surroundings);

function written({ host }: Ran): readonly string[] {
  return host.io.writes.map((path) => path.replace(/^\/m\//, "")).sort();
}

const whole = [
  "example.com/log/@v/list",
  "example.com/log/@v/v1.0.0.mod",
  "example.com/log/@v/v1.3.0.info",
  "example.com/log/@v/v1.3.0.mod",
  "example.com/log/@v/v1.3.0.zip",
  "example.com/old/@v/list",
  "example.com/old/@v/v0.9.0.info",
  "example.com/old/@v/v0.9.0.mod",
  "example.com/web/@v/list",
  "example.com/web/@v/v1.4.0.info",
  "example.com/web/@v/v1.4.0.mod",
  "example.com/web/@v/v1.4.0.zip",
];

describe("gomod-lint mirror", () => {
  it("writes the closure, and nothing the second time", async () => {
    const first = await mirror(["/m"], { files: app });
    assert.equal(first.exit, 0, first.stdout + first.stderr);
    assert.deepEqual(written(first), whole);
    assert.match(first.stdout, /^\/m: 12 files, 0\.0 MB, of which 12 were written$/m);
    assert.match(first.stdout, /^to use it: GOPROXY=file:\/\/\/m GONOPROXY=none GOSUMDB=off GOFLAGS=-mod=readonly$/m);
    assert.equal(first.host.readText("/m/example.com/log/@v/list"), "v1.3.0\n");
    assert.equal(first.host.readText("/m/example.com/log/@v/v1.3.0.info"), info("v1.3.0"));
    assert.equal(first.host.readText("/m/example.com/old/@v/v0.9.0.info"), '{"Version":"v0.9.0"}');
    first.host.io.writes.length = 0;
    const second = await mirror(["/m"], { host: first.host });
    assert.equal(second.exit, 0);
    assert.deepEqual(written(second), []);
    assert.match(second.stdout, /of which 0 were written/);
  });

  it("--check says what is missing or differs, and writes nothing", async () => {
    const empty = await mirror(["--check", "/m"], { files: app });
    assert.equal(empty.exit, 1);
    assert.match(empty.stdout, /^missing example\.com\/log@v1\.3\.0 \.zip$/m);
    assert.match(empty.stdout, /^missing or old example\.com\/log\/@v\/list$/m);
    assert.deepEqual(written(empty), []);
    const { host } = await mirror(["/m"], { files: app });
    assert.match((await mirror(["--check", "/m"], { host })).stdout, /^\/m has everything: 12 files/m);
    host.set("/m/example.com/web/@v/v1.4.0.mod", "module example.com/web\n");
    host.set("/m/example.com/web/@v/list", "v9.0.0\n");
    host.io.writes.length = 0;
    const spoiled = await mirror(["--check", "/m"], { host });
    assert.equal(spoiled.exit, 1);
    assert.match(spoiled.stdout, /^differs example\.com\/web@v1\.4\.0 \.mod: .*it has the hash h1:.*, but go\.sum says h1:/m);
    assert.match(spoiled.stdout, /^missing or old example\.com\/web\/@v\/list$/m);
    assert.match(spoiled.stdout, /^\/m lacks 2 files$/m);
    assert.deepEqual(written(spoiled), []);
    const mended = await mirror(["/m"], { host });
    assert.equal(mended.exit, 0);
    assert.deepEqual(written(mended), ["example.com/web/@v/list", "example.com/web/@v/v1.4.0.mod"]);
  });

  it("never takes what is not what go.sum says, or a zip that was cut short", async () => {
    const cut = zips["example.com/web@v1.4.0"]?.subarray(0, 200) ?? "";
    const files = {
      ...app,
      [`${download}example.com/web/@v/v1.4.0.zip`]: cut,
      [`${download}example.com/log/@v/v1.3.0.zip`]: moduleZip("example.com/log@v1.3.0", {
        "go.mod": "",
        "a.go": "package evil\n",
      }),
    };
    const ran = await mirror(["/m"], { files });
    assert.equal(ran.exit, 3);
    assert.match(ran.stdout, /^missing example\.com\/web@v1\.4\.0 \.zip: \/cache\/.*: it is no zip file, or was cut short/m);
    assert.match(ran.stdout, /^missing example\.com\/log@v1\.3\.0 \.zip: \/cache\/.*: it has the hash h1:.*but go\.sum says/m);
    assert.ok(!written(ran).some((name) => name.endsWith(".zip")));
    assert.doesNotMatch(ran.stdout, /to use it/);
    // A proxy that has the right one is as good.
    const proxied = { ...files, "/p/example.com/web/@v/v1.4.0.zip": zips["example.com/web@v1.4.0"] ?? "" };
    const second = await mirror(["/m"], { files: proxied, env: { GOPROXY: "file:///p" } });
    assert.ok(written(second).includes("example.com/web/@v/v1.4.0.zip"));
  });

  it("names the command for what only version control has, and asks no public proxy for it", async () => {
    const files = without("web/@v/v1.4.0.zip", "log/@v/v1.3.0.zip");
    const env = { GOPROXY: "http://user:secret@proxy.test", GOPRIVATE: "example.com/web" };
    const offline = await mirror(["/m"], { files, env });
    assert.equal(offline.exit, 3);
    assert.deepEqual(offline.host.io.requests, []);
    assert.match(offline.stdout, /web@v1\.4\.0 \.zip: not in the module cache \(\/cache\); GOPRIVATE keeps it from proxies/);
    assert.match(offline.stdout, /^ {2}where their repositories can be reached: go mod download example\.com\/web@v1\.4\.0$/m);
    assert.match(offline.stdout, /^ {2}to ask GOPROXY: --online; or first: go mod download example\.com\/log@v1\.3\.0$/m);
    const online = await mirror(["--online", "/m"], { files, env: { ...env, GOPROXY: "https://user:secret@proxy.test" } });
    assert.equal(online.exit, 3);
    assert.ok(online.host.io.requests.length > 0);
    assert.ok(online.host.io.requests.every((url) => !url.includes("/web/")));
    assert.ok(!(online.stdout + online.stderr).includes("secret"));
  });

  it("--online asks the proxies for what is not on this machine", async () => {
    const files = without("web/@v/v1.4.0.zip", "web/@v/v1.4.0.info", "web/@v/v1.4.0.mod");
    const served: Readonly<Record<string, string | Uint8Array>> = {
      "/example.com/web/@v/v1.4.0.mod": modules["example.com/web@v1.4.0"] ?? "",
      "/example.com/web/@v/v1.4.0.info": info("v1.4.0"),
      "/example.com/web/@v/v1.4.0.zip": zips["example.com/web@v1.4.0"] ?? "",
    };
    const ran = await mirror(["--online", "/m"], {
      files,
      env: { GOPROXY: "http://proxy.test", GOMODLINT_CACHE: "/own" },
      http({ url }) {
        const body = served[new URL(url).pathname];
        return { status: body === undefined ? 404 : 200, headers: {}, body: Buffer.from(body ?? "") };
      },
    });
    assert.equal(ran.exit, 0, ran.stdout + ran.stderr);
    assert.deepEqual(
      written(ran).filter((name) => !name.startsWith("/own")),
      whole,
    );
    assert.equal(ran.host.readText("/m/example.com/web/@v/v1.4.0.info"), info("v1.4.0"));
    // Its go.mod came with the graph.
    assert.equal(ran.host.io.requests.filter((url) => url.endsWith("web/@v/v1.4.0.mod")).length, 1);
  });

  it("says which files go.sum does not know", async () => {
    const files = { ...app, "/work/go.sum": goSum.replace(/^example\.com\/web v1\.4\.0 .*\n/m, "") };
    const ran = await mirror(["/m"], { files });
    assert.equal(ran.exit, 0);
    assert.match(
      ran.stdout,
      /^go\.sum has no hash of 1 file, so nothing vouches for them:\n {2}example\.com\/web@v1\.4\.0 \.zip$/m,
    );
  });

  it("stops where nothing can be written, and says what to do", async () => {
    const files = { ...app, "/m/example.com/log/@v/v1.0.0.mod": { fails: { failed: "no-space", detail: "ENOSPC" } } as const };
    const ran = await mirror(["/m"], { files });
    assert.equal(ran.exit, 3);
    assert.match(ran.stdout, /log\/@v\/v1\.0\.0\.mod: could not be written: no space left \(ENOSPC\); nothing further was tried/);
    assert.match(ran.stdout, /^ {2}make room and run it again: it goes on where it was$/m);
  });

  it("lists the versions of all mirrors that lie in one directory, and keeps what others have put there", async () => {
    const others = {
      "/m/example.com/log/@v/v1.10.0.info": info("v1.10.0"),
      "/m/example.com/log/@v/v1.2.0.info": info("v1.2.0"),
      "/m/example.com/log/@v/v0.0.0-20240102030405-0123456789ab.info": info("v0.0.0-20240102030405-0123456789ab"),
      "/m/example.com/log/@v/.v1.0.0.mod.123-abc.tmp": "mod",
      "/m/example.com/log/@v/notes.txt": "mine",
    };
    const ran = await mirror(["/m"], { files: { ...app, ...others } });
    assert.equal(ran.host.readText("/m/example.com/log/@v/list"), "v1.2.0\nv1.3.0\nv1.10.0\n");
    assert.equal(ran.host.readText("/m/example.com/log/@v/notes.txt"), "mine");
    assert.equal(ran.host.kind("/m/example.com/log/@v/.v1.0.0.mod.123-abc.tmp"), "missing");
  });

  it("does without the go.mod files that pruning leaves out, and says so", async () => {
    const web = "module example.com/web\n\ngo 1.21\n\nrequire example.com/old v0.9.0\n";
    const files = { ...without("go.sum", "old/@v/v0.9.0.mod"), [`${download}example.com/web/@v/v1.4.0.mod`]: web };
    const ran = await mirror(["/m"], { files });
    assert.equal(ran.exit, 0, ran.stdout);
    assert.match(ran.stdout, /^without 1 go\.mod file that pruning leaves out: .* \(--online brings them\)$/m);
    assert.ok(written(ran).includes("example.com/old/@v/v0.9.0.info"));
    const all = await mirror(["--for", "all", "/m"], { files });
    assert.equal(all.exit, 3);
    assert.match(all.stdout, /^missing example\.com\/old@v0\.9\.0 \.mod: /m);
  });

  it("says that go.mod has to change first, where it has", async () => {
    const goMod = "module example.com/app\n\ngo 1.22\n\nrequire (\n\texample.com/log v1.0.0\n\texample.com/web v1.4.0\n)\n";
    const web = "module example.com/web\n\ngo 1.21\n\nrequire example.com/log v1.3.0\n";
    const files = { ...without("go.sum"), "/work/go.mod": goMod, [`${download}example.com/web/@v/v1.4.0.mod`]: web };
    const ran = await mirror(["/m"], { files });
    assert.equal(ran.exit, 0, ran.stdout);
    assert.match(
      ran.stderr,
      /^gomod-lint: go\.mod has to change before the go command builds; .*\n {2}gomod-lint check --fix, or go mod tidy/,
    );
    assert.ok(written(ran).includes("example.com/log/@v/v1.3.0.zip"));
  });

  it("takes the replacement in place of what it replaces, and no directory", async () => {
    const files = {
      ...app,
      "/work/go.mod":
        "module example.com/app\n\ngo 1.22\n\nrequire (\n\texample.com/gone v1.0.0\n\texample.com/web v1.0.0\n)\n\nreplace example.com/gone => ../gone\n\nreplace example.com/web => example.com/log v1.3.0\n",
      "/gone/go.mod": "module example.com/gone\n",
    };
    const ran = await mirror(["/m"], { files });
    assert.equal(ran.exit, 0, ran.stdout + ran.stderr);
    assert.deepEqual(
      written(ran),
      whole.filter((name) => /log\/@v\/(list|v1\.3)/.test(name)),
    );
  });

  it("refuses a directory that is none, the module cache, and what makes no sense", async () => {
    const refusals: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /which DIR\?/],
      [["/work/go.mod"], /is not a directory/],
      [["/cache/cache/download"], /lies in the module cache \(\/cache\)/],
      [["--check", "--online", "/m"], /without --online/],
      [["--for", "everything", "/m"], /--for takes build, tidy, all/],
      [["/m", "/nowhere"], /no such file or directory/],
    ];
    for (const [args, says] of refusals) {
      const ran = await mirror(args, { files: app });
      assert.equal(ran.exit, 2, args.join(" "));
      assert.match(ran.stderr, says);
      assert.deepEqual(written(ran), []);
    }
  });

  it("tells a program all of it", async () => {
    const ran = await mirror(["--format", "json", "/m, with signs"], { files: without("web/@v/v1.4.0.zip") });
    assert.equal(ran.exit, 3);
    assert.deepEqual(JSON.parse(ran.stdout), {
      directory: "/m, with signs",
      goproxy: "file:///m%2C%20with%20signs",
      for: "build",
      complete: false,
      files: 11,
      written: 11,
      bytes: JSON.parse(ran.stdout).bytes,
      lacking: [
        {
          path: "example.com/web",
          version: "v1.4.0",
          file: "example.com/web/@v/v1.4.0.zip",
          state: "missing",
          needed: true,
          reason: "proxy-off",
          detail: "not in the module cache (/cache); GOPROXY=off forbids asking",
        },
      ],
      lists: [],
      impossible: [],
      unverified: [],
      made: 0,
    });
  });
});
