import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { repository } from "../support/paths.ts";
import { runCli, startCli } from "../support/spawn-cli.ts";

const twice = "module example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n";
const mended = "module example.com/app\n\ngo 1.21\n";
const windows = process.platform === "win32";

/** What a user uses: a program over every exported name, which compiles where nothing else is installed. */
const program = `import { fix, fixText, GomodLintError, graph, lint, lintText } from "gomod-lint";
import type { Finding, FixedText, GraphReport, LintOptions, Report } from "gomod-lint";

const options: LintOptions = { offline: true, level: "info", severity: { "toolchain-equals-go": "warning" }, config: false };
const report: Report = await lint("go.mod", options);
const [finding]: readonly Finding[] = report.findings;
const text: FixedText = await fixText("module example.com/x\\n\\ngo 1.21\\n\\ntoolchain go1.21\\n", { filename: "x/go.mod" });
const silent = await lintText("module example.com/x\\n\\ngo 1.21\\n", { select: ["toolchain"] });
const whole: GraphReport = await graph(".", { offline: true });
let code = "";
try {
  await lint("gone/go.mod");
} catch (error) {
  if (error instanceof GomodLintError) code = error.code;
}
const fixed = await fix(["go.mod"], { unsafe: false });
export const said = {
  rule: finding?.rule,
  severity: finding?.severity,
  line: finding?.line,
  safety: finding?.fixes[0]?.safety,
  text: text.text,
  silent: silent.summary.error + silent.findings.length,
  modules: whole.modules.map((module) => module.path),
  missing: whole.missing.length,
  code,
  fixed: fixed.fixed.length,
};
`;

/** Names that the declarations must refuse, each alone in a line. */
const mistakes = [
  'void lint(".", { selekt: [] });',
  'void lint(".", { level: "warn" });',
  "void lint(1);",
  "const n: number = (await lint()).findings[0].rule;",
];

describe("the package", function () {
  this.timeout(300_000);
  let folder: string;
  let archive: string;
  let prefix: string;

  const npm = (args: readonly string[], cwd: string): string =>
    execFileSync("npm", [...args, "--no-audit", "--no-fund", "--silent"], { cwd, encoding: "utf8", shell: windows });

  before(function () {
    folder = fs.mkdtempSync(join(tmpdir(), "gomod-lint-package-"));
    archive = join(
      folder,
      npm(["pack", "--ignore-scripts", "--pack-destination", folder], repository).trim().split("\n").at(-1) ?? "",
    );
    prefix = join(folder, "project");
    fs.mkdirSync(prefix);
    fs.writeFileSync(join(prefix, "package.json"), '{ "name": "project", "private": true, "type": "module" }\n');
    try {
      npm(["install", "--prefer-offline", archive], prefix);
    } catch (error) {
      if (String(error).includes("ENOTFOUND") || String(error).includes("ECONNREFUSED")) this.skip(); // no registry can be reached
      throw error;
    }
  });
  after(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const module = (name: string): string => {
    fs.mkdirSync(join(folder, name), { recursive: true });
    fs.writeFileSync(join(folder, name, "go.mod"), twice);
    return join(folder, name);
  };
  const env = () => ({ GOMODCACHE: join(folder, "none") });

  it("holds what runs, its documentation, and what editors need, and nothing else", () => {
    const names = execFileSync("tar", ["-tzf", archive], { encoding: "utf8" }).trim().split("\n");
    const rest = names.filter(
      (name) =>
        !/^package\/(dist\/bin\/[\w/.]+\.js(on)?|dist\/bin\/api\/api\.d\.ts|rules\/[a-z-]+\.md|editors\/.+|grammar\/queries\/.+\.scm|grammar\/src\/tree_sitter\/\w+\.h)$/.test(
          name,
        ),
    );
    assert.deepEqual(rest.map((name) => name.replace("package/", "")).sort(), [
      "LICENSE",
      "README.md",
      "dist/bin/picture/page.css",
      "grammar/src/parser.c",
      "grammar/tree-sitter-gomod.wasm",
      "package.json",
      "schema.json",
    ]);
    assert.deepEqual(
      names.filter((name) => /node_modules|\.(vsix|map|tgz|code)$|\.test\.|bench/.test(name)),
      [],
    );
  });

  it("names no dependency that nothing loads, and each that something does", () => {
    const { dependencies } = JSON.parse(fs.readFileSync(join(repository, "package.json"), "utf8"));
    const bin = join(prefix, "node_modules/gomod-lint/dist/bin");
    const loaded = fs
      .readdirSync(bin, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".js"))
      .flatMap((name) => [...fs.readFileSync(join(bin, name), "utf8").matchAll(/\brequire\("([^".][^"]*)"\)/g)])
      .map(([, name = ""]) => name)
      .filter((name) => !name.startsWith("node:"))
      .map((name) => name.split("/")[0]);
    assert.deepEqual([...new Set(loaded)].sort(), Object.keys(dependencies).sort());
  });

  it("brings the program of the page that shows graphs", async () => {
    const bin = join(prefix, "node_modules/gomod-lint/dist/bin/main.js");
    const { code, stdout } = await runCli(["graph", "--format", "html"], {
      cwd: module("page"),
      env: env(),
      command: [process.execPath, bin],
    });
    assert.equal(code, 0);
    assert.match(stdout, /^<!DOCTYPE html>/);
    assert.equal(stdout.includes(fs.readFileSync(join(repository, "dist/bin/picture/page.js"), "utf8")), true);
  });

  it("works from an empty project, in another folder", async () => {
    const cwd = module("module");
    const command = [join(prefix, "node_modules", ".bin", windows ? "gomod-lint.cmd" : "gomod-lint")] as const;
    const installed = (...args: string[]) => runCli(args, { cwd, command: [...command], env: env() });
    const checked = await installed();
    assert.deepEqual([checked.code, checked.stderr], [1, ""]);
    assert.match(checked.stdout, /toolchain-equals-go/);
    assert.match((await installed("explain", "toolchain-equals-go")).stdout, /^TOOLCHAIN-EQUALS-GO\n/);
    const { version } = JSON.parse(fs.readFileSync(join(repository, "package.json"), "utf8"));
    assert.equal((await installed("--version")).stdout, `gomod-lint ${version}\n`);
    fs.writeFileSync(join(cwd, ".gomod-lint.yaml"), "ignore: [toolchain]\n");
    assert.equal((await installed()).code, 0);
    fs.rmSync(join(cwd, ".gomod-lint.yaml"));
    assert.equal((await installed("--fix")).code, 0);
    assert.equal(fs.readFileSync(join(cwd, "go.mod"), "utf8"), mended);
    assert.equal((await installed("graph")).stdout, "example.com/app go@1.21\ngo@1.21 toolchain@go1.21\n");
  });

  it("works from an empty global prefix, the language server too", async () => {
    const global = join(folder, "global");
    npm(["install", "--global", "--prefix", global, "--prefer-offline", archive], folder);
    const command = [join(global, windows ? "gomod-lint.cmd" : "bin/gomod-lint")] as const;
    const cwd = module("elsewhere");
    assert.equal((await runCli([], { cwd, command: [...command], env: env() })).code, 1);
    const messages = [
      { id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } },
      { id: 2, method: "shutdown" },
      { method: "exit" },
    ].map((message) => JSON.stringify({ jsonrpc: "2.0", ...message }));
    const input = messages.map((text) => `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`).join("");
    const server = startCli(["lsp", "--stdio"], { cwd, command: [...command], env: env() });
    let answers = "";
    server.stdout?.on("data", (part: Buffer) => {
      answers += part;
    });
    server.stdin?.write(input);
    const [code] = await once(server, "close");
    assert.equal(code, 0);
    assert.match(answers, /"capabilities":\{/);
  });

  const types = (file: string, resolution: string, source: string) => {
    fs.writeFileSync(join(prefix, file), source);
    const tsc = join(repository, "node_modules/typescript/bin/tsc");
    const flags = ["--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "--lib", "es2022", "--types", ""];
    return spawnSync(process.execPath, [tsc, ...flags, "--module", resolution, file], { cwd: prefix, encoding: "utf8" });
  };

  for (const resolution of ["nodenext", "node16"]) {
    it(`is imported by TypeScript under ${resolution}, and does what its types say`, () => {
      fs.writeFileSync(join(prefix, "go.mod"), twice);
      const compiled = types("use.ts", resolution, program);
      assert.equal(compiled.stdout, "");
      const ran = spawnSync(
        process.execPath,
        ["--input-type=module", "-e", 'console.log(JSON.stringify((await import("./use.js")).said))'],
        {
          cwd: prefix,
          encoding: "utf8",
          env: { ...process.env, ...env(), GOENV: "off", GOPROXY: "off", GOFLAGS: "", GOWORK: "off" },
        },
      );
      assert.equal(ran.stderr, "");
      assert.deepEqual(JSON.parse(ran.stdout), {
        rule: "toolchain-equals-go",
        severity: "warning",
        line: 5,
        safety: "safe",
        text: mended.replace("/app", "/x"),
        silent: 0,
        modules: ["example.com/app", "go", "toolchain"],
        missing: 0,
        code: "usage",
        fixed: 1,
      });
      assert.equal(fs.readFileSync(join(prefix, "go.mod"), "utf8"), mended);
    });
  }

  it("is imported by a CommonJS module in TypeScript", () => {
    const source =
      'import { lint } from "gomod-lint";\nimport whole = require("gomod-lint");\n\nexport const counts: Promise<number> = lint().then(({ summary }) => summary.files);\nexport const { graph } = whole;\n';
    assert.equal(types("use.cts", "node16", source).stdout, "");
  });

  it("refuses what its types do not allow", () => {
    const { stdout } = types("wrong.ts", "nodenext", `import { lint } from "gomod-lint";\n${mistakes.join("\n")}\nexport {};\n`);
    const lines = [...stdout.matchAll(/^wrong\.ts\((\d+),/gm)].map(([, line]) => Number(line));
    assert.deepEqual([...new Set(lines)], [2, 3, 4, 5], stdout);
  });

  it("is loaded by require, and says in JSON what the command says", async () => {
    const cwd = module("required");
    fs.writeFileSync(
      join(prefix, "use.cjs"),
      'require("gomod-lint").lint(process.argv[2], { cwd: process.argv[2] }).then((r) => console.log(JSON.stringify(r)));\n',
    );
    const ran = await runCli([cwd], { cwd: prefix, command: [process.execPath, join(prefix, "use.cjs")], env: env() });
    assert.equal(ran.stderr, "");
    const bin = join(prefix, "node_modules/gomod-lint/dist/bin/main.js");
    const { stdout } = await runCli(["--format=json"], { cwd, command: [process.execPath, bin], env: env() });
    assert.deepEqual(JSON.parse(ran.stdout), JSON.parse(stdout));
    assert.equal(JSON.parse(stdout).findings.length, 1);
    assert.equal(dirname(JSON.parse(stdout).findings[0].url), new URL(`file://${prefix}/node_modules/gomod-lint/rules`).href);
  });
});
