import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import * as fs from "node:fs";
import { join } from "node:path";
import { askServer, runEverything } from "../support/ask-everything.ts";
import { certificateFile, type Fault, type ModuleProxy, startModuleProxy } from "../support/module-proxy.ts";
import { scratchFolder } from "../support/scratch-folder.ts";
import { runCli } from "../support/spawn-cli.ts";

const secret = "5EcReT";
/** Every shape that it may come out in. */
const shapes = [secret, ...["ann", "ann:w", "ann:p", "ann:p@"].map((start) => `${start}-${secret}`)].flatMap((text) => [
  text,
  Buffer.from(text).toString("base64").replace(/=+$/, ""),
  encodeURIComponent(text),
]);

const goMod = `module example.com/app

go 1.21

require (
	example.com/log v1.0.0
	example.com/web v1.0.0
	corp.example/secret v1.0.0
)
`;

describe("user names and passwords", function () {
  this.timeout(240_000);
  const scratch = scratchFolder();
  let folder: string;
  let proxy: ModuleProxy;

  beforeEach(async () => {
    folder = join(scratch.path, "app");
    write("app/go.mod", goMod);
    write("app/main.go", 'package main\n\nimport _ "example.com/log"\n\nfunc main() {}\n');
    write("app/.git/HEAD", "ref: refs/heads/main\n");
    const modules = {
      "/example.com/log/@v/v1.0.0.mod": "module example.com/log\n\ngo 1.21\n",
      "/example.com/log/@v/list": "v1.0.0\nv1.1.0\n",
      "/example.com/web/@v/v1.0.0.mod": "module example.com/web\n\ngo 1.21\n\nrequire example.com/log v1.0.0\n",
    } as Readonly<Record<string, string>>;
    proxy = await startModuleProxy((path) => modules[path.replace(/^\/base/, "")], { tls: true });
  });
  afterEach(async () => {
    await proxy.close();
  });

  const write = (name: string, text: string): void => scratch.write({ [name]: text });

  function expectSilence(text: string, label: string): void {
    for (const shape of shapes) {
      const at = text.indexOf(shape);
      assert.equal(at, -1, `${label}: ${text.slice(Math.max(0, at - 200), at + 60)}`);
    }
  }

  /** What the program has written on the disk. */
  function expectSilentFiles(label: string): void {
    for (const name of fs.readdirSync(scratch.path, { recursive: true }) as string[]) {
      if (name === "home/.netrc" || name === "goenv" || !fs.statSync(join(scratch.path, name)).isFile()) continue;
      expectSilence(`${name}\n${fs.readFileSync(join(scratch.path, name), "latin1")}`, `${label}: file ${name}`);
    }
  }

  const base = (): Record<string, string> => ({
    HOME: join(scratch.path, "home"),
    GOMODCACHE: join(scratch.path, "cache"),
    GOMODLINT_CACHE: join(scratch.path, "own"),
    GOENV: "off",
    GOMOD_LINT_DEBUG: "1",
    SSL_CERT_FILE: certificateFile,
  });

  const faults: Readonly<Record<string, Fault | undefined>> = {
    "that answers": undefined,
    "that asks who is there": { kind: "status", status: 401, text: "who are you?" },
    "that repeats what it was sent": { kind: "status", status: 403, text: `no: ann:p-${secret}` },
    "that leads elsewhere": { kind: "status", status: 302, headers: { location: `https://ann:p-${secret}@127.0.0.1:1/there` } },
    "that breaks off": { kind: "truncate" },
  };
  for (const [name, fault] of Object.entries(faults)) {
    it(`of a proxy ${name} are never seen`, async () => {
      if (fault !== undefined) proxy.fault("*", fault);
      const at = (scheme: string, host: string): string => `${scheme}://ann:p-${secret}@${host}`;
      const env = {
        ...base(),
        GOPROXY: `${at("https", `localhost:${proxy.port}/base`)}|${at("https", "127.0.0.1:1")}|https://ann:p%40-${secret}@127.0.0.1:2,direct`,
        GOSUMDB: `sum.golang.org ${at("http", "127.0.0.1:1")}`,
        HTTPS_PROXY: at("http", "127.0.0.1:3"),
        HTTP_PROXY: at("http", "127.0.0.1:3"),
        GOAUTH: `netrc; /bin/echo token-${secret}`,
        GOPRIVATE: "corp.example",
      };
      write(
        "home/.netrc",
        `machine localhost login ann password w-${secret}\nmachine 127.0.0.1:1 login ann password w-${secret}\n`,
      );
      for (const { args, text } of await runEverything({ cwd: folder, env }, [
        ["mirror", "--online", join(scratch.path, "mirror")],
        ["mirror", "--check", "--format", "json", join(scratch.path, "mirror")],
      ]))
        expectSilence(text, args.join(" "));
      expectSilence(await askServer({ cwd: folder, env }), "lsp");
      assert.ok(proxy.requests.length > 0);
      expectSilentFiles(name);
    });
  }

  it("that stand in settings of a wrong form are never seen", async () => {
    const wrong: readonly Record<string, string>[] = [
      { GOPROXY: `ftp://ann:p-${secret}@host` },
      { GOPROXY: `https//ann:p-${secret}@host,direct` },
      { GOPROXY: `ann:p-${secret}@host:8080` },
      { GOPROXY: `https://ann:p/${secret}@host` },
      { GOPROXY: `https://ann:p#${secret}@host` },
      { GOPROXY: `https://ann:p?${secret}@host x` },
      { GOPROXY: `https://ann:p-${secret}@ho st` },
      { GOPROXY: `https://ann:${secret}@[::1` },
      { GOPROXY: `file://ann:p-${secret}@host/x` },
      { GOPROXY: `http:/ann:p-${secret}@host/x` },
      { GOSUMDB: `sum.golang.org ftp://ann:p-${secret}@host` },
      { GOSUMDB: `sum.golang.org https://ann:p-${secret}@ho st x` },
      { GOSUMDB: `ann:p-${secret}@host` },
      { HTTPS_PROXY: `ann:p-${secret}@127.0.0.1:1`, GOPROXY: "https://proxy.invalid" },
      { HTTPS_PROXY: `socks5://ann:p-${secret}@127.0.0.1:1`, GOPROXY: "https://proxy.invalid" },
      { HTTPS_PROXY: `http://ann:p-${secret}@ho st`, GOPROXY: "https://proxy.invalid" },
      { GOAUTH: `; /bin/echo ${secret}` },
      { GOAUTH: `off; /bin/echo ${secret}` },
      { GOFLAGS: `-proxy=https://ann:p-${secret}@host` },
      { GOFLAGS: `https://ann:p-${secret}@host` },
      { GONOPROXY: `https://ann:p-${secret}@host/x`, GOPROXY: "https://proxy.invalid" },
      { GOPRIVATE: `https://ann:p-${secret}@host/x`, GOPROXY: "https://proxy.invalid" },
    ];
    const commands = [
      ["check"],
      ["list"],
      ["doctor", "--details"],
      ["doctor", "--egress"],
      ["doctor", "--online", "--timeout", "1s"],
    ];
    for (const settings of wrong) {
      const { GOENV: _, ...env } = base();
      // As a process's variable, and as a line that `go env -w` writes.
      write(
        "goenv",
        Object.entries(settings)
          .map(([name, value]) => `${name}=${value}\n`)
          .join(""),
      );
      for (const given of [settings, { GOENV: join(scratch.path, "goenv"), ...("HTTPS_PROXY" in settings ? settings : {}) }]) {
        await Promise.all(
          [...commands, ["explain-error", "-"]].map(async (args) => {
            const input = "go: example.com/log@v1.0.0: module lookup disabled by GOPROXY=off\n";
            const { stdout, stderr } = await runCli(args, {
              cwd: folder,
              env: { GOENV: "off", GOPROXY: "", ...env, ...given },
              input,
            });
            expectSilence(stdout + stderr, `${JSON.stringify(given)} ${args.join(" ")}`);
          }),
        );
      }
      expectSilence(await askServer({ cwd: folder, env: { ...env, ...settings } }), `lsp ${JSON.stringify(settings)}`);
    }
    expectSilentFiles("wrong settings");
  });

  it("in what the go command printed are not repeated", async () => {
    const input = [
      `go: example.com/log@v1.0.0: reading https://ann:p-${secret}@127.0.0.1:1/example.com/log/@v/v1.0.0.mod: 404 Not Found`,
      `go: example.com/log@v1.0.0: Get "https://ann:p-${secret}@127.0.0.1:1/x": dial tcp 127.0.0.1:1: connect: connection refused`,
      `go: something else: https://${secret}@github.com/acme/private`,
      `go: github.com/acme/private@v1.0.0: git ls-remote -q https://ann:p-${secret}@github.com/acme/private in /x: exit status 128:`,
      `\tfatal: could not read Username for 'https://${secret}@github.com': terminal prompts disabled`,
      "",
    ].join("\n");
    for (const args of [
      ["explain-error", "-"],
      ["explain-error", "--format", "json", "-"],
    ]) {
      const { stdout, stderr, code } = await runCli(args, { cwd: folder, env: base(), input });
      expectSilence(stdout + stderr, args.join(" "));
      assert.match(stdout, /connection/);
      assert.ok(code !== 3, stderr);
    }
  });
});
