import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { readModFile, readWorkFile } from "../../server/modfile/meaning.ts";
import { readSyntax } from "../../server/modfile/read-syntax.ts";
import { applyEdits } from "../../server/text/edits.ts";
import { cachedModFiles, goCommandCorpus } from "../modfile/corpus.ts";
import { holdRefactorings, offered, snapshotOf } from "../support/hold-refactorings.ts";
import { describeWithOracle } from "./with-oracle.ts";

/** Real go.mod files: those of applications, of the go command's own tests, and a part of the module cache's. */
function files() {
  const corpus = process.env["GOMOD_LINT_CORPUS"];
  const apps = corpus === undefined ? [] : readdirSync(corpus).map((name) => join(corpus, name, "go.mod"));
  const cached = cachedModFiles().filter((_, index) => index % 15 === 0);
  const texts = [...apps, ...cached].map((path) => ({ name: path, kind: "mod" as const, text: readFileSync(path, "utf8") }));
  return [...goCommandCorpus(), ...texts].flatMap(({ name, kind, text }) => {
    const file = kind === "mod" ? readModFile(readSyntax(text)) : readWorkFile(readSyntax(text));
    return file.errors.length === 0 ? [{ name, file }] : [];
  });
}

describeWithOracle("refactorings of real files", (oracle) => {
  it("keep what they promise, and leave what modfile reads", async function () {
    this.timeout(300_000);
    const results: { readonly name: string; readonly kind: "mod" | "work"; readonly text: string }[] = [];
    for (const { name, file } of files()) {
      const snapshot = snapshotOf(file);
      // A line of every statement, and some more lines of the long ones.
      const places = file.syntax.statements.flatMap((s) =>
        s.kind === "block" ? s.lines.filter((_, index) => index % 20 === 0).map((line) => line.span.start) : [s.span.start],
      );
      for (const place of places) {
        holdRefactorings(snapshot, place);
        for (const { title, edits, other } of offered(snapshot, place)) {
          results.push({ name: `${name}: ${title}`, kind: file.kind, text: applyEdits(file.text, edits) });
          if (other !== undefined && "create" in other)
            results.push({ name: `${name}: go.work`, kind: "work", text: other.create });
        }
      }
    }
    assert.ok(results.length > 2000, `only ${results.length}`);
    for (let from = 0; from < results.length; from += 500) {
      const batch = results.slice(from, from + 500);
      const answers = await oracle().ask(batch.map(({ kind, text }) => ({ op: "edit" as const, kind, text, edits: [] })));
      for (const [index, { name, text }] of batch.entries())
        assert.equal(answers[index]?.reason ?? null, null, `${name}\n${text}`);
    }
  });
});
