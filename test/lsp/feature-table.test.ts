import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { allFeatures } from "../../server/lsp/requests/all.ts";
import { repository } from "../support/paths.ts";

/** Rows of the tables beside gopls by their first words → what the protocol calls it. */
const rows: Readonly<Record<string, readonly string[]>> = {
  diagnostics: ["textDocument/publishDiagnostics", "textDocument/diagnostic", "workspace/diagnostic"],
  hover: ["textDocument/hover"],
  completion: ["textDocument/completion", "completionItem/resolve"],
  "go to definition": ["textDocument/definition"],
  references: ["textDocument/references"],
  "call hierarchy": ["textDocument/prepareCallHierarchy", "callHierarchy/incomingCalls", "callHierarchy/outgoingCalls"],
  symbols: ["textDocument/documentSymbol", "workspace/symbol"],
  "document links": ["textDocument/documentLink"],
  "code actions": ["textDocument/codeAction", "codeAction/resolve"],
  "inlay hints": ["textDocument/inlayHint", "inlayHint/resolve"],
  "semantic tokens": [
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/full/delta",
    "textDocument/semanticTokens/range",
  ],
  "code lenses": ["textDocument/codeLens", "codeLens/resolve"],
  commands: ["workspace/executeCommand"],
  formatting: [
    "textDocument/formatting",
    "textDocument/rangeFormatting",
    "textDocument/rangesFormatting",
    "textDocument/onTypeFormatting",
  ],
  "folding, selection ranges, highlights": [
    "textDocument/foldingRange",
    "textDocument/selectionRange",
    "textDocument/documentHighlight",
  ],
};

describe("the tables of features beside gopls", () => {
  for (const page of ["README.md", "docs/editor.md"]) {
    it(`of ${page} have a row for each feature, and no other`, () => {
      assert.deepEqual(rowsOf(page), Object.keys(rows));
    });
  }

  it("are backed by the server: each of its requests belongs to a row", () => {
    const answered = allFeatures.flatMap(({ requests }) => Object.keys(requests));
    const named = Object.values(rows).flat();
    // The server takes commands by itself, and sends diagnostics unasked.
    const others = ["workspace/executeCommand", "textDocument/publishDiagnostics"];
    assert.deepEqual([...answered, ...others].sort(), named.sort());
  });

  const tests = readdirSync(join(repository, "test/lsp")).filter((name) => name.endsWith(".test.ts"));
  const texts = tests
    .filter((name) => name !== "feature-table.test.ts")
    .map((name) => readFileSync(join(repository, "test/lsp", name), "utf8"));
  const support = ["lsp-client", "lsp-world", "navigation"].map((name) =>
    readFileSync(join(repository, "test/support", `${name}.ts`), "utf8"),
  );
  for (const [row, methods] of Object.entries(rows)) {
    it(`are backed by tests of the protocol: ${row}`, () => {
      for (const method of methods) {
        const asked = [...texts, ...support].some((text) => text.includes(`"${method}"`));
        assert.ok(asked, `nothing in test/lsp asks for ${method}`);
      }
    });
  }
});

/** The first words of the table whose last column is gopls, without what stands in brackets. */
function rowsOf(page: string): readonly string[] {
  const lines = readFileSync(join(repository, page), "utf8").split("\n");
  const head = lines.findIndex((line) => line.endsWith("| gomod-lint | gopls |"));
  assert.ok(head >= 0, `${page} has no such table`);
  const end = lines.findIndex((line, i) => i > head && !line.startsWith("|"));
  return lines.slice(head + 2, end).map((line) => {
    const name = (line.split("|")[1] ?? "").replace(/\(.*\)/, "").trim();
    return /symbols/.test(name) ? "symbols" : name;
  });
}
