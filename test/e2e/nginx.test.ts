import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { certificateFile } from "../support/module-proxy.ts";
import { type Nginx, nginxMissing, startNginx } from "../support/nginx.ts";
import { type Published, plainGo, published, put, treeOf } from "../support/published.ts";
import { type Finished, runCli } from "../support/spawn-cli.ts";

const user = "builder";
const password = "s3cret-pa55";

describe("a mirror that nginx serves", function () {
  this.timeout(120_000);
  let root = "";
  let given: Published;
  let nginx: Nginx | undefined;
  const at = (...names: string[]): string => join(root, ...names);
  const host = (): string => `localhost:${nginx?.port}`;

  before(async function () {
    const found = nginxMissing() ?? published();
    if (typeof found === "string") {
      console.log(`      skipped: ${found}`);
      this.skip();
    }
    given = found;
    root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), "gomod-lint-nginx-")));
    given.copy("gin", at("gin"));
    const env = { GOMODCACHE: given.moduleCache, GOMODLINT_CACHE: "off" };
    const made = await runCli(["mirror", at("mirror")], { cwd: at("gin"), env });
    assert.equal(made.code, 0, made.stdout + made.stderr);
    put(at("users"), `${user}:{PLAIN}${password}\n`);
    const rates = 'limit_req_zone "$server_name" zone=few:1m rate=60r/s; limit_req_zone "$server_name" zone=busy:1m rate=60r/s;';
    const guarded = `auth_basic "modules"; auth_basic_user_file ${at("users")};`;
    nginx = await startNginx(
      at("nginx"),
      rates,
      `location /open/go/ { alias ${at("mirror")}/; }
       location /private/go/ { alias ${at("mirror")}/; ${guarded} }
       location /few/ { alias ${at("mirror")}/; limit_req zone=few burst=6 nodelay; limit_req_status 429; }
       location /busy/ { alias ${at("mirror")}/; limit_req zone=busy burst=6 nodelay; }`,
    );
  });
  after(async () => {
    await nginx?.close();
    if (root !== "") fs.rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  /** A machine that has nothing: no module cache, no cache of gomod-lint's own. */
  const newMachine = (settings: Readonly<Record<string, string>>): Record<string, string> => {
    const home = fs.mkdtempSync(at("home-"));
    const caches = { GOMODCACHE: join(home, "modules"), GOMODLINT_CACHE: join(home, "own"), GOCACHE: given.buildCache };
    return { HOME: home, SSL_CERT_FILE: certificateFile, NO_PROXY: "localhost", no_proxy: "localhost", ...caches, ...settings };
  };
  const go = (settings: Readonly<Record<string, string>>, ...args: string[]): string => {
    const { GONOSUMDB: _, ...rest } = plainGo;
    const env = {
      PATH: process.env["PATH"] ?? "",
      ...rest,
      GOSUMDB: "off",
      GOFLAGS: "-mod=readonly -modcacherw",
      ...newMachine(settings),
    };
    const { status, stdout, stderr } = spawnSync("go", args, { cwd: at("gin"), env, encoding: "utf8", maxBuffer: 1 << 28 });
    return status === 0 ? "" : stdout + stderr;
  };
  const lint = (settings: Readonly<Record<string, string>>, ...args: string[]): Promise<Finished> =>
    runCli(args, { cwd: at("gin"), env: newMachine(settings) });

  it("serves the go command and gomod-lint below a path", async () => {
    const GOPROXY = `https://${host()}/open/go`;
    assert.equal(go({ GOPROXY }, "mod", "download"), "");
    const graph = await lint({ GOPROXY }, "graph");
    assert.equal(graph.code, 0, graph.stderr);
    const expected = spawnSync("go", ["mod", "graph"], {
      cwd: at("gin"),
      env: { PATH: process.env["PATH"] ?? "", ...plainGo, HOME: at("home"), GOMODCACHE: given.moduleCache, GOPROXY: "off" },
      encoding: "utf8",
    });
    assert.equal(graph.stdout, expected.stdout);
    const copied = await lint({ GOPROXY }, "mirror", "--online", at("copy"));
    assert.equal(copied.code, 0, copied.stdout + copied.stderr);
    assert.deepEqual(treeOf(at("copy")), treeOf(at("mirror")));
  });

  it("behind a password: in GOPROXY or in .netrc, for both, and never shown", async () => {
    const named = { GOPROXY: `https://${user}:${password}@${host()}/private/go` };
    assert.equal(go(named, "list", "-deps", "./..."), "");
    const checked = await lint(named, "mirror", "--online", at("private"));
    assert.equal(checked.code, 0, checked.stdout + checked.stderr);
    assert.deepEqual(treeOf(at("private")), treeOf(at("mirror")));

    put(at("netrc"), `machine ${host()} login ${user} password ${password}\n`);
    const netrc = { GOPROXY: `https://${host()}/private/go`, NETRC: at("netrc") };
    assert.equal(go(netrc, "mod", "download"), "");
    const withNetrc = await lint(netrc, "mirror", "--online", at("netrc-mirror"));
    assert.equal(withNetrc.code, 0, withNetrc.stdout + withNetrc.stderr);

    const wrong = { GOPROXY: `https://${user}:wr0ng-pa55@${host()}/private/go` };
    assert.match(go(wrong, "mod", "download"), /401 Unauthorized/);
    const refused = await lint(wrong, "mirror", "--online", at("refused"));
    assert.equal(refused.code, 3);
    assert.match(refused.stdout, /HTTP 401 Unauthorized/);
    for (const { stdout, stderr } of [checked, withNetrc, refused]) assert.doesNotMatch(stdout + stderr, /pa55/);
  });

  for (const [path, status] of [
    ["few", 429],
    ["busy", 503],
  ] as const) {
    it(`that takes sixty requests a second and refuses others with ${status}: everything comes all the same`, async () => {
      const copied = await lint({ GOPROXY: `https://${host()}/${path}` }, "mirror", "--online", at(path));
      assert.equal(copied.code, 0, copied.stdout + copied.stderr);
      assert.deepEqual(treeOf(at(path)), treeOf(at("mirror")));
      const refused = nginx?.log().filter((line) => line.startsWith(`${status} /${path}/`)).length ?? 0;
      assert.ok(refused > 0, "nothing was refused");
    });
  }
});
