import assert from "node:assert/strict";
import { goImports } from "../../server/workspace/go-imports.ts";
import { ImportSites } from "../../server/workspace/import-sites.ts";
import { type MemoryHost, type MemoryNode, memoryHost } from "../support/memory-host.ts";

const paths = (text: string): readonly string[] => goImports(text).map(({ path }) => path);

describe("imports of Go files", () => {
  it("are read in every form that they come in", () => {
    const text = `// Copyright "not" import "this"

//go:build linux

/* import "nor this" */
package app // import "example.com/app"

import "fmt"
import str "strings"; import . "math"
import _ \`embed\`
import "example.com/\\x61"
import (
	"example.com/a" // trailing "comment"
	b "example.com/b"
	/* between */ _ "example.com/c"; "example.com/d"

	größe "example.com/größe"
)

import ()

var s = "not this"

import "nor this one"
`;
    assert.deepEqual(paths(text), [
      ...["fmt", "strings", "math", "embed", "example.com/a", "example.com/a", "example.com/b", "example.com/c", "example.com/d"],
      "example.com/größe",
    ]);
    for (const { path, span } of goImports(text))
      if (text[span.end - 2] !== "1") assert.equal(text.slice(span.start + 1, span.end - 1), path);
  });

  it("are those before the first thing that is no Go", () => {
    assert.deepEqual(paths(""), []);
    assert.deepEqual(paths('\uFEFFpackage a\r\nimport "x"\r\n'), ["x"]);
    assert.deepEqual(paths('import "x"'), []);
    assert.deepEqual(paths('package 1\nimport "x"'), []);
    assert.deepEqual(paths('package a\nimport ("x"\nfunc'), ["x"]);
    assert.deepEqual(paths('package a\nimport "x'), []);
    assert.deepEqual(paths('package a\nimport {"x"}'), []);
    assert.deepEqual(paths('package a; import "x"'), ["x"]);
    assert.deepEqual(paths("package a /* never closed\nimport"), []);
  });

  it("are read in linear time", () => {
    const began = performance.now();
    for (const text of [
      `package a\n${"/*".repeat(200_000)}`,
      `package a\nimport ("${"\\".repeat(400_000)}`,
      `package ${"a".repeat(400_000)}`,
    ])
      goImports(text);
    assert.ok(performance.now() - began < 2000);
  });
});

describe("import sites", () => {
  const files: Readonly<Record<string, MemoryNode>> = {
    "/m/go.mod": "module m\n",
    "/m/a.go": 'package m\n\nimport "example.com/x"\n',
    "/m/a_test.go": 'package m\n\nimport (\n\t"example.com/x/y"\n\t"example.com/z"\n)\n',
    "/m/cmd/run/main.go": 'package main\n\nimport _ "example.com/x"\n',
    "/m/notes.txt": 'import "example.com/x"\n',
    "/m/b.go": { link: "/m/cmd/run/main.go" },
    "/m/fifo.go": { special: "fifo" },
    "/m/denied.go": { text: 'package m\nimport "example.com/x"\n', mode: 0 },
  };
  const leftOut = [
    "vendor/v",
    "testdata",
    ".hidden",
    "_old",
    "node_modules/n",
    "static/deep",
    "a/gen",
    "_x.go/",
    "nested",
    "nested/in",
  ];
  const host = (): MemoryHost => {
    const more = leftOut.map((folder) => [`/m/${folder}/f.go`, 'package f\nimport "example.com/x"\n']);
    return memoryHost({
      files: { ...files, ...Object.fromEntries(more), "/m/nested/go.mod": "module n\n", "/m/_f.go": files["/m/a.go"] ?? "" },
    });
  };
  const query = {
    directory: "/m",
    ignore: ["./static", "gen/"],
    wanted: (path: string): boolean => path.startsWith("example.com/x"),
  };
  const shown = async (sites: ImportSites, signal?: AbortSignal): Promise<readonly string[]> =>
    (await sites.find(query, signal)).map(({ path, line, span }) => `${path}:${line + 1}:${span.start}-${span.end}`);

  it("are in the files that belong to the module, each once read", async () => {
    const machine = host();
    const sites = new ImportSites(machine);
    const expected = ["/m/a.go:3:7-22", "/m/a_test.go:4:1-18", "/m/b.go:3:9-24", "/m/cmd/run/main.go:3:9-24"];
    assert.deepEqual(await shown(sites), expected);
    machine.io.reads.length = 0;
    assert.deepEqual(await shown(sites), expected);
    assert.deepEqual(
      machine.io.reads.filter((path) => !path.includes("denied")),
      [],
    );
    machine.set("/m/a.go", 'package m\n\n\nimport "example.com/x"\n');
    assert.equal((await shown(sites))[0], "/m/a.go:4:7-22");
  });

  it("of a folder that is not there are none", async () => {
    assert.deepEqual(await new ImportSites(host()).find({ ...query, directory: "/gone" }), []);
  });

  it("are searched for without keeping others waiting, until nobody wants them any more", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 3000 }, (_, i) => [
        `/big/d${i % 50}/f${i}.go`,
        `package f\n\nimport "example.com/x"\n// ${"x".repeat(3000)}\n`,
      ]),
    );
    const sites = new ImportSites(memoryHost({ files: many }));
    const controller = new AbortController();
    let turns = 0;
    const turn = setInterval(() => {
      if (++turns === 2) controller.abort();
    }, 1);
    const found = await sites.find({ ...query, directory: "/big" }, controller.signal);
    clearInterval(turn);
    assert.ok(turns >= 2, "others had their turn");
    assert.ok(found.length < 3000, `${found.length}`);
  });
});
