import assert from "node:assert/strict";
import { goJson, modFileJson, workFileJson } from "../../server/modfile/json.ts";
import { mod, work } from "./read.ts";

describe("go.mod as JSON", () => {
  it("has the fields of go mod edit -json in their order", () => {
    const text =
      "// Deprecated: d\nmodule m\ngo 1.21\ntoolchain go1.22.0\ngodebug a=b\nrequire x v1.0.0 // indirect\nrequire y v1.0.0\n" +
      "exclude x v1.0.0\nreplace x v1.0.0 => ./x\nreplace y => z v1.0.0\n// r\nretract v1.0.0\ntool t\nignore i\n";
    assert.equal(
      goJson(modFileJson(mod(text))),
      '{"Module":{"Path":"m","Deprecated":"d"},"Go":"1.21","Toolchain":"go1.22.0","GoDebug":[{"Key":"a","Value":"b"}],' +
        '"Require":[{"Path":"x","Version":"v1.0.0","Indirect":true},{"Path":"y","Version":"v1.0.0"}],' +
        '"Exclude":[{"Path":"x","Version":"v1.0.0"}],' +
        '"Replace":[{"Old":{"Path":"x","Version":"v1.0.0"},"New":{"Path":"./x"}},{"Old":{"Path":"y"},"New":{"Path":"z","Version":"v1.0.0"}}],' +
        '"Retract":[{"Low":"v1.0.0","High":"v1.0.0","Rationale":"r"}],"Tool":[{"Path":"t"}],"Ignore":[{"Path":"i"}]}',
    );
  });

  it("has null for what is empty, and leaves out what edit drops", () => {
    assert.equal(
      goJson(modFileJson(mod('require "" v1.0.0\ngodebug =x\nretract ""\nexclude a v1.0.0\nexclude a v1.0.0\n'))),
      '{"Module":{"Path":""},"Require":null,"Exclude":[{"Path":"a","Version":"v1.0.0"}],"Replace":null,"Retract":null,"Tool":null,"Ignore":null}',
    );
  });

  it("escapes as Go's encoder", () => {
    assert.equal(
      goJson({ a: '<>&\u2028\u2029\u0007\u007f"\\é' }),
      '{"a":"\\u003c\\u003e\\u0026\\u2028\\u2029\\u0007\u007f\\"\\\\é"}',
    );
    assert.equal(goJson({ a: [1] }, "\t"), '{\n\t"a": [\n\t\t1\n\t]\n}');
  });

  it("prints go.work", () => {
    assert.equal(
      goJson(workFileJson(work("go 1.21\ntoolchain go1.21.1\ngodebug a=b\nuse ./a\nreplace x => ./y\nreplace x => ./z\n"))),
      '{"Go":"1.21","Use":[{"DiskPath":"./a"}],"Replace":[{"Old":{"Path":"x"},"New":{"Path":"./z"}}]}',
    );
    assert.equal(goJson(workFileJson(work(""))), '{"Use":null,"Replace":null}');
  });
});
