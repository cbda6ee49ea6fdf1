import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Case, describeDifferences, differences } from "../modfile/against-go.ts";
import { cachedModFiles, goCommandCorpus } from "../modfile/corpus.ts";
import { mutate } from "../modfile/mutate.ts";
import { random as seeded } from "../support/random.ts";
import { suiteReader } from "../support/reader.ts";
import { describeWithOracle } from "./with-oracle.ts";

// FUZZ_SEED and FUZZ_COUNT choose the texts; a failure names the seed of each.
const seed = Number(process.env["FUZZ_SEED"] ?? 1);
const count = Number(process.env["FUZZ_COUNT"] ?? 4000);

describeWithOracle("mutated go.mod and go.work against modfile", (oracle) => {
  const reader = suiteReader();

  it(`agrees on ${count} texts from seed ${seed}`, async function () {
    this.timeout(60_000 + count * 100);
    const bases = baseTexts();
    const texts = bases.map((base) => base.text);
    let rejected = 0;
    let otherLines = 0;
    for (let from = 0; from < count; from += 1000) {
      const cases = Array.from({ length: Math.min(1000, count - from) }, (_, index): Case => {
        const random = seeded(seed + from + index).next;
        const base = bases[Math.floor(random() * bases.length)] as Case;
        return { kind: base.kind, text: mutate(base.text, texts, random) };
      });
      const found = await differences(oracle(), reader, cases);
      const names = cases.map((_, index) => `FUZZ_COUNT=1 FUZZ_SEED=${seed + from + index}`);
      otherLines += found.filter((list) => list.some(({ aspect }) => aspect === "error lines")).length;
      const wrong = found.map((list) => list.filter(({ aspect }) => aspect !== "error lines"));
      assert.equal(describeDifferences(wrong, names, cases), "");
      rejected += cases.filter(({ text, kind }) => reader.parse(text, kind).errors.length > 0).length;
    }
    assert.ok(otherLines <= rejected / 100, `${otherLines} of ${rejected} rejected texts have their errors on other lines`);
    // Mutations that break everything, or nothing, would not test much.
    if (count >= 1000) assert.ok(rejected > count / 10 && rejected < count * 0.9, `${rejected} of ${count} are rejected`);
  });
});

/** The files of the go command's tests, and some of the module cache. */
function baseTexts(): Case[] {
  const cached = cachedModFiles()
    .filter((_, index) => index % 10 === 0)
    .map((path): Case => ({ kind: "mod", text: readFileSync(path, "utf8") }));
  return [...goCommandCorpus(), ...cached].filter(({ text }) => text.length < 20_000);
}
