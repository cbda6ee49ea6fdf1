import { equal, ok } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Parser } from "web-tree-sitter";
import { loadGrammar, withTree } from "./tree.ts";

const folder = "grammar/test/corpus";

/** A case of tree-sitter's corpus format. */
interface Case {
  readonly name: string;
  readonly text: string;
  /** the tree with its fields, spaced as tree-sitter prints it on one line */
  readonly expected: string;
}

/** Reads cases: a name between lines of `=`, the text, a line of `-`, the tree. The text has not the line end before the `-`. */
function casesOf(content: string): Case[] {
  const heading = /^={3,}\n(.+)\n={3,}\n/gm;
  const headings = [...content.matchAll(heading)];
  return headings.map((match, at) => {
    const body = content.slice(match.index + match[0].length, headings[at + 1]?.index);
    const divider = /\r?\n-{3,}\n/.exec(`\n${body}`);
    if (divider === null) throw new Error(`no divider in ${match[1]}`);
    const text = body.slice(0, Math.max(divider.index - 1, 0));
    const tree = `\n${body}`.slice(divider.index + divider[0].length);
    const expected = tree.trim().replace(/\s+/g, " ").replace(/ \)/g, ")");
    return { name: match[1] ?? "", text, expected };
  });
}

describe("the grammar's corpus", () => {
  let parser: Parser;
  before(async () => {
    ({ parser } = await loadGrammar());
  });
  after(() => parser.delete());

  for (const file of readdirSync(folder)) {
    describe(file, () => {
      const cases = casesOf(readFileSync(join(folder, file), "utf8"));
      ok(cases.length > 0, file);
      for (const { name, text, expected } of cases) {
        it(name, () =>
          equal(
            withTree(parser, text, (tree) => tree.rootNode.toString()),
            expected,
          ),
        );
      }
    });
  }
});
