import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { editorGoMod } from "../support/editor-world.ts";
import { describeNeovim } from "../support/neovim-module.ts";
import { repository } from "../support/paths.ts";

describeNeovim("Neovim", (scratch, run) => {
  it("shows findings, hovers, applies a fix, and saves", () => {
    const report = run(`
      report.filetype = vim.bo.filetype
      wait(function() return #vim.diagnostic.get(0) == 2 end, "two findings")
      report.diagnostics = vim.tbl_map(function(d)
        return { code = d.code, line = d.lnum, source = d.source, severity = d.severity, message = d.message,
          unnecessary = d._tags and d._tags.unnecessary or false,
          related = vim.tbl_get(d, "user_data", "lsp", "relatedInformation") }
      end, vim.diagnostic.get(0))

      vim.api.nvim_win_set_cursor(0, { 7, 3 })
      vim.lsp.buf.hover()
      report.hover = float()

      vim.api.nvim_win_set_cursor(0, { 10, 10 })
      vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.title:find("^Remove the replacement") ~= nil end })
      wait(function() return vim.fn.search("replace", "nw") == 0 end, "the replacement to go")

      vim.api.nvim_win_set_cursor(0, { 1, 0 })
      vim.lsp.buf.code_action({ apply = true, context = { only = { "source.fixAll" }, diagnostics = {} } })
      wait(function() return vim.fn.search("b v1\\\\.2\\\\.0", "nw") > 0 end, "the requirement to be raised")
      wait(function() return #vim.diagnostic.get(0) == 0 end, "no findings")
      vim.cmd.write()
      report.modified = vim.bo.modified
      report.clients = vim.tbl_map(function(c) return { name = c.name, root = c.root_dir } end, vim.lsp.get_clients({ bufnr = 0 }))
    `);
    assert.equal(report.filetype, "gomod");
    const [low, dead] = report.diagnostics.sort((a: { line: number }, b: { line: number }) => a.line - b.line);
    assert.deepEqual([low.code, low.line, low.severity, low.source], ["conflicting-indirect-version", 6, 1, "gomod-lint"]);
    assert.match(low.related[0].location.uri, /\/example\.com\/a\/@v\/v1\.0\.0\.mod$/);
    assert.equal(low.related[0].location.range.start.line, 4);
    assert.deepEqual([dead.code, dead.line, dead.severity, dead.unnecessary], ["replace-without-require", 9, 2, true]);
    assert.match(report.hover, /example\.com\/b@v1\.0\.0/);
    assert.match(report.hover, /forced by `?example\.com\/a@v1\.0\.0/);
    assert.equal(report.modified, false);
    assert.deepEqual(report.clients, [{ name: "gomod_lint", root: join(scratch.path, "app") }]);
    const expected = editorGoMod
      .replace("b v1.0.0", "b v1.2.0")
      .replace("\nreplace example.com/dead => example.com/fork v1.0.0\n", "");
    assert.equal(scratch.read("app/go.mod"), expected);
  });

  it("follows typing, in a line with astral characters too", () => {
    const report = run(
      `
      wait(function() return #vim.diagnostic.get(0) == 2 end, "two findings")
      vim.api.nvim_buf_set_lines(0, 8, 8, false, { "// 𝕏𝕏 why", "retract v0.0.1 // 𝕏", "nonsense 𝕏" })
      wait(function()
        return vim.iter(vim.diagnostic.get(0)):any(function(d) return d.code == "syntax" and d.lnum == 10 end)
      end, "a syntax error where it was typed")
      vim.api.nvim_win_set_cursor(0, { 11, 3 })
      vim.cmd("normal! dd")
      vim.api.nvim_win_set_cursor(0, { 3, 3 })
      vim.cmd("normal! A.5")
      wait(function()
        local found = vim.diagnostic.get(0)
        return #found == 2 and not vim.iter(found):any(function(d) return d.code == "syntax" end)
      end, "the error to go, and the finding that it kept back to return")
      report.codes = vim.tbl_map(function(d) return d.code .. ":" .. d.lnum end, vim.diagnostic.get(0))
      table.sort(report.codes)
      vim.cmd("undo | undo | undo")
      wait(function()
        local lines = vim.tbl_map(function(d) return d.lnum end, vim.diagnostic.get(0))
        table.sort(lines)
        return vim.deep_equal(lines, { 6, 9 })
      end, "findings of the first text")
      vim.cmd("quit!")
    `.replace('vim.cmd("quit!")', "vim.bo.modified = false"),
    );
    assert.deepEqual(report.codes, ["conflicting-indirect-version:6", "replace-without-require:11"]);
  });

  it("completes what is typed, as the editor filters it", () => {
    scratch.write({
      "modcache/cache/download/github.com/stretchr/testify/@v/v1.8.0.mod": "module github.com/stretchr/testify\n",
    });
    scratch.write({
      "modcache/cache/download/github.com/stretchr/testify/@v/v1.10.0.mod": "module github.com/stretchr/testify\n",
    });
    scratch.write({ "lib/go.mod": "module example.com/lib\n" });
    // A second Neovim, in whose main loop keys are typed.
    const report = run(`
      local child = vim.fn.jobstart({ vim.v.progpath, "--clean", "--embed", "--headless", "-i", "NONE",
        "--cmd", "set runtimepath^=$PLUGIN noswapfile completeopt=menuone,noselect,popup", "app/go.mod" }, { rpc = true })
      local function ask(code) return vim.rpcrequest(child, "nvim_exec_lua", code, {}) end
      local function input(keys) vim.rpcrequest(child, "nvim_input", keys) end
      local function menu()
        local words
        wait(function()
          local info = ask("return vim.fn.complete_info({ 'items', 'pum_visible' })")
          words = vim.tbl_map(function(item) return item.abbr end, info.items)
          return info.pum_visible == 1 and #words > 0
        end, "a menu")
        return words
      end
      local function gone() wait(function() return ask("return vim.fn.pumvisible()") == 0 end, "the menu to go") end
      ask([[
        vim.api.nvim_create_autocmd("LspAttach", { callback = function(args)
          vim.lsp.completion.enable(true, args.data.client_id, args.buf, { autotrigger = true })
        end })
        vim.lsp.enable("gomod_lint")
        vim.cmd.edit()
      ]])
      wait(function() return ask("return #vim.diagnostic.get(0)") > 0 end, "findings")
      input("Gorequire test<C-x><C-o>")
      report.paths = menu()
      input("<C-n><C-y>")
      gone()
      input(" ")
      report.versions = menu()
      input("v1.8")
      wait(function() return #menu() == 1 end, "the menu to follow what is typed")
      input("<C-n><C-y><CR>replace example.com/lib => ../")
      report.directories = menu()
      input("<C-n><C-y><Esc>")
      wait(function() return ask("return vim.fn.mode()") == "n" end, "normal mode")
      report.lines = ask("return vim.api.nvim_buf_get_lines(0, -3, -1, false)")
      vim.fn.jobstop(child)
    `);
    assert.deepEqual(report.paths, ["github.com/stretchr/testify"]);
    assert.deepEqual(report.versions, ["v1.10.0", "v1.8.0"]);
    assert.equal(report.directories[0], "../lib", "what the module declares comes before other directories");
    assert.deepEqual(report.lines, ["require github.com/stretchr/testify v1.8.0", "replace example.com/lib => ../lib"]);
  });

  it("takes settings from the configuration, and says that it is well", () => {
    const report = run(
      `
      wait(function() return #vim.diagnostic.get(0) == 1 end, "one finding")
      report.severity = vim.diagnostic.get(0)[1].severity
      vim.cmd("checkhealth gomod_lint")
      report.health = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\\n")
    `,
      {
        configuration: `vim.lsp.config("gomod_lint", { settings = { ["gomod-lint"] = { ignore = { "replace" }, severity = { conflict = "info" } } } })`,
      },
    );
    assert.equal(report.severity, 3);
    assert.match(report.health, /OK gomod-lint \d+\.\d+\.\d+/);
    assert.match(report.health, /OK running for .*app, 1 buffer/);
    assert.doesNotMatch(report.health, /ERROR/);
  });

  it("says what is not well", () => {
    const report = run(`
      local function health()
        vim.cmd("checkhealth gomod_lint")
        local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\\n")
        vim.cmd.bwipeout()
        return text
      end
      wait(function() return client() ~= nil end, "the server")
      report.without = health()
      client():stop(true)
      vim.lsp.enable("gomod_lint", false)
      vim.lsp.config("gomod_lint", { cmd = { "no-such-program", "lsp" } })
      report.off = health()
    `);
    assert.match(report.without, /no tree-sitter parser gomod/);
    assert.match(report.off, /ERROR no-such-program is not on PATH/);
    assert.match(report.off, /WARNING it is not enabled/);
  });

  it("walks the module graph: definition, references, calls, symbols, folds", () => {
    scratch.write({ "app/main.go": 'package main\n\nimport _ "example.com/b/sub"\n' });
    const report = run(`
      wait(function() return #vim.diagnostic.get(0) == 2 end, "two findings")
      local buffer = vim.api.nvim_get_current_buf()
      local function quickfix(ask, count)
        vim.fn.setqflist({}, "r")
        vim.api.nvim_set_current_buf(buffer)
        vim.api.nvim_win_set_cursor(0, { 7, 3 })
        ask()
        wait(function() return #vim.fn.getqflist() == count end, count .. " entries")
        vim.cmd.cclose()
        return vim.tbl_map(function(entry)
          return vim.fn.fnamemodify(vim.fn.bufname(entry.bufnr), ":t") .. ":" .. entry.lnum .. ":" .. entry.col .. " " .. entry.text
        end, vim.fn.getqflist())
      end
      report.references = quickfix(function() vim.lsp.buf.references({ includeDeclaration = false }) end, 3)
      report.incoming = quickfix(vim.lsp.buf.incoming_calls, 2)
      vim.api.nvim_set_current_buf(buffer)
      vim.api.nvim_win_set_cursor(0, { 1, 8 })
      vim.fn.setqflist({}, "r")
      vim.lsp.buf.outgoing_calls()
      wait(function() return #vim.fn.getqflist() == 2 end, "outgoing calls")
      report.outgoing = vim.tbl_map(function(entry) return entry.lnum .. " " .. entry.text end, vim.fn.getqflist())
      vim.cmd.cclose()

      local symbols
      vim.lsp.buf.document_symbol({ on_list = function(list) symbols = list.items end })
      wait(function() return symbols ~= nil end, "symbols")
      report.symbols = vim.tbl_map(function(item) return item.lnum .. " " .. item.text end, symbols)
      local found
      vim.lsp.buf.workspace_symbol("com/b", { on_list = function(list) found = list.items end })
      wait(function() return found ~= nil end, "workspace symbols")
      report.found = vim.tbl_map(function(item) return item.lnum .. " " .. item.text end, found)

      vim.wo.foldmethod = "expr"
      vim.wo.foldexpr = "v:lua.vim.lsp.foldexpr()"
      wait(function() return vim.fn.foldlevel(6) == 1 end, "a fold")
      report.folds = vim.tbl_map(vim.fn.foldlevel, { 3, 5, 7, 8, 9 })
      vim.wo.foldmethod = "manual"

      vim.api.nvim_win_set_cursor(0, { 7, 3 })
      vim.lsp.buf.document_highlight()
      vim.lsp.buf.definition()
      wait(function() return vim.api.nvim_get_current_buf() ~= buffer end, "the definition")
      report.definition = vim.fn.expand("%:p") .. ":" .. vim.fn.line(".") .. " " .. vim.fn.getline(".")
    `);
    assert.deepEqual(report.references.sort(), [
      "go.mod:7:2 \texample.com/b v1.0.0 // indirect",
      'main.go:3:10 import _ "example.com/b/sub"',
      "v1.0.0.mod:5:9 require example.com/b v1.2.0",
    ]);
    assert.deepEqual(report.incoming.sort(), ["go.mod:7:2 example.com/app", "v1.0.0.mod:5:9 example.com/a@v1.0.0"]);
    assert.deepEqual(report.outgoing, ["6 example.com/a@v1.0.0", "7 example.com/b@v1.0.0"]);
    assert.deepEqual(report.symbols, [
      "1 [Module] example.com/app",
      "3 [Constant] go",
      "5 [Namespace] require",
      "6 [Package] example.com/a",
      "7 [Package] example.com/b",
      "10 [Package] example.com/dead",
    ]);
    assert.deepEqual(report.found, ["7 [Package] example.com/b@v1.2.0"]);
    assert.deepEqual(report.folds, [0, 1, 1, 0, 0]);
    assert.match(report.definition, /\/example\.com\/b\/@v\/v1\.2\.0\.mod:1 module example\.com\/b$/);
  });

  it("knows go.work", () => {
    scratch.write({ "app/go.work": "go 1.21\n\nuse .\n\nuse .\n\nmodule x\n" });
    const report = run(
      `
      report.filetype = vim.bo.filetype
      wait(function() return #vim.diagnostic.get(0) > 0 end, "a finding")
      report.codes = vim.tbl_map(function(d) return d.code .. ":" .. d.lnum end, vim.diagnostic.get(0))
    `,
      { file: "go.work" },
    );
    assert.equal(report.filetype, "gowork");
    assert.ok(report.codes.includes("syntax:6"), report.codes.join());
  });

  it("draws tokens and hints, formats a selection, and moves a replacement to a go.work that it makes", () => {
    scratch.write({
      "app/go.mod": `module example.com/app

go 1.21

require (
    example.com/b   v1.0.0 // indirect
	example.com/a v1.0.0
	example.com/lib v1.0.0
)

replace example.com/lib => ../lib
`,
    });
    scratch.write({ "lib/go.mod": "module example.com/lib\n\ngo 1.22\n" });
    const report = run(
      `
      local function token(row, col)
        return vim.iter(vim.lsp.semantic_tokens.get_at_pos(0, row, col) or {}):map(function(t)
          return t.type .. " " .. table.concat(vim.tbl_keys(t.modifiers), " ")
        end):totable()
      end
      wait(function() return #token(5, 6) == 1 end, "semantic tokens")
      report.tokens = { token(0, 8), token(5, 6), token(7, 4), token(10, 30) }

      vim.lsp.inlay_hint.enable(true)
      wait(function() return #vim.lsp.inlay_hint.get({ bufnr = 0 }) == 3 end, "inlay hints")
      report.hints = vim.tbl_map(function(h)
        local label = h.inlay_hint.label
        return h.inlay_hint.position.line .. " " .. (type(label) == "string" and label or label[1].value)
      end, vim.lsp.inlay_hint.get({ bufnr = 0 }))

      wait(function() return #vim.lsp.get_clients({ bufnr = 0, method = "textDocument/formatting" }) == 1 end, "formatting to be registered")
      vim.lsp.buf.format({ range = { start = { 6, 0 }, ["end"] = { 6, 4 } } })
      report.formatted = vim.api.nvim_buf_get_lines(0, 5, 7, false)

      vim.api.nvim_win_set_cursor(0, { 7, 3 })
      vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.title == "Part direct and indirect requirements" end })
      wait(function() return vim.fn.search("^require.*b v1", "nw") > 0 end, "two blocks")
      report.parted = vim.api.nvim_buf_get_lines(0, 4, -1, false)

      vim.fn.search("^replace")
      vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.title:find("^Move") ~= nil end })
      wait(function() return vim.fn.search("^replace", "nw") == 0 end, "the replacement to go")
      report.work = vim.api.nvim_buf_get_lines(vim.fn.bufadd(vim.fn.fnamemodify(vim.api.nvim_buf_get_name(0), ":h") .. "/go.work"), 0, -1, false)
      vim.cmd("set nomodified")
    `,
      {
        configuration: `vim.env.GOWORK = nil
        vim.lsp.config("gomod_lint", { settings = { ["gomod-lint"] = { features = { formatting = true } } } })`,
      },
    );
    assert.deepEqual(report.tokens, [["namespace declaration"], ["namespace indirect"], ["namespace replaced"], ["string "]]);
    assert.deepEqual(report.hints.sort(), ["2 → 1.22", "5 → v1.2.0", "7 => ../lib"]);
    assert.deepEqual(report.formatted, ["\texample.com/b v1.0.0 // indirect", "\texample.com/a v1.0.0"]);
    assert.deepEqual(report.parted, [
      "require (",
      "\texample.com/a v1.0.0",
      "\texample.com/lib v1.0.0",
      ")",
      "",
      "require example.com/b v1.0.0 // indirect",
      "",
      "replace example.com/lib => ../lib",
    ]);
    assert.deepEqual(report.work, ["go 1.22", "", "use (", "\t.", "\t../lib", ")"]);
  });

  it("runs code lenses: one draws the graph, one brings updates into the buffer", () => {
    scratch.write({ "modcache/cache/download/example.com/a/@v/v1.1.0.mod": "module example.com/a\n\ngo 1.21\n" });
    const report = run(
      `
      wait(function() return #vim.diagnostic.get(0) > 0 end, "a finding")
      vim.lsp.codelens.refresh({ bufnr = 0 })
      wait(function()
        report.lenses = vim.tbl_map(function(lens) return lens.command and lens.command.title end, vim.lsp.codelens.get(0))
        return #report.lenses == 3
      end, "lenses")
      vim.ui.open = function(uri) report.opened = uri end
      -- Several lenses of a line are offered.
      vim.ui.select = function(items, options, choose)
        for at, item in ipairs(items) do
          if options.format_item(item):find("graph") then choose(item, at) end
        end
      end
      vim.api.nvim_win_set_cursor(0, { 1, 0 })
      vim.lsp.codelens.run()
      wait(function() return report.opened ~= nil end, "the page")
      vim.fn.search("^require (")
      vim.lsp.codelens.run()
      wait(function() return vim.fn.search("example.com/a v1\\\\.1\\\\.0", "nw") > 0 end, "the update")
      report.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\\n")
      vim.bo.modified = false
    `,
      {
        configuration: `vim.lsp.config("gomod_lint", { settings = { ["gomod-lint"] = { offline = true } } })`,
        env: { GOMODLINT_CACHE: join(scratch.path, "cache") },
      },
    );
    assert.deepEqual(report.lenses.sort(), ["check for updates", "graph of 2 modules", "tidy"]);
    assert.ok(fileURLToPath(report.opened).startsWith(join(scratch.path, "cache", "graphs")), report.opened);
    assert.match(fs.readFileSync(fileURLToPath(report.opened), "utf8"), /<!DOCTYPE html>[\s\S]*example\.com\/app/);
    assert.equal(report.text, editorGoMod.replace("a v1.0.0", "a v1.1.0").trimEnd());
  });

  it("highlights with the grammar, once its parser is built", function () {
    const parser = join(scratch.path, "runtime", "parser", "gomod.so");
    fs.mkdirSync(dirname(parser), { recursive: true });
    const source = join(repository, "grammar", "src");
    const built = spawnSync("cc", ["-shared", "-fPIC", "-Os", "-I", source, join(source, "parser.c"), "-o", parser]);
    if (built.status !== 0) this.skip(); // no C compiler here
    const report = run(`
      vim.opt.runtimepath:append(vim.env.REPORT:gsub("report.json$", "runtime"))
      vim.treesitter.language.register("gomod", { "gomod", "gowork" })
      vim.treesitter.start()
      vim.treesitter.get_parser(0):parse()
      report.captures = vim.tbl_map(function(place)
        return vim.tbl_map(function(capture) return capture.capture end, vim.treesitter.get_captures_at_pos(0, place[1], place[2]))
      end, { { 0, 0 }, { 4, 2 }, { 5, 4 }, { 5, 16 }, { 6, 25 }, { 9, 25 } })
      report.fold = vim.treesitter.query.get("gomod", "folds") ~= nil and vim.treesitter.query.get("gomod", "indents") ~= nil
    `);
    const [verb, block, path, version, comment, arrow] = report.captures as string[][];
    assert.ok(verb?.includes("keyword"));
    assert.ok(block?.includes("keyword"));
    assert.ok(path?.includes("string.special.url"));
    assert.ok(version?.includes("string"));
    assert.ok(comment?.includes("comment"));
    assert.ok(arrow?.includes("operator"));
    assert.equal(report.fold, true);
  });
});
