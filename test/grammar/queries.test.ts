import { deepEqual, equal, ok } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { type Language, type Parser, Query, type QueryCapture } from "web-tree-sitter";
import { loadGrammar, withTree } from "./tree.ts";

/** What an editor understands in a file of queries; a trailing `.` stands for any ending. */
const CAPTURES: Record<string, readonly string[]> = {
  "highlights.scm": [
    "keyword",
    "operator",
    "punctuation.",
    "comment",
    "comment.error",
    "spell",
    "string",
    "string.special.",
    "constant",
  ],
  "folds.scm": ["fold"],
  "indents.scm": ["indent.begin", "indent.branch", "indent.end", "indent.auto"],
  "injections.scm": ["injection.content"],
  "helix/highlights.scm": ["keyword", "operator", "punctuation.", "comment.", "string", "string.special.", "constant", "error"],
  "helix/indents.scm": ["indent", "outdent"],
  "helix/injections.scm": ["injection.content"],
  "helix/rainbows.scm": ["rainbow.scope", "rainbow.bracket"],
  "helix/textobjects.scm": ["entry.around", "parameter.inside", "comment.inside", "comment.around"],
};

const sample = `// Deprecated: no
module example.com/m // about

go 1.21
toolchain go1.21.3
godebug default=go1.21
require (
	a v1 // indirect
)
exclude a v1
replace a => ./a/
retract [v1, v2]
tool (
	b
)
ignore ./c
use ./d
provide { x }
require a b c /* d */ \u00a0
`;

describe("the grammar's queries", () => {
  let parser: Parser;
  let language: Language;
  before(async () => {
    ({ parser, language } = await loadGrammar());
  });
  after(() => parser.delete());

  function withCaptures(file: string, text: string, use: (captures: readonly QueryCapture[], query: Query) => void): void {
    const query = new Query(language, readFileSync(`grammar/queries/${file}`, "utf8"));
    try {
      withTree(parser, text, (tree) => use(query.captures(tree.rootNode), query));
    } finally {
      query.delete();
    }
  }

  it("are the ones that are tested here", () => {
    const files = readdirSync("grammar/queries", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".scm"));
    deepEqual(files.map((name) => name.replaceAll("\\", "/")).sort(), Object.keys(CAPTURES).sort());
  });

  for (const [file, known] of Object.entries(CAPTURES)) {
    it(`${file} compiles, has only captures that its editor knows, and each finds something`, () => {
      withCaptures(file, sample, (captures, query) => {
        const found = new Set(captures.map((capture) => capture.name));
        for (const name of query.captureNames) {
          ok(
            known.some((each) => (each.endsWith(".") ? name.startsWith(each) : name === each)),
            name,
          );
          ok(found.has(name), `nothing is ${name}`);
        }
      });
    });
  }

  it("may use all names that queries for camdencheek/tree-sitter-go-mod use", () => {
    const nodes =
      "source_file module_directive module_path go_directive go_version toolchain_directive toolchain_name require_directive " +
      "require_spec version exclude_directive exclude_spec replace_directive replace_spec file_path retract_directive retract_spec " +
      "tool_directive tool ignore_directive ignore_spec comment interpreted_string_literal raw_string_literal";
    const tokens = "module go toolchain require exclude replace retract tool ignore => ( ) [ ] ,";
    const patterns = [...nodes.split(" ").map((name) => `(${name})`), ...tokens.split(" ").map((name) => `"${name}"`)];
    new Query(language, `[${patterns.join(" ")}] @any (toolchain_directive name: (toolchain_name)) @any`).delete();
  });

  for (const file of ["highlights.scm", "helix/highlights.scm"]) {
    it(`${file} has every verb and every punctuation of the grammar`, () => {
      withCaptures(file, sample, (captures) => {
        const highlighted = new Set(captures.filter(({ node }) => !node.isNamed).map(({ node }) => node.type));
        withTree(parser, sample, (tree) => {
          const anonymous = tree.rootNode.descendantsOfType(namesOf(language, (id) => !language.nodeTypeIsNamed(id)));
          for (const node of anonymous) ok(highlighted.has(node.type), node.type);
        });
      });
    });

    it(`${file} gives no word two kinds of highlighting`, () => {
      withCaptures(file, sample, (captures) => {
        const seen = new Map<string, string>();
        for (const { name, node } of captures) {
          if (name === "spell") continue;
          const place = `${node.startIndex}-${node.endIndex}`;
          equal(seen.get(place), undefined, `${node.text}: ${name}`);
          seen.set(place, name);
        }
      });
    });
  }

  it("folds.scm folds every block, closed or not", () => {
    withCaptures("folds.scm", `${sample}require (\n\ta v1\n`, (captures) => {
      const folded = captures.filter(({ node }) => node.startPosition.row < node.endPosition.row).map(({ node }) => node.type);
      deepEqual(folded, ["require_directive", "tool_directive", "require_directive"]);
    });
  });

  for (const [file, begin, end] of [
    ["indents.scm", "indent.begin", "indent.branch"],
    ["helix/indents.scm", "indent", "outdent"],
  ] as const) {
    it(`${file} indents blocks and nothing else`, () => {
      withCaptures(file, `${sample}require (\n`, (captures) => {
        const begins = captures.filter(({ name }) => name === begin).map(({ node }) => node.type);
        deepEqual(begins, ["require_directive", "tool_directive", "require_directive"]);
        equal(captures.filter(({ name }) => name === end).length, 2);
      });
    });
  }
});

/** The grammar's visible kinds of nodes that `test` takes. */
function namesOf(language: Language, test: (id: number) => boolean): string[] {
  const names: string[] = [];
  for (let id = 1; id < language.nodeTypeCount; id++) {
    const name = language.nodeTypeForId(id);
    if (name !== null && language.nodeTypeIsVisible(id) && test(id)) names.push(name);
  }
  return names;
}
