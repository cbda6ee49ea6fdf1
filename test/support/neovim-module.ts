import { join } from "node:path";
import { editorWorld } from "./editor-world.ts";
import { findNeovim, runNeovim } from "./neovim.ts";
import { type ScratchFolder, scratchFolder } from "./scratch-folder.ts";

/** How a Neovim is started, besides the script that runs in it. */
export interface NeovimModuleRun {
  /** what is opened, by its path in the module; default go.mod */
  readonly file?: string;
  /** Lua that runs before the server is enabled */
  readonly configuration?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a script in a Neovim that has opened a file of the module with the server enabled, and gives what the script left in `report`. */
// biome-ignore lint/suspicious/noExplicitAny: what the script reported is what the test asks about
export type RunInModule = (script: string, options?: NeovimModuleRun) => any;

/**
 * Describes tests in Neovim, each over the module of `editorWorld` in a folder of its own. Without a Neovim they are left out, and the title
 * says so.
 */
export function describeNeovim(title: string, define: (scratch: ScratchFolder, run: RunInModule) => void): void {
  const nvim = findNeovim();
  const missing = nvim === undefined ? " (left out: none of 0.11 here; test/e2e/neovim-install.sh brings one)" : "";
  describe(`${title}${missing}`, function () {
    this.timeout(120_000);
    before(function () {
      if (nvim === undefined) this.skip(); // the title says why
    });
    const scratch = scratchFolder("gomod-lint nvim é%20-"); // letters that a URI has to escape
    beforeEach(() => scratch.write(editorWorld));
    define(scratch, (script, { file = "go.mod", configuration = "", env = {} } = {}) =>
      runNeovim(nvim ?? "", scratch, {
        file: join("app", file),
        setup,
        script: `${configuration}\n${enable}\n${script}`,
        env,
      }),
    );
  });
}

/** What scripts may use, and the rules that the module's texts are about, however many there are. */
const setup = `
function float()
  local found
  wait(function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= "" then found = window end
    end
    return found ~= nil
  end, "a floating window")
  local text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(found), 0, -1, false), "\\n")
  vim.api.nvim_win_close(found, true)
  return text
end
function client() return vim.lsp.get_clients({ name = "gomod_lint" })[1] end
-- What the server answers to a request. Neovim sends what was typed before only for a buffer named by its number.
function answer(method, params)
  assert(client():supports_method(method), "the server does not offer " .. method)
  local found = assert(client():request_sync(method, params, 20000, vim.api.nvim_get_current_buf()))
  return found.err and error(vim.inspect(found.err)) or found.result
end
-- The same for a request about the buffer.
function ask(method, params)
  return answer(method, vim.tbl_extend("force", { textDocument = vim.lsp.util.make_text_document_params() }, params or {}))
end
function codes()
  local found = vim.tbl_map(function(d) return d.code .. ":" .. d.lnum end, vim.diagnostic.get(0))
  table.sort(found)
  return found
end
-- All messages, once a word is among them.
function said(word)
  wait(function() return vim.fn.execute("messages"):find(word, 1, true) ~= nil end, "a message with " .. word)
  return vim.fn.execute("messages")
end
-- Lines are counted from 0, as the protocol does.
function place(range)
  return ("%d:%d-%d:%d"):format(range.start.line, range.start.character, range["end"].line, range["end"].character)
end
vim.lsp.config("gomod_lint", {
  settings = { ["gomod-lint"] = { select = { "syntax", "conflicting-indirect-version", "replace-without-require" } } },
})
`;

const enable = `
vim.lsp.enable("gomod_lint")
vim.cmd.edit()
`;
