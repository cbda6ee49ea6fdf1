import assert from "node:assert/strict";
import { parseVendorManifest } from "../../server/modfile/vendor-manifest.ts";

const text = `# example.com/a v1.0.0
## explicit; go 1.21
example.com/a
example.com/a/sub
# example.com/b v1.1.0 => example.com/fork v1.2.0
## go 1.17; future thing
example.com/b
# example.com/c v1.0.0 => ../c
## explicit
# example.com/d => ./d
# example.com/e v0.1.0
# short
not a package
# example.com/f master
## explicit
example.com/f
# example.com/a v1.2.0
example.com/a/other
# example.com/a v1.0.0
## go 1.22
# example.com/b v1.1.0 => not understood at all
`;

describe("vendor/modules.txt", () => {
  const manifest = parseVendorManifest(text);

  it("reads modules, annotations, replacements and packages as the go command does", () => {
    assert.deepEqual(
      manifest.modules.map(({ span: _, ...rest }) => rest),
      [
        {
          path: "example.com/a",
          version: "v1.0.0",
          explicit: true,
          packages: ["example.com/a", "example.com/a/sub"],
          go: "1.22",
        },
        {
          path: "example.com/b",
          version: "v1.1.0",
          explicit: false,
          packages: ["example.com/b"],
          replacement: { path: "example.com/fork", version: "v1.2.0" },
          go: "1.17",
        },
        { path: "example.com/c", version: "v1.0.0", explicit: true, packages: [], replacement: { path: "../c", version: "" } },
        { path: "example.com/d", version: "", explicit: false, packages: [], replacement: { path: "./d", version: "" } },
        { path: "example.com/e", version: "v0.1.0", explicit: false, packages: [] },
        { path: "example.com/a", version: "v1.2.0", explicit: false, packages: ["example.com/a/other"] },
      ],
    );
    const [, b] = manifest.modules;
    assert.equal(text.slice(b?.span.start, b?.span.end), "# example.com/b v1.1.0 => example.com/fork v1.2.0");
  });

  it("knows what packages come from, and the selected versions", () => {
    assert.deepEqual(
      manifest.providing.map((m) => `${m.path}@${m.version}`),
      ["example.com/a@v1.0.0", "example.com/b@v1.1.0", "example.com/a@v1.2.0"],
    );
    assert.deepEqual(
      [...manifest.selected],
      [
        ["example.com/a", "v1.2.0"],
        ["example.com/b", "v1.1.0"],
      ],
    );
  });

  it("is empty for an empty file", () => {
    assert.deepEqual(parseVendorManifest("").modules, []);
    assert.deepEqual(parseVendorManifest("example.com/a\n## explicit\n").modules, []);
  });
});
