import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import fc from "fast-check";
import { buildMod } from "../../server/environment/build-mod.ts";
import { readGoEnv } from "../../server/environment/go-env.ts";
import { httpProxyChoice } from "../../server/environment/http-proxy.ts";
import { chooseToolchain, versionLines } from "../../server/environment/toolchain.ts";
import { nodeHost } from "../../server/host/node.ts";

const seed = Number(process.env["GOMOD_LINT_SEED"] ?? 20_260_102);

describe("differential: decisions that follow from the environment", () => {
  let root: string;
  let bin: string;
  before(function () {
    const found = spawnSync("go", ["env", "GOROOT"], { encoding: "utf8", env: { ...process.env, GOROOT: "" } });
    if (found.status !== 0) this.skip(); // no go command here to compare with
    bin = join(found.stdout.trim(), "bin");
    root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), "decisions-")));
  });
  after(() => {
    if (root !== undefined) fs.rmSync(root, { recursive: true, force: true });
  });

  const write = (files: Record<string, string>): void => {
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(dirname(join(root, name)), { recursive: true });
      fs.writeFileSync(join(root, name), text);
    }
  };

  it("takes vendor directories when the go command does", function () {
    this.timeout(60_000);
    const goLines = [undefined, "1.13", "1.14", "1.22"];
    const manifests = [undefined, "", "## workspace\n", "##  x ; workspace\n", "# example.com/x v1.0.0\n"];
    const flags = ["", "-mod=mod", "-mod=vendor", "-mod=readonly", "-mod=", "-mod=x"];
    let vendored = 0;
    for (const work of [false, true]) {
      for (const goLine of goLines) {
        for (const manifest of manifests) {
          for (const flag of flags) {
            fs.rmSync(join(root, "case"), { recursive: true, force: true });
            const line = goLine === undefined ? "" : `\ngo ${goLine}\n`;
            write({ "case/m/go.mod": `module example.com/m\n${line}` });
            const top = work ? "case" : "case/m";
            if (work) write({ "case/go.work": `${line}\nuse ./m\n` });
            if (manifest !== undefined) write({ [`${top}/vendor/modules.txt`]: manifest });
            const cwd = join(root, "case/m");
            const env = { PATH: bin, HOME: root, GOFLAGS: flag, GOPROXY: "off", PWD: cwd };
            // With a vendor directory in use, this very question is refused.
            const answer = spawnSync("go", ["list", "-m", "all"], { cwd, env, encoding: "utf8" });
            const host = { ...nodeHost(), env, cwd };
            const main = { moduleDirectory: cwd, workFile: work ? join(root, "case/go.work") : undefined, goVersion: goLine };
            const ours = buildMod(host, readGoEnv(host, cwd), main, "build");
            const label = `${work ? "workspace" : "module"}, go ${goLine}, ${JSON.stringify(manifest)}, ${flag}: ${answer.stderr}`;
            assert.equal(
              /not supported \(can be|may only be set to readonly or vendor/.test(answer.stderr),
              ours.problem !== undefined,
              label,
            );
            if (ours.problem !== undefined) continue;
            const refused = /using the vendor directory|inconsistent vendoring/.test(answer.stderr);
            assert.equal(ours.mode === "vendor", refused, label);
            if (refused) vendored++;
          }
        }
      }
    }
    assert.ok(vendored > 20, `${vendored} cases used a vendor directory`);
  });

  it("selects the toolchain that the go command selects", function () {
    this.timeout(60_000);
    const version = execFileSync(join(bin, "go"), ["env", "GOVERSION"], {
      encoding: "utf8",
      env: { PATH: bin, HOME: root, GOTOOLCHAIN: "local" },
    }).trim();
    const minor = Number(/^go1\.(\d+)/.exec(version)?.[1]);
    const [older, newer, newest] = [`go1.${minor - 2}.1`, `go1.${minor + 2}.0`, `go1.${minor + 3}.4`];
    // Programs on PATH that only say their names.
    for (const name of [older, newer, newest, `${newer}-custom`]) {
      write({ [`path/${name}`]: `#!/bin/sh\necho fake ${name}\n` });
      fs.chmodSync(join(root, "path", name), 0o755);
    }
    const settings = [
      "",
      "local",
      "auto",
      "path",
      "local+auto",
      "local+path",
      `${older}+auto`,
      newer,
      `${newer}+path`,
      `${newer}-custom`,
      `go1.${minor + 5}.0`,
      `go1.${minor + 5}.0+path`,
      "bash",
      "local+x",
      "go1.x+auto",
    ];
    const goLines = [
      "",
      "1.20",
      `1.${minor - 1}`,
      `1.${minor + 2}`,
      `1.${minor + 2}.0 // newer`,
      `1.${minor + 3}.4`,
      `1.${minor + 3}rc1`,
    ];
    const toolchainLines = ["", "default", older, newer, newest, `${newer}-custom`, "go1.x"];
    const all = fc.tuple(
      fc.constantFrom(...settings),
      fc.constantFrom(...goLines),
      fc.constantFrom(...toolchainLines),
      fc.boolean(),
      fc.constantFrom("", "auto", "off"),
    );
    fc.assert(
      fc.property(all, ([setting, go, toolchain, work, mode]) => {
        fs.rmSync(join(root, "case"), { recursive: true, force: true });
        const lines = `${go === "" ? "" : `\ngo ${go}\n`}${toolchain === "" ? "" : `\ntoolchain ${toolchain}\n`}`;
        write({ "case/m/go.mod": `module example.com/m\n${work ? "" : lines}` });
        if (work) write({ "case/go.work": lines });
        const cwd = join(root, "case/m");
        const env: Record<string, string> = {
          PATH: `${join(root, "path")}:${bin}:/bin`,
          HOME: root,
          GOTOOLCHAIN: setting,
          GO111MODULE: mode,
          GOPROXY: "off",
          PWD: cwd,
        };
        const answer = spawnSync("go", ["version"], { cwd, env, encoding: "utf8" });
        const host = { ...nodeHost(), env, cwd };
        const goEnv = readGoEnv(host, cwd);
        const ours = chooseToolchain(host, goEnv, versionLines(host, goEnv));
        const label = `${answer.stdout}${answer.stderr}${ours.steps.join("; ")}`;
        if (answer.status === 0) {
          const theirs = /^fake (\S+)/.exec(answer.stdout)?.[1];
          assert.equal(ours.problem, undefined, label);
          assert.equal(ours.local, theirs === undefined, label);
          assert.equal(ours.toolchain, theirs ?? version, label);
          if (theirs !== undefined) assert.deepEqual(ours.place, { file: join(root, "path", theirs) }, label);
        } else if (/^go: download/.test(answer.stderr)) assert.equal(ours.place, "download", label);
        else
          assert.equal(
            `go: ${ours.problem?.replace(`${cwd}/`, "").replace(join(root, "case/go.work"), "../go.work")}`,
            answer.stderr.trim(),
            label,
          );
      }),
      { numRuns: 250, seed },
    );
  });

  it("chooses the HTTP proxy that Go's client chooses", function () {
    this.timeout(120_000);
    write({ "proxy/go.mod": "module proxy\n\ngo 1.20\n", "proxy/main.go": program });
    execFileSync("go", ["build", "-o", join(root, "chooser"), "."], {
      cwd: join(root, "proxy"),
      env: { ...process.env, GOFLAGS: "", GOWORK: "off" },
    });
    const some = (...values: string[]): fc.Arbitrary<string | undefined> =>
      fc.option(fc.constantFrom(...values), { nil: undefined, freq: 3 });
    const addresses = [
      "http://p.example:3128",
      "p.example",
      "p.example:8080",
      "https://u:p@s.example",
      "http://u:p%40x@p.example/",
      "10.0.0.1:1",
    ];
    const exceptions = [
      "*",
      "a.example",
      ".a.example",
      "*.a.example",
      "A.Example:443",
      "10.0.0.0/8",
      "10.1.2.3",
      "10.1.2.3:80",
      "[fd00::1]:80",
      "fd00::/16",
      " b.example ",
      "",
      ":80",
      "localhost",
      "example",
      "1.2.3",
      "fd00::1",
      "10.0.0.0/33",
    ];
    const variables = fc.record({
      HTTP_PROXY: some(...addresses),
      http_proxy: some(...addresses),
      HTTPS_PROXY: some(...addresses),
      https_proxy: some(...addresses),
      REQUEST_METHOD: fc.option(fc.constant("GET"), { nil: undefined, freq: 1 }),
      NO_PROXY: fc.option(
        fc.array(fc.constantFrom(...exceptions), { maxLength: 4 }).map((list) => list.join(",")),
        { nil: undefined, freq: 4 },
      ),
    });
    const urls = [
      "http://a.example/",
      "https://a.example/x",
      "https://a.example:8443/",
      "http://sub.a.example:80/",
      "http://xa.example/",
      "https://b.example/",
      "http://10.1.2.3/",
      "http://10.1.2.3:81/",
      "http://11.0.0.1/",
      "http://[fd00::1]/",
      "http://[fd01::1]:81/",
      "http://localhost/",
      "http://127.1.2.3/",
      "http://[::1]:80/",
    ];
    fc.assert(
      fc.property(variables, (given) => {
        const env = Object.fromEntries(
          Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
        );
        const theirs = execFileSync(join(root, "chooser"), urls, { env, encoding: "utf8" }).trimEnd().split("\n");
        const choose = httpProxyChoice({ ...nodeHost(), env });
        const ours = urls.map((url) => {
          const choice = choose(new URL(url));
          if ("refused" in choice) return "refused";
          return choice.via === undefined ? "-" : choice.via.replace(/\/$/, "");
        });
        assert.deepEqual(ours, theirs);
      }),
      { numRuns: 150, seed },
    );
  });
});

const program = `package main

import (
	"fmt"
	"net/http"
	"os"
	"strings"
)

func main() {
	for _, address := range os.Args[1:] {
		request, err := http.NewRequest("GET", address, nil)
		if err != nil {
			panic(err)
		}
		proxy, err := http.ProxyFromEnvironment(request)
		switch {
		case err != nil:
			fmt.Println("refused")
		case proxy == nil:
			fmt.Println("-")
		default:
			fmt.Println(strings.TrimSuffix(proxy.String(), "/"))
		}
	}
}
`;
