import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describeNeovim } from "../support/neovim-module.ts";

/** What runs a command of the server, and gives what it answers. */
const command = `
function command(name, argument)
  local own = vim.tbl_extend("force", { uri = vim.uri_from_bufnr(0) }, argument or {})
  local params = { command = "gomod-lint." .. name, arguments = { own } }
  return answer("workspace/executeCommand", params)
end
`;

describeNeovim("the commands of the server in Neovim", (scratch, run) => {
  it("says what another version would change, and examines what is around a module", () => {
    const report = run(
      `
      wait(function() return #codes() == 2 end, "two findings")
      report.offered = vim.tbl_contains(client().server_capabilities.executeCommandProvider.commands, "gomod-lint.whatif")
      report.changes = command("whatif", { modules = { "example.com/a@none" } }).changes
      report.whatif = said("example.com/a@none")
      local doctor = command("doctor")
      report.page = doctor.page
      report.checks = #doctor.checks
    `,
      { configuration: command },
    );
    assert.equal(report.offered, true);
    assert.deepEqual(report.changes, [
      { path: "example.com/a", before: "v1.0.0" },
      { path: "example.com/b", before: "v1.2.0", after: "v1.0.0" },
    ]);
    assert.match(report.whatif, /example\.com\/b: v1\.2\.0 → v1\.0\.0/);
    assert.match(report.page, /module mode: .*\/app\/go\.mod/);
    assert.ok(report.checks > 5);
  });

  it("says above a requirement who needs it, and by which path when it is asked", () => {
    const report = run(
      `
      wait(function() return #codes() == 2 end, "two findings")
      vim.lsp.codelens.refresh({ bufnr = 0 })
      wait(function()
        report.lenses = vim.tbl_map(function(lens)
          return lens.range.start.line .. " " .. (lens.command and lens.command.title or "")
        end, vim.lsp.codelens.get(0))
        return #report.lenses == 5 and vim.iter(report.lenses):all(function(lens) return lens:match(" .") ~= nil end)
      end, "lenses")
      vim.api.nvim_win_set_cursor(0, { 7, 0 })
      vim.lsp.codelens.run()
      report.said = said("example.com/a@v1.0.0")
    `,
      {
        configuration: `vim.lsp.config("gomod_lint", { settings = { ["gomod-lint"] = { features = { requirementLenses = true } } } })`,
      },
    );
    assert.deepEqual(report.lenses, [
      "0 graph of 2 modules",
      "0 tidy",
      "4 check for updates",
      "5 required by no other module",
      "6 required by 1 other module",
    ]);
    assert.match(report.said, /example\.com\/app → example\.com\/a@v1\.0\.0 → example\.com\/b@v1\.2\.0/);
  });

  it("has the go command tidy, vendor, download and get", function () {
    if (spawnSync("go", ["version"]).status !== 0) this.skip();
    const replaced = "\nreplace example.com/lib => ../lib\n";
    scratch.write({
      "app/go.mod": `module example.com/app\n\ngo 1.21\n${replaced}`,
      "app/main.go": 'package main\n\nimport _ "example.com/lib"\n\nfunc main() {}\n',
      "lib/go.mod": "module example.com/lib\n\ngo 1.21\n",
      "lib/lib.go": "package lib\n",
    });
    const report = run(
      `
      wait(function() return client() ~= nil and client().initialized end, "the server")
      report.get = command("get", { modules = { "example.com/lib@v0.0.0" } })
      vim.cmd.checktime()
      report.got = vim.fn.search("^require example.com/lib v0.0.0", "nw")
      report.vendor = command("vendor")
      report.vendored = vim.fn.filereadable("app/vendor/modules.txt")
      report.download = command("download")
      vim.fn.writefile({ "package main", "", "func main() {}" }, "app/main.go")
      report.tidy = command("tidy")
    `,
      { configuration: `${command}\nvim.o.autoread = true`, env: { GOTOOLCHAIN: "local", GOFLAGS: "-mod=mod" } },
    );
    assert.match(report.get.output, /added example\.com\/lib v0\.0\.0/);
    assert.equal(report.got, 7);
    assert.equal(report.vendored, 1);
    for (const name of ["get", "vendor", "download", "tidy"]) assert.equal(report[name].ok, true, name);
    assert.equal(scratch.read("app/go.mod"), `module example.com/app\n\ngo 1.21\n${replaced}`);
  });
});
