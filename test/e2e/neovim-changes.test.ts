import assert from "node:assert/strict";
import { describeNeovim } from "../support/neovim-module.ts";

const low = "conflicting-indirect-version:6";
const dead = "replace-without-require:9";

describeNeovim("what Neovim shows when something else changes", (scratch, run) => {
  it("follows settings that change, and has formatting while they say so", () => {
    const report = run(`
      local both = { "${low}", "${dead}" }
      wait(function() return vim.deep_equal(codes(), both) end, "two findings")
      local function formats() return #vim.lsp.get_clients({ bufnr = 0, method = "textDocument/formatting" }) == 1 end
      local function set(own)
        client().settings = { ["gomod-lint"] = own }
        client():notify("workspace/didChangeConfiguration", { settings = client().settings })
      end
      local select = { "conflicting-indirect-version", "replace-without-require" }
      report.before = formats()
      set({ select = select, ignore = { "replace" }, features = { formatting = true } })
      wait(function() return vim.deep_equal(codes(), { "${low}" }) end, "one finding")
      wait(formats, "formatting")
      set({ select = select, features = { diagnostics = false, hover = false } })
      wait(function() return #codes() == 0 end, "no finding")
      wait(function() return not formats() end, "formatting to go")
      report.hover = ask("textDocument/hover", { position = { line = 6, character = 3 } })
      set({ select = select, sevrity = {} })
      wait(function() return vim.deep_equal(codes(), both) end, "two findings again")
      report.said = said("sevrity")
    `);
    assert.equal(report.before, false);
    assert.equal(report.hover, undefined);
    assert.match(report.said, /gomod-lint settings: .*sevrity/);
  });

  it("hears of files that change on the disk, and draws anew what they change in the text", () => {
    scratch.write({
      "app/go.mod": "module example.com/app\n\ngo 1.21\n\nrequire example.com/lib v1.0.0\n\nreplace example.com/lib => ./lib\n",
      "app/lib/go.mod": "module example.com/lib\n\ngo 1.21\n",
    });
    const report = run(
      `
      vim.lsp.inlay_hint.enable(true)
      local function hints() return vim.tbl_map(function(hint)
        local label = hint.inlay_hint.label
        return type(label) == "string" and label or label[1].value
      end, vim.lsp.inlay_hint.get({ bufnr = 0 })) end
      local function modifiers()
        local token = (vim.lsp.semantic_tokens.get_at_pos(0, 4, 12) or {})[1]
        local names = vim.tbl_keys(token and token.modifiers or {})
        table.sort(names)
        return table.concat(names, " ")
      end
      wait(function() return vim.deep_equal(hints(), { "=> ./lib" }) end, "a hint")
      wait(function() return modifiers() == "replaced" end, "tokens")
      wait(function() return client().dynamic_capabilities:get("workspace/didChangeWatchedFiles") ~= nil end, "files to be watched")
      vim.fn.writefile({ "// Deprecated: use another.", "module example.com/lib", "", "go 1.22" }, "app/lib/go.mod")
      -- Neovim itself watches the folder alone, none in it, where there is no inotifywait.
      client():notify("workspace/didChangeWatchedFiles", {
        changes = { { uri = vim.uri_from_fname(vim.fn.getcwd() .. "/app/lib/go.mod"), type = 2 } },
      })
      wait(function() return #hints() == 2 end, "another hint")
      wait(function() return modifiers() == "deprecated replaced" end, "other tokens")
      report.hints = hints()
      wait(function() return vim.deep_equal(codes(), { "go-below-dependency:2" }) end, "a finding")
      local function severity() return (vim.diagnostic.get(0)[1] or {}).severity end
      report.severity = severity()
      local function configure(name, lines)
        -- A file that is half written is none.
        vim.fn.writefile(lines, "app/half")
        vim.uv.fs_rename("app/half", "app/" .. name)
      end
      configure("strict.json", { '{ "severity": { "go-below-dependency": "info" } }' })
      configure(".gomod-lint.json", { '{ "extends": "./strict.json" }' })
      wait(function() return severity() == 3 end, "the severity of the configuration")
      configure("strict.json", { '{ "severity": { "go-below-dependency": "warning" } }' })
      wait(function() return severity() == 2 end, "the severity of what it extends")
    `,
      {
        configuration: `vim.lsp.config("gomod_lint", {
          settings = { ["gomod-lint"] = { select = { "go-below-dependency" } } },
          capabilities = { workspace = { didChangeWatchedFiles = { dynamicRegistration = true } } },
        })`,
      },
    );
    assert.deepEqual(report.hints.sort(), ["=> ./lib", "→ 1.22"]);
    assert.equal(report.severity, 1);
  });

  it("knows the modules of folders that are added, until they are removed", () => {
    scratch.write({ "other/go.mod": "module example.com/other\n\ngo 1.21\n", "app/part/go.mod": "module example.com/part\n" });
    const report = run(`
      wait(function() return #codes() == 2 end, "two findings")
      local function symbols(query)
        local found = ask("workspace/symbol", { query = query })
        return vim.tbl_map(function(symbol) return symbol.name end, found)
      end
      report.start = symbols("part")
      local folder = vim.fn.getcwd() .. "/other"
      report.before = symbols("other")
      vim.lsp.buf.add_workspace_folder(folder)
      report.added = symbols("other")
      vim.lsp.buf.remove_workspace_folder(folder)
      report.removed = symbols("other")
    `);
    assert.deepEqual(report.start, ["example.com/part"]);
    assert.deepEqual([report.before, report.added, report.removed], [[], ["example.com/other"], []]);
  });

  it("checks against other files as they are in their buffers, and shows what stands in those", () => {
    scratch.write({
      "app/go.mod": "module example.com/app\n\ngo 1.21\n\nrequire example.com/lib v1.0.0\n\nreplace example.com/lib => ../lib\n",
      "app/go.sum": ["9k2ZWEKOVlFiaQ9vznJ8k5NE6hKepOZ795P/9IVyL4A=", "bR98LT5ib7v78yIw4CDuBbg4ONz7UX4kp876op+Oh84="]
        .map((hash) => `example.com/log v1.3.0/go.mod h1:${hash}\n`)
        .join(""),
      "lib/go.mod": "module example.com/lib\n\ngo 1.21\n",
      "go.work": "go 1.21\n\nuse ./app\n", // one server for both
    });
    const report = run(
      `
      local own = vim.api.nvim_get_current_buf()
      local function found(buffer) return vim.tbl_map(function(d) return d.code .. ":" .. d.lnum end, vim.diagnostic.get(buffer)) end
      local sum = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(own), ":h") .. "/go.sum"
      wait(function() return #found(vim.fn.bufadd(sum)) > 0 end, "a finding in go.sum")
      report.sum = found(vim.fn.bufadd(sum))
      vim.cmd("set hidden | edit lib/go.mod")
      local lib = vim.api.nvim_get_current_buf()
      vim.api.nvim_buf_set_lines(lib, 2, 3, false, { "go 1.22" })
      report.clients = #vim.lsp.get_clients()
      wait(function() return vim.tbl_contains(found(own), "go-below-dependency:2") end, "a finding against the buffer")
      vim.cmd("bwipeout!")
      wait(function() return not vim.tbl_contains(found(own), "go-below-dependency:2") end, "the finding to go with the buffer")
      vim.api.nvim_buf_delete(own, { force = true })
      wait(function() return #found(vim.fn.bufadd(sum)) == 0 end, "the finding in go.sum to go")
    `,
      {
        configuration: `vim.lsp.config("gomod_lint", { settings = { ["gomod-lint"] = { select = { "go-below-dependency", "sum-conflict" } } } })`,
      },
    );
    assert.equal(report.clients, 1);
    assert.deepEqual(report.sum, ["sum-conflict:1"]);
  });

  it("tells what is wrong with a configuration file, and takes it as it is when something is saved", () => {
    scratch.write({ "app/.gomod-lint.json": '{\n  "ignor": []\n}\n' });
    const report = run(`
      wait(function() return #codes() == 2 end, "two findings")
      local file = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(0), ":h") .. "/.gomod-lint.json"
      local function wrong() return vim.diagnostic.get(vim.fn.bufadd(file)) end
      wait(function() return #wrong() == 1 end, "what is wrong")
      report.wrong = wrong()[1].lnum .. " " .. wrong()[1].message
      report.said = said("ignor")
      vim.fn.writefile({ '{ "severity": { "replace": "info" } }' }, file)
      vim.cmd("silent write!")
      wait(function() return #vim.diagnostic.get(0, { severity = 3 }) == 1 end, "the severity of the configuration")
      wait(function() return #wrong() == 0 end, "nothing wrong")
    `);
    assert.match(report.wrong, /^1 .*ignor/);
    assert.match(report.said, /\.gomod-lint\.json:2:3: .*ignor/);
  });

  it("shows how far it is with what takes its time", () => {
    const report = run(
      `
      wait(function() return #codes() == 2 end, "two findings")
      client():exec_cmd({ title = "", command = "gomod-lint.updates", arguments = { { uri = vim.uri_from_bufnr(0) } } })
      wait(function() return #progress > 1 end, "progress")
      report.progress = progress
    `,
      {
        configuration: `progress = {}
        vim.api.nvim_create_autocmd("LspProgress", { callback = function(args)
          local value = args.data.params.value
          if value.kind ~= "report" then table.insert(progress, value.kind .. " " .. (value.title or "")) end
        end })`,
      },
    );
    assert.deepEqual(report.progress, ["begin gomod-lint: asking for versions", "end gomod-lint: asking for versions"]);
  });

  it("is asked for findings by a Neovim that can be told to ask again", () => {
    scratch.write({ "app/other/go.mod": "module example.com/other\n\ngo 1.21\n\nreplace example.com/dead => ../dead\n" });
    const report = run(
      `
      wait(function() return vim.deep_equal(codes(), { "${low}", "${dead}" }) end, "two findings")
      local pulled = vim.lsp.diagnostic.get_namespace(client().id, true)
      report.pulled = #vim.diagnostic.get(0, { namespace = pulled })
      local all = ask("workspace/diagnostic", { previousResultIds = {} }).items
      report.all = vim.tbl_map(function(file)
        return vim.fn.fnamemodify(vim.uri_to_fname(file.uri), ":h:t") .. " " .. #file.items .. ":" .. file.items[1].range.start.line
      end, all)
      table.sort(report.all)
      vim.fn.writefile({ '{ "severity": { "replace": "info" } }' }, "app/.gomod-lint.json")
      client():notify("workspace/didChangeWatchedFiles", {
        changes = { { uri = vim.uri_from_fname(vim.fn.getcwd() .. "/app/.gomod-lint.json"), type = 1 } },
      })
      wait(function() return #vim.diagnostic.get(0, { severity = 3 }) == 1 end, "the severity of the configuration")
    `,
      {
        configuration: `vim.lsp.config("gomod_lint", {
          capabilities = { workspace = { diagnostics = { refreshSupport = true } } },
          handlers = {
            ["workspace/diagnostic/refresh"] = function(_, _, context)
              local own = vim.lsp.get_client_by_id(context.client_id)
              own:request("textDocument/diagnostic", { textDocument = vim.lsp.util.make_text_document_params() })
              return vim.NIL
            end,
          },
        })`,
      },
    );
    assert.equal(report.pulled, 2);
    assert.deepEqual(report.all, ["app 2:6", "other 1:4"]);
  });

  it("ends the server, which ends well", () => {
    const report = run(
      `
      wait(function() return #codes() == 2 end, "two findings")
      client():stop()
      wait(function() return code ~= nil end, "the server's end")
      report.code = code
    `,
      { configuration: `vim.lsp.config("gomod_lint", { on_exit = function(ended) code = ended end })` },
    );
    assert.equal(report.code, 0);
  });
});
