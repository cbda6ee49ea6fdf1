import assert from "node:assert/strict";
import { join } from "node:path";
import { featureSwitches } from "../../server/lsp/feature.ts";
import { allFeatures } from "../../server/lsp/requests/all.ts";
import { findGopls, findNeovim, runNeovim } from "../support/neovim.ts";
import { scratchFolder } from "../support/scratch-folder.ts";

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

const setup = `
vim.lsp.config("gopls", { cmd = { vim.env.GOPLS }, filetypes = { "go", "gomod", "gowork" }, root_markers = { "go.work", "go.mod" } })
function own(diagnostic) return diagnostic.source == "gomod-lint" end
function client(name) return vim.lsp.get_clients({ bufnr = 0, name = name })[1] end
`;

describe(missing === undefined ? "beside gopls" : `beside gopls (left out: ${missing})`, function () {
  this.timeout(120_000);
  before(function () {
    if (missing !== undefined) this.skip(); // the title says why
  });
  const scratch = scratchFolder();
  beforeEach(() =>
    scratch.write({ "app/main.go": "package main\n\nfunc main() {}\n", "a/go.mod": "module example.com/a\n\ngo 1.21\n" }),
  );

  /** Runs a script in a Neovim that knows both servers and has opened a go.mod of that text. */
  // biome-ignore lint/suspicious/noExplicitAny: what the script reported is what the test asks about
  function run(text: string, script: string): any {
    scratch.write({ "app/go.mod": text });
    const env = {
      GOPLS: gopls ?? "",
      GOCACHE: join(scratch.path, "gocache"),
      GOTOOLCHAIN: "local",
      GOTELEMETRY: "off",
    };
    return runNeovim(nvim ?? "", scratch, { file: "app/go.mod", setup, script, env });
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
