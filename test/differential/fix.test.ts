import assert from "node:assert/strict";
import { fixAll } from "../../server/analysis/apply-fixes.ts";
import type { Diagnostic } from "../../server/analysis/finding.ts";
import { goMissing, goWorld } from "../support/go-world.ts";
import { budget, type Random, random } from "../support/random.ts";
import { randomMain, randomUniverse } from "../support/random-world.ts";
import { suiteReader } from "../support/reader.ts";
import type { World } from "../support/world.ts";
import { worldFolder, worldWorkspace } from "../support/world-workspace.ts";

const perUniverse = 20;

/** Comments of their own at every third line or so, above it and behind it, and requirements gathered into blocks. */
function disturb(chance: Random, main: string): string {
  let number = 0;
  const lines = main.split("\n").flatMap((line) => {
    if (line === "" || line.startsWith("module")) return [line];
    const above = chance.chance(0.2) ? [`// above ${number++}`] : [];
    const behind = chance.chance(0.2) ? `${line.includes("//") ? ";" : " //"} behind ${number++}` : "";
    return [...above, line + behind];
  });
  const text = lines.join("\n");
  if (chance.chance(0.5)) return text;
  const isRequire = (line: string): boolean => line.startsWith("require ");
  const first = lines.findIndex(isRequire);
  if (first === -1) return text;
  let last = first;
  while (last + 1 < lines.length && (isRequire(lines[last + 1] ?? "") || (lines[last + 1] ?? "").startsWith("//"))) last++;
  while (!isRequire(lines[last] ?? "")) last--;
  const inner = lines.slice(first, last + 1).map((line) => `\t${line.replace(/^require /, "")}`);
  return [...lines.slice(0, first), "require (", ...inner, ")", ...lines.slice(last + 1)].join("\n");
}

describe("--fix, judged by go list -m all", function () {
  this.timeout(900_000);
  before(function () {
    if (goMissing() !== undefined) this.skip();
  });
  const reader = suiteReader();

  it("mends random broken modules for good, and loses no comment", () => {
    const { seed, cases } = budget("FIX", 150);
    let mended = 0;
    for (let first = 0; first < cases; first += perUniverse) {
      const universe = randomUniverse(random(seed + first));
      const go = goWorld(universe.modules);
      try {
        for (let i = first; i < Math.min(first + perUniverse, cases); i++) {
          const chance = random((seed + i) * 7919);
          const plain = randomMain(chance, universe, { redundant: 0.3 });
          const world: World = { ...plain, main: disturb(chance, plain.main) };
          const workspace = worldWorkspace(world, reader);
          const path = `${worldFolder}/go.mod`;
          const lint = (text: string): readonly Diagnostic[] =>
            workspace.lint(workspace.documents.parse(path, text)).result.diagnostics;
          const fixed = fixAll(world.main, lint, false);
          const note = `FIX_SEED=${seed} case ${i}\n${world.main}\n--- fixed ---\n${fixed.text}`;
          assert.ok(fixed.settled, note);
          if (fixed.text === world.main) continue;
          assert.deepEqual(workspace.documents.parse(path, fixed.text).file.errors, [], note);
          assert.equal(fixAll(fixed.text, lint, false).text, fixed.text, note);
          for (const [comment] of world.main.matchAll(/(?:above|behind) \d+/g)) {
            assert.equal(
              fixed.text.split("\n").filter((line) => line.endsWith(comment)).length,
              1,
              `${comment} is lost\n${note}`,
            );
          }
          const errors = lint(fixed.text).filter((d) => d.severity === "error");
          go.write({ ...world, main: fixed.text });
          const list = go.go("list", "-m", "-mod=readonly", "all");
          assert.equal(list.ok, errors.length === 0, `${list.stderr}\n${errors.map((e) => e.message).join("\n")}\n${note}`);
          mended++;
        }
      } finally {
        go.dispose();
      }
    }
    console.error(`      ${mended} modules mended (FIX_SEED=${seed})`);
    assert.ok(mended > cases / 4);
  });
});
