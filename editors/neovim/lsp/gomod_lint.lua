--- gomod-lint: findings, hover and code actions for go.mod and go.work. Runs beside gopls.
--- What `settings` may hold is in this folder's README.md.
---
---@type vim.lsp.Config
return {
  cmd = { "gomod-lint", "lsp", "--stdio" },
  filetypes = { "gomod", "gowork" },
  root_markers = { "go.work", "go.mod" },
  settings = { ["gomod-lint"] = {} },
}
