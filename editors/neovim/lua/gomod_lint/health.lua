-- :checkhealth gomod_lint
local M = {}

--- The program that the configuration names, and whether it runs.
local function check_program()
  local config = vim.lsp.config["gomod_lint"]
  if config == nil then
    vim.health.error("there is no configuration named gomod_lint", "put the folder editors/neovim on 'runtimepath'")
    return
  end
  local program = type(config.cmd) == "table" and config.cmd[1] or "gomod-lint"
  if vim.fn.executable(program) == 0 then
    vim.health.error(program .. " is not on PATH", {
      "npm install --global gomod-lint",
      'or name it: vim.lsp.config("gomod_lint", { cmd = { "/path/to/gomod-lint", "lsp", "--stdio" } })',
    })
    return
  end
  local answer = vim.system({ program, "--version" }, { text = true }):wait()
  if answer.code == 0 then
    vim.health.ok(vim.trim(answer.stdout) .. " (" .. vim.fn.exepath(program) .. ")")
  else
    vim.health.error(program .. " --version failed", vim.trim(answer.stderr))
  end
end

local function check_server()
  if not vim.lsp.is_enabled("gomod_lint") then
    vim.health.warn("it is not enabled", 'vim.lsp.enable("gomod_lint")')
    return
  end
  local clients = vim.lsp.get_clients({ name = "gomod_lint" })
  if #clients == 0 then
    vim.health.info("enabled; it starts with the first go.mod or go.work that is opened")
  end
  for _, client in ipairs(clients) do
    local buffers = vim.tbl_count(client.attached_buffers)
    vim.health.ok(("running for %s, %d buffer(s)"):format(client.root_dir or "single files", buffers))
  end
end

local function check_highlighting()
  local loaded = pcall(vim.treesitter.language.add, "gomod") and vim.treesitter.language.add("gomod")
  if loaded then
    vim.health.ok("tree-sitter parser gomod is there")
  else
    vim.health.info("no tree-sitter parser gomod: highlighting is Vim's own. The README of editors/neovim says how to build it")
  end
end

function M.check()
  vim.health.start("gomod-lint")
  if vim.fn.has("nvim-0.11") == 0 then
    vim.health.error("Neovim 0.11 or newer is needed for vim.lsp.config")
    return
  end
  check_program()
  check_server()
  check_highlighting()
end

return M
