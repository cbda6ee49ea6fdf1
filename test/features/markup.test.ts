import assert from "node:assert/strict";
import { type Block, code, list, paragraph, title, toMarkdown, toPlainText } from "../../server/features/markup.ts";

describe("markup", () => {
  const blocks: readonly Block[] = [
    title("about ", code("a@v1")),
    paragraph("see ", { link: "https://example.com/a b", text: "the page" }),
    { kind: "line" },
    list([["one"], [code("two")]]),
  ];

  it("becomes Markdown", () => {
    assert.equal(toMarkdown(blocks), "**about `a@v1`**\n\nsee [the page](<https://example.com/a%20b>)\n\n---\n\n- one\n- `two`");
  });

  it("becomes plain text", () => {
    assert.equal(toPlainText(blocks), "about a@v1\nsee the page: https://example.com/a b\n\n- one\n- two");
  });

  it("does not let words become markup", () => {
    const evil = "*bold* [x](javascript:y) <b> `c` _d_ # ~e~ | & \\";
    const shown = toMarkdown([paragraph(evil)]);
    assert.equal(shown.replace(/\\(.)/g, "$1"), evil);
    assert.doesNotMatch(shown, /(?<!\\)[*[\]<>`_#~|&]/);
    assert.equal(toMarkdown([paragraph(code("a`b"))]), "``a`b``");
    assert.equal(toMarkdown([paragraph(code("`"))]), "`` ` ``");
    assert.equal(toMarkdown([paragraph("two\nlines", code("x\ny"))]), "two lines`x y`");
  });
});
