import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { askServer, runEverything } from "../support/ask-everything.ts";
import { scratchFolder } from "../support/scratch-folder.ts";
import { runCli } from "../support/spawn-cli.ts";

const goMod = (port: number): string => `module 127.0.0.1:${port}/app

go 1.21

require (
	example.com/log v1.0.0
	corp.example/secret v1.0.0
)

// Deprecated: see http://127.0.0.1:${port}/trap
replace example.com/log => example.com/fork v1.0.0

replace corp.example/other => corp.example/mirror v1.0.0
`;

/** Whom the program asks: everything goes through one HTTP proxy, which writes down what it is asked for. */
describe("the network", function () {
  this.timeout(120_000);
  const scratch = scratchFolder();
  let folder: string;
  let recorder: Server;
  let asked: string[];

  beforeEach(async () => {
    folder = join(scratch.path, "app");
    asked = [];
    recorder = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(404).end();
    });
    recorder.on("connect", (request, socket) => {
      asked.push(`CONNECT ${request.url}`);
      socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    });
    await new Promise<void>((resolve) => recorder.listen(0, "127.0.0.1", resolve));
    const { port } = recorder.address() as AddressInfo;
    const write = (name: string, text: string): void => scratch.write({ [join("app", name)]: text });
    write("go.mod", goMod(port));
    write("main.go", `// http://127.0.0.1:${port}/main\npackage main\n\nimport _ "corp.example/secret"\n\nfunc main() {}\n`);
    write("go.env", `GOPROXY=http://127.0.0.1:${port}\n`);
    write(".env", `GOPROXY=http://127.0.0.1:${port}\n`);
    write(".netrc", `machine 127.0.0.1:${port} login a password b\n`);
    write(".git/config", `[remote "origin"]\n\turl = http://127.0.0.1:${port}/app.git\n`);
  });
  afterEach(async () => {
    recorder.closeAllConnections();
    await new Promise((resolve) => recorder.close(resolve));
  });

  const settings = (): Record<string, string> => {
    const via = `http://127.0.0.1:${(recorder.address() as AddressInfo).port}`;
    return {
      HOME: join(scratch.path, "home"),
      GOMODCACHE: join(scratch.path, "cache"),
      GOMODLINT_CACHE: join(scratch.path, "own"),
      HTTP_PROXY: via,
      HTTPS_PROXY: via,
      NO_PROXY: "",
    };
  };

  it("is asked at the proxies of the environment alone, and there for no private module", async () => {
    const env = {
      ...settings(),
      GOPROXY: "http://proxy.test|https://second.test,direct",
      GOPRIVATE: "corp.example",
      GOSUMDB: "sum.test",
    };
    await runEverything({ cwd: folder, env }, [["mirror", "--online", join(scratch.path, "mirror")]]);
    await askServer({ cwd: folder, env });
    assert.ok(
      asked.some((line) => line.startsWith("GET http://proxy.test/example.com/fork/@v/")),
      asked.join("\n"),
    );
    for (const line of asked) {
      assert.match(line, /^(?:GET http:\/\/proxy\.test\/|CONNECT (?:second|sum)\.test:443$)/);
      assert.doesNotMatch(line, /corp\.example|trap|127\.0\.0\.1/);
    }
  });

  it("is not asked where it is off, or every module is private", async () => {
    for (const off of [{ GOPROXY: "off" }, { GOPROXY: "http://proxy.test", GOPRIVATE: "*" }, { GOPROXY: "direct" }]) {
      asked.length = 0;
      const env = { ...settings(), GOSUMDB: "off", ...off };
      // doctor --online is told to ask, and asks for no module.
      await runEverything({ cwd: folder, env });
      await askServer({ cwd: folder, env });
      const others = asked.filter((line) => (off.GOPROXY === "http://proxy.test" ? line !== "GET http://proxy.test/" : true));
      assert.deepEqual(others, [], JSON.stringify(off));
    }
  });

  it("is not asked with --offline", async () => {
    const env = { ...settings(), GOPROXY: "http://proxy.test" };
    for (const args of [
      ["check"],
      ["graph"],
      ["list"],
      ["why", "example.com/log"],
      ["whatif", "example.com/log@v1.1.0"],
      ["doctor"],
    ]) {
      const { code, stderr } = await runCli([...args, "--offline"], { cwd: folder, env });
      assert.notEqual(code, null, stderr);
      assert.deepEqual(asked, [], args.join(" "));
    }
  });
});
