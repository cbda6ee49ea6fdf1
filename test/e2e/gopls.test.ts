import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { featureSwitches } from "../../server/lsp/feature.ts";
import { allFeatures } from "../../server/lsp/requests/all.ts";
import { findGopls, findNeovim } from "../support/neovim.ts";
import { program, repository } from "../support/spawn-cli.ts";

const nvim = findNeovim();
const gopls = findGopls();
const missing =
  nvim === undefined
    ? "no Neovim of 0.11; test/e2e/neovim-install.sh brings one"
    : gopls === undefined
      ? "no gopls or no go command; test/e2e/gopls-install.sh brings gopls"
      : undefined;

/** What both have to say something about, each in its own way; `gopls` matches one of its messages. */
const texts: Readonly<Record<string, { readonly text: string; readonly gopls: string; readonly own: string }>> = {
  "an unknown directive": {
    text: "module example.com/app\n\ngo 1.21\n\nnonsense example.com/a\n",
    gopls: "unknown directive",
    own: "syntax",
  },
  "a version that is none": {
    text: "module example.com/app\n\ngo 1.21\n\nrequire example.com/a latest.x/y\n",
    gopls: "",
    own: "unresolved-version",
  },
  "an unused requirement": {
    text: "module example.com/app\n\ngo 1.21\n\nrequire example.com/a v1.0.0\n\nreplace example.com/dead => ../a\n\nreplace example.com/a => ../a\n",
    gopls: "not used in this module",
    own: "replace-without-require",
  },
  "a go line that go mod edit -fmt would change": {
    text: "module   example.com/app\n\ngo   1.21\n\ntoolchain go1.20\n",
    gopls: "",
    own: "toolchain-below-go",
  },
};

const prelude = `
report = {}
function wait(condition, what)
  if not vim.wait(30000, condition, 20) then
    error("waited in vain for " .. what .. "; findings: " .. vim.inspect(vim.tbl_map(function(d) return tostring(d.source) .. ": " .. d.message end, vim.diagnostic.get(0))))
  end
end
vim.lsp.config("gopls", { cmd = { vim.env.GOPLS }, filetypes = { "go", "gomod", "gowork" }, root_markers = { "go.work", "go.mod" } })
function own(diagnostic) return diagnostic.source == "gomod-lint" end
function client(name) return vim.lsp.get_clients({ bufnr = 0, name = name })[1] end
local ok, message = pcall(function()
`;

const epilogue = `
end)
if not ok then report.error = tostring(message) end
local file = assert(io.open(vim.env.REPORT, "w"))
file:write(vim.json.encode(report))
file:close()
vim.cmd("qall!")
`;

describe(missing === undefined ? "beside gopls" : `beside gopls (left out: ${missing})`, function () {
  this.timeout(120_000);
  let folder: string;

  before(function () {
    if (missing !== undefined) this.skip(); // the title says why
  });
  beforeEach(() => {
    folder = fs.mkdtempSync(join(tmpdir(), "gomod-lint-gopls-"));
    write("app/main.go", "package main\n\nfunc main() {}\n");
    write("a/go.mod", "module example.com/a\n\ngo 1.21\n");
    write("bin/gomod-lint", `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
    fs.chmodSync(join(folder, "bin/gomod-lint"), 0o755);
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  function write(file: string, text: string): void {
    fs.mkdirSync(dirname(join(folder, file)), { recursive: true });
    fs.writeFileSync(join(folder, file), text);
  }

  /** Runs a script in a Neovim that has both servers, and gives what it left in the global `report`. */
  // biome-ignore lint/suspicious/noExplicitAny: what the script reported is what the test asks about
  function run(text: string, script: string): any {
    write("app/go.mod", text);
    write("script.lua", `${prelude}\n${script}\n${epilogue}`);
    const report = join(folder, "report.json");
    const environment = Object.fromEntries(Object.entries(process.env).filter(([variable]) => !/^(GO|NVIM|XDG_)/.test(variable)));
    const plugin = `set runtimepath^=${join(repository, "editors", "neovim").replaceAll(" ", "\\ ")} noswapfile`;
    const { status, stdout, stderr } = spawnSync(
      nvim ?? "",
      ["--clean", "--headless", "-i", "NONE", "--cmd", plugin, "app/go.mod", "-S", "script.lua"],
      {
        cwd: folder,
        encoding: "utf8",
        timeout: 100_000,
        env: {
          ...environment,
          PATH: `${join(folder, "bin")}:${process.env["PATH"]}`,
          GOPLS: gopls ?? "",
          REPORT: report,
          GOMODCACHE: join(folder, "modcache"),
          GOCACHE: join(folder, "gocache"),
          GOPROXY: "off",
          GOENV: "off",
          GOWORK: "off",
          GOTOOLCHAIN: "local",
          GOTELEMETRY: "off",
          XDG_STATE_HOME: join(folder, "state"),
          XDG_CONFIG_HOME: join(folder, "config"),
          XDG_DATA_HOME: join(folder, "data"),
        },
      },
    );
    assert.ok(fs.existsSync(report), `no report; exit ${status}\n${stdout}\n${stderr}`);
    const answer = JSON.parse(fs.readFileSync(report, "utf8"));
    assert.equal(answer.error, undefined, `${answer.error}\n${stdout}\n${stderr}`);
    return answer;
  }

  for (const [what, { text, gopls: theirs, own }] of Object.entries(texts)) {
    it(`says of ${what} nothing that gopls says in the same words at the same place`, () => {
      const report = run(
        text,
        `
        vim.lsp.enable({ "gopls", "gomod_lint" })
        vim.cmd.edit()
        wait(function() return client("gopls") and client("gomod_lint") and client("gopls").initialized end, "both servers")
        wait(function()
          return vim.iter(vim.diagnostic.get(0)):any(function(d) return own(d) and d.code == ${JSON.stringify(own)} end)
        end, ${JSON.stringify(own)})
        wait(function()
          return vim.iter(vim.diagnostic.get(0)):any(function(d) return not own(d) and d.message:find(${JSON.stringify(theirs)}, 1, true) ~= nil end)
        end, "gopls")
        vim.wait(500)
        report.found = vim.tbl_map(function(d)
          return { own = own(d), message = d.message, place = table.concat({ d.lnum, d.col, d.end_lnum, d.end_col }, ":") }
        end, vim.diagnostic.get(0))
      `,
      );
      const found: readonly { own: boolean; message: string; place: string }[] = report.found;
      const key = ({ message, place }: { message: string; place: string }) =>
        `${place} ${message.split("\n")[0]?.trim().toLowerCase()}`;
      const said = new Set(found.filter((one) => !one.own).map(key));
      assert.notEqual(said.size, 0);
      assert.deepEqual(
        found.filter((one) => one.own && said.has(key(one))),
        [],
      );
    });
  }

  it("leaves formatting to it, which can be changed", () => {
    const script = `
      vim.cmd.edit()
      wait(function() return client("gopls") and client("gomod_lint") and client("gopls").initialized and client("gomod_lint").initialized end, "both servers")
      local function formatters()
        local names = vim.tbl_map(function(c) return c.name end, vim.lsp.get_clients({ bufnr = 0, method = "textDocument/formatting" }))
        table.sort(names)
        return names
      end
      wait(function() return #formatters() == expected end, "formatters")
      vim.wait(1000)
      report.formatters = formatters()
      vim.lsp.buf.format({ timeout_ms = 20000 })
      report.lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
      vim.bo.modified = false
    `;
    const text = "module   example.com/app\n\ngo   1.21\n";
    const apart = run(text, `expected = 1\nvim.lsp.enable({ "gopls", "gomod_lint" })\n${script}`);
    assert.deepEqual(apart.formatters, ["gopls"]);
    assert.deepEqual(apart.lines, ["module example.com/app", "", "go 1.21"]);
    const settings = `vim.lsp.config("gomod_lint", { settings = { ["gomod-lint"] = { features = { formatting = true } } } })`;
    const both = run(text, `expected = 2\n${settings}\nvim.lsp.enable({ "gopls", "gomod_lint" })\n${script}`);
    assert.deepEqual(both.formatters, ["gomod_lint", "gopls"]);
    assert.deepEqual(both.lines, ["module example.com/app", "", "go 1.21"]);
  });

  it("can be told to leave everything to it, feature by feature", () => {
    const off = featureSwitches(allFeatures).map(({ name }) => `${name} = false`);
    const ask = `
      vim.cmd.edit()
      wait(function() return client("gopls") and client("gomod_lint") and client("gomod_lint").initialized end, "both servers")
      vim.wait(wait_for)
      local document = { uri = vim.uri_from_bufnr(0) }
      local position = { line = 4, character = 12 }
      local range = { start = { line = 0, character = 0 }, ["end"] = { line = 5, character = 0 } }
      local at = { textDocument = document, position = position }
      local questions = {
        ["textDocument/hover"] = at,
        ["textDocument/definition"] = at,
        ["textDocument/completion"] = { textDocument = document, position = { line = 5, character = 0 } },
        ["textDocument/references"] = { textDocument = document, position = position, context = { includeDeclaration = true } },
        ["textDocument/prepareCallHierarchy"] = at,
        ["textDocument/documentHighlight"] = at,
        ["textDocument/documentSymbol"] = { textDocument = document },
        ["textDocument/documentLink"] = { textDocument = document },
        ["textDocument/foldingRange"] = { textDocument = document },
        ["textDocument/selectionRange"] = { textDocument = document, positions = { position } },
        ["textDocument/codeAction"] = { textDocument = document, range = range, context = { diagnostics = {} } },
        ["textDocument/codeLens"] = { textDocument = document },
        ["textDocument/inlayHint"] = { textDocument = document, range = range },
        ["textDocument/semanticTokens/full"] = { textDocument = document },
        ["workspace/symbol"] = { query = "example" },
      }
      report.answered = {}
      for method, params in pairs(questions) do
        local answer = client("gomod_lint"):request_sync(method, params, 10000, 0)
        local result = answer and answer.result
        if type(result) == "table" and (result.data or result.items or result) and next(result.data or result.items or result) then
          table.insert(report.answered, method)
        end
      end
      table.sort(report.answered)
      report.diagnostics = #vim.tbl_filter(own, vim.diagnostic.get(0))
    `;
    const text =
      "module example.com/app\n\ngo 1.21\n\nrequire example.com/a v1.0.0\n\nreplace (\n\texample.com/a => ../a\n\texample.com/dead => ../a\n)\n";
    const start = `vim.lsp.enable({ "gopls", "gomod_lint" })`;
    const all = run(text, `wait_for = 3000\n${start}\n${ask}`);
    assert.ok(all.diagnostics > 0);
    assert.ok(all.answered.length >= 12, all.answered.join(", "));
    const settings = `vim.lsp.config("gomod_lint", { settings = { ["gomod-lint"] = { features = { ${off.join(", ")} } } } })`;
    const none = run(text, `wait_for = 3000\n${settings}\n${start}\n${ask}`);
    assert.deepEqual(none.answered, []);
    assert.equal(none.diagnostics, 0);
  });
});
