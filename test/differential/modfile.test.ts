import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { format } from "../../server/modfile/format.ts";
import { goModHash } from "../../server/modfile/go-sum.ts";
import { goJson, modFileJson, workFileJson } from "../../server/modfile/json.ts";
import { describeDifferences, differences } from "../modfile/against-go.ts";
import { type CorpusFile, cachedModFiles, goCommandCorpus } from "../modfile/corpus.ts";
import { record } from "../modfile/record.ts";
import { recorded } from "../modfile/recorded.ts";
import { suiteReader } from "../support/reader.ts";
import { describeWithOracle } from "./with-oracle.ts";

describeWithOracle("go.mod and go.work against modfile", (oracle) => {
  const reader = suiteReader();

  it("agrees on every file of the go command's own tests", async function () {
    this.timeout(120_000);
    const files = goCommandCorpus();
    assert.ok(files.length > 1700, `only ${files.length} files found`);
    const found = await differences(oracle(), reader, files);
    const names = files.map((file) => file.name);
    assert.equal(describeDifferences(found, names, files), "");
  });

  it("agrees on every .mod file of the module cache", async function () {
    this.timeout(300_000);
    const paths = cachedModFiles();
    if (paths.length === 0) this.skip();
    const files = paths.map((path): CorpusFile => ({ name: path, kind: "mod", text: readFileSync(path, "utf8") }));
    const found = await differences(oracle(), reader, files);
    assert.equal(describeDifferences(found, paths, files), "");
  });

  it("still answers as it was recorded", async () => {
    const known = recorded();
    assert.deepEqual(JSON.parse(JSON.stringify(await record(oracle(), known))), known);
  });

  it("hashes go.mod files as go.sum has them", async function () {
    this.timeout(60_000);
    const texts = ["", "module m\n", "module m\r\n// é\u{1f600}\n", ...goCommandCorpus().map((file) => file.text)];
    const sums = await oracle().ask(texts.map((text) => ({ op: "sum" as const, text })));
    assert.deepEqual(texts.map(goModHash), sums);
  });

  it("prints and formats byte for byte as go mod edit and go work edit", async function () {
    this.timeout(120_000);
    const folder = mkdtempSync(join(tmpdir(), "gomod-lint-"));
    const go = (...args: string[]) =>
      execFileSync("go", args, { cwd: folder, encoding: "utf8", env: { ...process.env, GOFLAGS: "", GOWORK: "off" } });
    try {
      for (const { kind, text, name } of sample(goCommandCorpus())) {
        const file = reader.parse(text, kind);
        if (file.errors.length > 0) continue;
        const path = join(folder, kind === "mod" ? "go.mod" : "go.work");
        writeFileSync(path, text);
        const printed = go(kind, "edit", "-json", path);
        assert.equal(`${goJson(file.kind === "mod" ? modFileJson(file) : workFileJson(file), "\t")}\n`, printed, name);
        go(kind, "edit", "-fmt", path);
        assert.equal(format(file), readFileSync(path, "utf8"), name);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** Some of the files of each kind, and what JSON has to escape. */
function sample(files: readonly CorpusFile[]): CorpusFile[] {
  const odd =
    'module "a\\tb<c>&d"\n\n// Deprecated: a < b && c > d\u2028"quoted" \\ \u0007\ngodebug a=<b>\nretract v1.0.0 // é\u{1f600}\n';
  const picked = files.filter((file, index) => (file.kind === "work" ? index % 6 === 0 : index % 60 === 0));
  return [{ name: "odd characters", kind: "mod", text: odd }, ...picked];
}
