import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeUtf8, encodeUtf8 } from "../../server/text/utf8.ts";
import { goImports } from "../../server/workspace/go-imports.ts";
import { goEnv } from "../modfile/corpus.ts";
import { describeWithOracle } from "./with-oracle.ts";

/** Go's own library and the tests of its compiler, which hold what no program would write. */
const folders = ["src", "test"] as const;

describeWithOracle("imports of Go files", (oracle) => {
  it("are those that go/parser finds, at the same places, in all of Go's own files", async () => {
    const root = goEnv("GOROOT");
    const paths = folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".go"))
        .map((name) => join(root, folder, name)),
    );
    assert.ok(paths.length > 5000, `${paths.length}`);
    const answers = await oracle().ask(paths.map((path) => ({ op: "imports", path }) as const));
    let compared = 0;
    for (const [i, path] of paths.entries()) {
      const expected = answers[i]?.imports;
      if (expected === undefined || expected === null) continue;
      const text = decodeUtf8(readFileSync(path));
      const bytes = (offset: number): number => encodeUtf8(text.slice(0, offset)).length;
      const found = goImports(text).map((one) => ({
        path: one.path,
        start: bytes(one.span.start),
        end: bytes(one.span.end),
      }));
      assert.deepEqual(found, expected, path);
      compared += found.length;
    }
    assert.ok(compared > 20_000, `${compared}`);
  });
});
