import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describeNeovim } from "../support/neovim-module.ts";

/** A module of which every feature has something to say. */
const goMod = `module example.com/app

go 1.21

require (
	example.com/a v1.0.0
	example.com/b v1.0.0 // indirect
)

// b as it is 𝕏𝕏 on
// this machine: 𝕏 https://example.com/why 𝕏
replace example.com/b => ../b

exclude example.com/b v1.1.0
`;

describeNeovim("what Neovim asks for in a go.mod", (scratch, run) => {
  beforeEach(() =>
    scratch.write({ "app/go.mod": goMod, "b/go.mod": "// Deprecated: use c.\nmodule example.com/b\n\ngo 1.22\n" }),
  );

  it("marks all lines of a module, and what a hover is about; leads to documentation and directories", () => {
    const report = run(`
      wait(function() return #vim.diagnostic.get(0) > 0 end, "a finding")
      local function marks(name)
        local space = vim.api.nvim_create_namespace(name)
        return vim.tbl_map(function(mark)
          return ("%s %d:%d-%d:%d"):format(mark[4].hl_group, mark[2], mark[3], mark[4].end_row, mark[4].end_col)
        end, vim.api.nvim_buf_get_extmarks(0, space, 0, -1, { details = true }))
      end
      vim.api.nvim_win_set_cursor(0, { 7, 3 })
      vim.lsp.buf.document_highlight()
      wait(function() return #marks("nvim.lsp.references") > 0 end, "highlights")
      report.highlights = marks("nvim.lsp.references")
      vim.lsp.buf.hover()
      wait(function() return #marks("nvim.lsp.hover_range") > 0 end, "the range of the hover")
      report.hover = marks("nvim.lsp.hover_range")
      float()
      local item = ask("textDocument/prepareCallHierarchy", { position = { line = 6, character = 3 } })[1]
      report.item = item.name .. " " .. vim.fn.fnamemodify(vim.uri_to_fname(item.uri), ":p:h:t") .. " " .. place(item.selectionRange)
      -- Columns are in the encoding that was agreed on.
      local function words(range)
        local line = vim.fn.getline(range.start.line + 1)
        local function at(place) return vim.str_byteindex(line, client().offset_encoding, place.character, false) end
        return range.start.line .. " " .. line:sub(at(range.start) + 1, at(range["end"]))
      end
      report.links = vim.tbl_map(function(link) return words(link.range) .. ": " .. link.target end, ask("textDocument/documentLink"))
    `);
    assert.deepEqual(report.highlights, [
      "LspReferenceWrite 6:1-6:14",
      "LspReferenceWrite 11:8-11:21",
      "LspReferenceWrite 13:8-13:21",
    ]);
    assert.deepEqual(report.hover, ["LspReferenceTarget 6:1-6:14"]);
    assert.equal(report.item, "example.com/b@v1.2.0 b 1:7-1:20");
    assert.deepEqual(report.links, [
      "0 example.com/app: https://pkg.go.dev/example.com/app",
      "5 example.com/a v1.0.0: https://pkg.go.dev/example.com/a@v1.0.0",
      "6 example.com/b v1.0.0: https://pkg.go.dev/example.com/b@v1.0.0",
      "10 https://example.com/why: https://example.com/why",
      "11 example.com/b: https://pkg.go.dev/example.com/b",
      `11 ../b: ${pathToFileURL(join(scratch.path, "b/go.mod")).href}`,
      "13 example.com/b v1.1.0: https://pkg.go.dev/example.com/b@v1.1.0",
    ]);
  });

  it("grows a selection, folds, and lists what a line can do", () => {
    const report = run(`
      wait(function() return #vim.diagnostic.get(0) > 0 end, "a finding")
      report.selection = {}
      local around = ask("textDocument/selectionRange", { positions = { { line = 5, character = 5 } } })[1]
      while around do
        table.insert(report.selection, place(around.range))
        around = around.parent
      end
      vim.wo.foldmethod = "expr"
      vim.wo.foldexpr = "v:lua.vim.lsp.foldexpr()"
      wait(function() return vim.fn.foldlevel(6) == 1 end, "a fold")
      report.folds = vim.iter(vim.fn.range(1, vim.fn.line("$"))):filter(function(line) return vim.fn.foldlevel(line) > 0 end):totable()
    `);
    const selection = ["5:1-5:14", "5:1-5:21", "5:1-6:33", "4:0-7:1", "0:0-14:0"];
    assert.deepEqual(report.selection, selection, "path, requirement, lines of the block, block, file");
    assert.deepEqual(report.folds, [5, 6, 7, 10, 11]);
  });

  it("colours what was typed, and says what a hint means, and takes it into the file", () => {
    const report = run(`
      local function token(row, col)
        return vim.iter(vim.lsp.semantic_tokens.get_at_pos(0, row, col) or {}):map(function(t)
          local modifiers = vim.tbl_keys(t.modifiers)
          table.sort(modifiers)
          return t.type .. " " .. table.concat(modifiers, " ")
        end):totable()
      end
      wait(function() return #token(6, 6) == 1 end, "semantic tokens")
      report.tokens = { token(0, 8), token(6, 6) }
      vim.api.nvim_buf_set_lines(0, 3, 3, false, { "", "require example.com/c v1.0.0 // indirect" })
      wait(function() return #token(4, 10) == 1 end, "tokens of the new line")
      report.typed = { token(4, 10), token(8, 6) }
      vim.cmd.undo()
      -- Of one line, as other editors ask for what is in sight.
      local line = { start = { line = 6, character = 0 }, ["end"] = { line = 6, character = 22 } }
      report.range = ask("textDocument/semanticTokens/range", { range = line }).data

      vim.lsp.inlay_hint.enable(true)
      wait(function() return #vim.lsp.inlay_hint.get({ bufnr = 0 }) == 3 end, "inlay hints")
      local hints = vim.tbl_map(function(hint) return hint.inlay_hint end, vim.lsp.inlay_hint.get({ bufnr = 0 }))
      table.sort(hints, function(a, b) return a.position.line < b.position.line end)
      report.hints = vim.tbl_map(function(hint)
        local full = answer("inlayHint/resolve", hint)
        return { line = full.position.line, tooltip = full.tooltip.value }
      end, hints)
      vim.lsp.util.apply_text_edits(hints[1].textEdits, vim.api.nvim_get_current_buf(), client().offset_encoding)
      report.line = vim.fn.getline(3)
      vim.bo.modified = false
    `);
    assert.deepEqual(report.tokens, [["namespace declaration"], ["namespace indirect replaced"]]);
    assert.deepEqual(report.typed, [["namespace indirect"], ["namespace indirect replaced"]]);
    assert.deepEqual(
      report.hints.map((hint: { line: number }) => hint.line),
      [2, 6, 6],
    );
    assert.deepEqual(report.range, [6, 1, 13, 1, 20, 0, 14, 6, 3, 28, 0, 7, 3, 6, 0]);
    assert.match(report.hints[0].tooltip, /^selected: `1\.22`, forced by `example\.com\/b@v1\.0\.0`/);
    assert.match(report.hints[1].tooltip, /^selected: `v1\.2\.0`, forced by `example\.com\/a@v1\.0\.0`/);
    assert.match(report.hints[2].tooltip, /by the replacement of `example\.com\/b` in this file$/);
    assert.equal(report.line, "go 1.22");
  });

  it("formats while typing, several ranges, and the file", () => {
    scratch.write({ "app/go.mod": goMod.replace(/ v1/g, "   v1").replace("go 1", "go    1") });
    // Neovim formats several ranges only where the server says at the start that it can.
    const configuration = `vim.lsp.config("gomod_lint", {
      init_options = { features = { formatting = true } },
      capabilities = { textDocument = { formatting = { dynamicRegistration = false } } },
    })`;
    const report = run(
      `
      local buffer = vim.api.nvim_get_current_buf()
      wait(function() return client() ~= nil and client().initialized end, "the server")
      vim.api.nvim_buf_set_lines(0, 6, 6, false, { "" })
      local edits = ask("textDocument/onTypeFormatting", {
        position = { line = 6, character = 0 }, ch = "\\n", options = { tabSize = 8, insertSpaces = false },
      })
      vim.lsp.util.apply_text_edits(edits, buffer, client().offset_encoding)
      report.typed = vim.api.nvim_buf_get_lines(0, 5, 8, false)
      vim.api.nvim_buf_set_lines(0, 6, 7, false, {})
      vim.lsp.buf.format({ range = { { start = { 3, 0 }, ["end"] = { 3, 4 } }, { start = { 7, 0 }, ["end"] = { 7, 4 } } } })
      report.ranges = vim.api.nvim_buf_get_lines(0, 2, 7, false)
      report.rest = vim.fn.getline("$")
      vim.lsp.buf.format()
      report.file = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\\n") .. "\\n"
      vim.bo.modified = false
    `,
      { configuration },
    );
    assert.deepEqual(report.typed, ["\texample.com/a v1.0.0", "\t", "\texample.com/b   v1.0.0 // indirect"]);
    assert.deepEqual(report.ranges, ["go 1.21", "", "require (", "\texample.com/a v1.0.0", "\texample.com/b v1.0.0 // indirect"]);
    assert.equal(report.rest, "exclude example.com/b   v1.1.0");
    assert.equal(report.file, goMod);
  });

  it("says what may be done with a line, which fix is the one to take, and what a word of the menu means", () => {
    // Out of order, so that there is something to sort.
    scratch.write({ "app/go.mod": goMod.replace(/(.*a v1.0.0\n)(.*b v1.0.0.*\n)/, "$2$1") });
    const report = run(`
      wait(function() return vim.deep_equal(codes(), { "conflicting-indirect-version:5" }) end, "the finding")
      local range = { start = { line = 5, character = 3 }, ["end"] = { line = 5, character = 3 } }
      report.actions = vim.tbl_map(function(action)
        return { action.kind, action.title, action.isPreferred == true, action.diagnostics and action.diagnostics[1].code }
      end, ask("textDocument/codeAction", { range = range, context = { diagnostics = {}, triggerKind = 1 } }))

      vim.api.nvim_buf_set_lines(0, 5, 5, false, { "\\texample.com/b v1" })
      local list = ask("textDocument/completion", { position = { line = 5, character = 17 } })
      report.words = vim.tbl_map(function(item) return item.label .. ": " .. (item.detail or "") end, list.items)
      report.about = answer("completionItem/resolve", list.items[1]).documentation
      vim.bo.modified = false
    `);
    const rule = "conflicting-indirect-version";
    assert.deepEqual(report.actions.slice(0, 3), [
      ["quickfix", "Require example.com/b v1.2.0", true, rule],
      ["quickfix", `Ignore ${rule} here`, false, rule],
      ["quickfix", `Ignore ${rule} in this file`, false, rule],
    ]);
    const kinds = report.actions.map(([kind]: string[]) => kind).slice(3);
    assert.deepEqual([...new Set(kinds)], ["refactor.rewrite", "source.organizeImports.gomod-lint", "source.fixAll.gomod-lint"]);
    assert.deepEqual(report.words, ["v1.2.0: selected; required by example.com/a@v1.0.0", "v1.0.0: "]);
    assert.match(report.about.value, /required by `example\.com\/a@v1\.0\.0`/);
  });
});
