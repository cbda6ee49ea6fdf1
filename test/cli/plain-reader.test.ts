import assert from "node:assert/strict";
import { plainReader } from "../../server/cli/plain-reader.ts";
import { suiteReader } from "../support/reader.ts";

const texts = [
  "",
  'module example.com/app\n\ngo 1.21\n\nrequire (\n\t// above\n\texample.com/a v1.0.0 // indirect; gomod-lint:ignore syntax\n\n\t"example.com/b" v1\n)\n',
  "module `example.com/app`\r\nreplace example.com/a => ../a\r\nretract [v1.0.0, v1.1.0] // broken",
  "requir (\n\tx\n",
  "module x\n/* no */\nrequire example.com/a )\n\u00e9 \udcff\n",
  "go 1.21\n\nuse (\n\t./a\n\t./b\n)\n",
];

describe("plainReader", () => {
  const trees = suiteReader();

  it("reads what the reader with the grammar reads", () => {
    for (const text of texts) {
      for (const kind of ["mod", "work"] as const) {
        assert.deepEqual(plainReader().parse(text, kind), trees.parse(text, kind), JSON.stringify(text));
      }
    }
  });

  it("follows changes of an open document, one after the other", () => {
    const document = plainReader().open("module a\n", "mod");
    document.edit([
      { span: { start: 7, end: 8 }, text: "bc" },
      { span: { start: 7, end: 8 }, text: "x" },
    ]);
    assert.equal(document.file.text, "module xc\n");
    document.edit([{ text: "go 1.21\n" }, { span: { start: 3, end: 7 }, text: "1.22" }]);
    assert.deepEqual(document.file, plainReader().parse("go 1.22\n", "mod"));
    document.dispose();
  });
});
