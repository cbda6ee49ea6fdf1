import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import fc from "fast-check";
import { goVariables, readGoEnv } from "../../server/environment/go-env.ts";
import { settingProblems } from "../../server/environment/setting-problems.ts";
import { nodeHost } from "../../server/host/node.ts";

const runs = Number(process.env["GOMOD_LINT_ENVIRONMENT_RUNS"] ?? 300);
const seed = Number(process.env["GOMOD_LINT_SEED"] ?? 20_260_101);

describe("differential: environment against go env", () => {
  let root: string;
  let go: string;
  before(function () {
    const found = spawnSync("go", ["env", "GOROOT"], { encoding: "utf8", env: { ...process.env, GOROOT: "" } });
    if (found.status !== 0) this.skip(); // no go command here to compare with
    go = found.stdout.trim();
    root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), "goenv-")));
    makeTree(root, go);
  });
  after(() => {
    if (root !== undefined) fs.rmSync(root, { recursive: true, force: true });
  });

  it(`says what go env says under ${runs} settings`, function () {
    this.timeout(runs * 500 + 20_000);
    let failed = 0;
    fc.assert(
      fc.property(settings(), ({ variables, file, directory }) => {
        const env = resolveNames(
          { ...variables, HOME: variables["HOME"] ?? "", PATH: variables["PATH"] ?? "{go}/bin:/bin" },
          root,
          go,
        );
        if (file !== undefined) {
          fs.writeFileSync(join(root, "user.env"), resolveText(file, root, go));
          env["GOENV"] = join(root, "user.env");
        }
        const cwd = join(root, directory);
        env["PWD"] = cwd;
        const answer = spawnSync("go", ["env", "-json", ...goVariables], { cwd, env, encoding: "utf8" });
        const ours = readGoEnv({ ...nodeHost(), env, cwd }, ".");
        const problems = settingProblems({ ...nodeHost(), env, cwd }, ours).filter(
          (problem) => problem.stops === "every-command",
        );
        if (answer.status !== 0) {
          failed++;
          assert.notDeepEqual(problems, [], `go says ${answer.stderr}`);
          return;
        }
        assert.deepEqual(problems, [], "go env does not fail");
        const values = Object.fromEntries(goVariables.map((name) => [name, ours.get(name).value]));
        assert.deepEqual(values, JSON.parse(answer.stdout));
      }),
      { numRuns: runs, seed },
    );
    assert.ok(failed < runs / 2, `${failed} of ${runs} settings were invalid: too few are compared`);
  });

  it("accepts the GOFLAGS that the go command accepts", function () {
    this.timeout(60_000);
    const word = fc.oneof(
      fc.constantFrom(
        "-mod=mod",
        "--mod=vendor",
        "-mod",
        "-modfile=x.mod",
        "-x",
        "-n=false",
        "-tags=a,b",
        "'-ldflags=-s -w'",
        '"-gcflags=all=-N -l"',
      ),
      fc.constantFrom(
        "mod",
        "-",
        "--",
        "---mod",
        "-=x",
        "--=x",
        "-insecure",
        "-unknown",
        "-mod =x",
        "'-mod",
        "=",
        "-v",
        "-u",
        "-json",
        "-C=/",
        "-h",
      ),
      fc.stringMatching(/^--?[a-z]{1,6}(=[a-z]?)?$/),
    );
    const home = join(root, "home");
    fc.assert(
      fc.property(fc.array(word, { maxLength: 3 }), fc.constantFrom(" ", "  ", "\t", "\n"), (words, space) => {
        const env = { HOME: home, PATH: `${go}/bin`, GOFLAGS: words.join(space) };
        const answer = spawnSync("go", ["version"], { cwd: root, env, encoding: "utf8" });
        const host = { ...nodeHost(), env, cwd: root };
        const problems = settingProblems(host, readGoEnv(host, ".")).filter((problem) => problem.variable === "GOFLAGS");
        const said = answer.stderr.split("\n").find((line) => line.startsWith("go: parsing $GOFLAGS"));
        assert.equal(problems[0] === undefined ? undefined : `go: ${problems[0].message}`, said);
      }),
      { numRuns: Math.min(runs, 200), seed },
    );
  });
});

/** The directories that settings are tried in. */
const directories = [
  "",
  "a",
  "a/b/c",
  "w",
  "w/m/deep",
  "tmp",
  "tmp/x",
  "tmp/mod/x",
  "link/b",
  "gopath",
  "gopath/src/x",
  "odd",
  "odd/x",
  "fakeroot/src",
];

function makeTree(root: string, go: string): void {
  const files: Record<string, string> = {
    "a/go.mod": "module a\n\ngo 1.20\n",
    "a/b/c/file": "",
    "w/go.work": "go 1.20\n\nuse ./m\n",
    "w/m/go.mod": "module m\n\ngo 1.20\n",
    "w/m/deep/file": "",
    "w/other.work": "go 1.20\n",
    "tmp/go.mod": "module tmp\n",
    "tmp/x/file": "",
    "tmp/mod/go.mod": "module mod\n",
    "tmp/mod/x/file": "",
    "gopath/go.mod": "module gopath\n",
    "gopath/src/x/file": "",
    "odd/go.mod/file": "a directory of this name is no go.mod",
    "odd/x/go.work/file": "",
    "home/.config/go/env": "GOPROXY=https://home.example\nGOPRIVATE=home.example\n",
    "fakeroot/go.env": "# comment\nGOPROXY=https://first.example\nGOPROXY=https://second.example\nGOSUMDB=off\nGOFLAGS=-x\n",
    "fakeroot/go.work": "go 1.20\n",
    "fakeroot/src/file": "",
    "noenv/file": "",
    "bin/file": "",
    "empty/file": "",
  };
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(dirname(join(root, name)), { recursive: true });
    fs.writeFileSync(join(root, name), text);
  }
  fs.symlinkSync("a", join(root, "link"));
  fs.symlinkSync("tmp", join(root, "tmplink"));
  fs.symlinkSync(join(go, "bin", "go"), join(root, "bin", "go"));
  fs.symlinkSync(go, join(root, "golink"));
  assert.equal(execFileSync("go", ["version"], { encoding: "utf8" }).startsWith("go version go1."), true);
}

function settings(): fc.Arbitrary<{ variables: Record<string, string>; file: string | undefined; directory: string }> {
  const some = (...values: string[]): fc.Arbitrary<string | undefined> =>
    fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });
  const rare = (...values: string[]): fc.Arbitrary<string | undefined> =>
    fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom(...values) });
  const variables = fc.record({
    GO111MODULE: some("on", "auto", "off", "", "maybe"),
    GOARCH: some("arm64", "386"),
    GOAUTH: some("off", "netrc; git /x"),
    GOBIN: some("/bin", "rel"),
    GOCACHE: some("/cache", "off", "rel"),
    GODEBUG: some("http2client=0"),
    GOENV: some("off", "{root}/home/.config/go/env", "file", "/none"),
    GOFLAGS: some("-mod=mod", "-unknown", "'-mod", "-modfile=x.mod"),
    GOINSECURE: some("*.example"),
    GOMODCACHE: some("/cache/mod", "rel/mod", "{root}/x/"),
    GONOPROXY: some("none", "a.example,b.example"),
    GONOSUMDB: some("*"),
    GOOS: some("windows", "darwin"),
    GOPATH: fc.oneof(
      { weight: 3, arbitrary: some("/gp", "{root}/gopath", "/a:/b", ":/b", "", "/a//b/") },
      { weight: 1, arbitrary: rare("rel", "~/go", "/a:rel") },
    ),
    GOPRIVATE: some("corp.example/*"),
    GOPROXY: some("off", "direct", "https://a.example|https://b.example,direct"),
    GOROOT: fc.oneof(
      { weight: 4, arbitrary: some("{go}", "{go}/", "{root}/golink", "{root}/fakeroot", "{root}/noenv") },
      { weight: 1, arbitrary: rare("/none", "{root}/a/go.mod") },
    ),
    GOSUMDB: some("off", "sum.golang.google.cn"),
    GOTMPDIR: some("/tmp"),
    GOTOOLCHAIN: fc.oneof(
      { weight: 4, arbitrary: some("local", "local+auto", "local+path", "path", "auto") },
      { weight: 1, arbitrary: rare("bash", "local+x", "1.20", "go1.x+auto") },
    ),
    GOVCS: some("*:off"),
    GOWORK: some("off", "auto", "{root}/w/other.work", "/none/go.work", "rel"),
    HOME: some("{root}/home", "{root}/empty", "rel", "{root}/a/"),
    PATH: some("{root}/bin:/bin", "{root}/golink/bin:/bin", "/none:{go}/bin"),
    TMPDIR: some("{root}/tmp", "{root}/tmp/", "{root}/tmplink", "/none"),
    XDG_CONFIG_HOME: some("{root}/home/.config", "rel"),
    XDG_CACHE_HOME: some("/xdg", "rel"),
  });
  const lines = fc.array(
    fc.constantFrom(
      "GOPROXY=https://user.example",
      "GOPROXY=",
      "GOROOT={root}/fakeroot",
      "GOROOT={root}/fakeroot/",
      "GOPATH={root}/gopath",
      "GO111MODULE=auto",
      "GOWORK=off",
      "GOCACHE=rel",
      "GOPRIVATE=p.example",
      "GONOSUMDB=q.example ",
      "GOFLAGS=-mod=mod\r",
      "GODEBUG=x=1",
      "GOMODCACHE=/user/mod",
      "GOTOOLCHAIN=local",
      "# GOPROXY=off",
      " GOPROXY=off",
      "goproxy=off",
      "GONOPROXY",
      "",
      "GOSUMDB=a=b",
      "HOME=/elsewhere",
      "GOENV=off",
      "GOVERSION=go9",
      "GOMOD=/x",
    ),
    { maxLength: 8 },
  );
  return fc.record({
    variables: variables.map((given) =>
      Object.fromEntries(Object.entries(given).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]))),
    ),
    file: fc.option(
      fc.tuple(lines, fc.constantFrom("", "\n")).map(([list, end]) => list.join("\n") + end),
      { nil: undefined, freq: 2 },
    ),
    directory: fc.constantFrom(...directories),
  });
}

function resolveNames(variables: Record<string, string>, root: string, go: string): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, resolveText(value, root, go)]));
}

function resolveText(text: string, root: string, go: string): string {
  return text.replaceAll("{root}", root).replaceAll("{go}", go);
}
