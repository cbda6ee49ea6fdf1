import assert from "node:assert/strict";
import { loadModuleGraph } from "../../server/graph/update-roots.ts";
import { findModuleSet } from "../../server/workspace/module-set.ts";
import { type GoWorld, goMissing, goWorld, sumLine } from "../support/go-world.ts";
import { budget, type Random, random } from "../support/random.ts";
import { randomMain, randomUniverse, randomWorkspace, type Universe } from "../support/random-world.ts";
import { suiteReader } from "../support/reader.ts";
import { lintWorld } from "../support/rule-case.ts";
import type { World } from "../support/world.ts";
import { worldFolder, worldHost } from "../support/world-workspace.ts";

const perUniverse = 20;
const own = "example.com/main";

/** A universe in which a version of the main module is published, and some modules are called otherwise than they say. */
function brokenUniverse(chance: Random): Universe {
  const { modules, versions } = randomUniverse(chance);
  const broken = new Map(modules);
  broken.set(`${own}@v1.0.0`, `module ${own}\n\ngo 1.20\n`);
  for (const [name, text] of modules) {
    if (chance.chance(0.02)) broken.set(name, text.replace(/^module .*/, "module example.com/elsewhere"));
  }
  return { modules: broken, versions };
}

/** The mistakes that rules are about, now and then. */
function breakModule(chance: Random, world: World): World {
  // Most with a go line that no dependency exceeds, which would hide the rest.
  const main = chance.chance(0.7) ? world.main.replace(/^go .*/m, "go 1.25.0") : world.main;
  const lines = main.trimEnd().split("\n");
  const replaces = lines.filter((line) => line.startsWith("replace "));
  const requires = lines.filter((line) => line.startsWith("require ")).map((line) => line.split(" ").slice(1, 3).join("@"));
  if (chance.chance(0.1)) lines.push(`require ${own} v1.0.0`);
  if (replaces.length > 0 && chance.chance(0.2)) {
    const line = chance.pick(replaces);
    lines.push(chance.chance(0.5) ? line : line.replace(/=> .*/, "=> ./elsewhere"));
  }
  const [first] = requires;
  if (first !== undefined && chance.chance(0.15)) {
    const [path = ""] = first.split("@");
    if (!replaces.some((line) => line.startsWith(`replace ${path} `))) lines.push(`replace ${path} => ./missing`);
  }
  if (chance.chance(0.2)) lines.push(`godebug ${chance.pick(["panicnil=1", "nosuch=1", "default=go1.25", "default=go1.99"])}`);
  const folder = new Map(world.folder);
  folder.set("elsewhere/go.mod", "module example.com/elsewhere\n");
  if (chance.chance(0.6)) folder.set("go.sum", brokenSum(chance, world, requires));
  return { ...world, main: `${lines.join("\n")}\n`, folder };
}

/** A go.sum with lines missing, wrong, twice, in contradiction, or not of three fields. Wrong ones are those that a requirement names. */
function brokenSum(chance: Random, world: World, requires: readonly string[]): string {
  const wrong = "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  const severe = chance.chance(0.5);
  const lines: string[] = [];
  for (const [name, text] of world.modules) {
    const line = sumLine(name, text);
    const other = line.replace(/h1:.*/, wrong);
    if (severe && chance.chance(0.03)) continue;
    if (severe && requires.includes(name) && chance.chance(0.05)) lines.push(other);
    else if (severe && chance.chance(0.03)) lines.push(...(chance.chance(0.5) ? [other, line] : [line, other]));
    else lines.push(line, ...(chance.chance(0.05) ? [line] : []));
  }
  return lines.join("");
}

/** The same for workspaces. */
function breakWorkspace(chance: Random, world: World): World {
  const folder = new Map(world.folder);
  const lines = world.main.trimEnd().split("\n");
  if (chance.chance(0.1)) lines.push("use ./m1/../m0/");
  if (chance.chance(0.1)) lines.push("use ./gone");
  if (chance.chance(0.1)) {
    lines.push("use ./copy");
    folder.set("copy/go.mod", folder.get("m0/go.mod") ?? "");
  }
  if (chance.chance(0.1)) lines.push(`replace ${/^module (.*)/.exec(folder.get("m0/go.mod") ?? "")?.[1]} => ./m1`);
  if (chance.chance(0.1)) lines.push("replace example.com/a => ./m1", "replace example.com/a => ./m0");
  return { ...world, main: `${lines.join("\n")}\n`, folder };
}

describe("errors of rules, and where the go command stops", function () {
  this.timeout(900_000);
  before(function () {
    if (goMissing() !== undefined) this.skip();
  });
  const reader = suiteReader();

  const each = (
    name: string,
    cases: number,
    settings: Record<string, string>,
    check: (go: GoWorld, world: World, note: string) => void,
    make: (chance: Random, universe: Universe) => World,
  ) => {
    const { seed, cases: count } = budget(name, cases);
    for (let first = 0; first < count; first += perUniverse) {
      const universe = brokenUniverse(random(seed + first));
      const go = goWorld(universe.modules, settings);
      try {
        for (let i = first; i < Math.min(first + perUniverse, count); i++) {
          const world = make(random((seed + i) * 7919), universe);
          go.write(world);
          const folder = [...world.folder].map(([file, text]) => `-- ${file} --\n${text}`).join("");
          check(go, world, `${name}_SEED=${seed} case ${i}\n${world.main}\n${folder}`);
        }
      } finally {
        go.dispose();
      }
    }
    return seed;
  };
  const errorsOf = (world: World): readonly string[] =>
    lintWorld(world, reader)
      .diagnostics.filter((d) => d.severity === "error")
      .map((d) => `${d.rule}: ${d.message}`);

  it("are the same, in random broken modules", () => {
    const stops = new Map<string, number>();
    let fine = 0;
    const check = (go: GoWorld, world: World, note: string): void => {
      const errors = errorsOf(world);
      const list = go.go("list", "-m", "all");
      assert.equal(list.ok, errors.length === 0, `${list.stderr}\n${errors.join("\n")}\n${note}`);
      if (list.ok) fine++;
      for (const rule of new Set(errors.map((error) => error.split(":")[0] ?? ""))) stops.set(rule, (stops.get(rule) ?? 0) + 1);
    };
    const seed = each("RULES", 200, { GOFLAGS: "" }, check, (chance, universe) =>
      breakModule(chance, randomMain(chance, universe, { redundant: 0.05 })),
    );
    console.error(`      ${fine} modules fine; ${[...stops].map(([rule, n]) => `${rule} ${n}`).join(", ")} (RULES_SEED=${seed})`);
    assert.ok(fine > 0 && stops.size > 5);
  });

  it("are the same in random broken workspaces, as far as go.work shows it", () => {
    let both = 0;
    let fine = 0;
    const check = (go: GoWorld, world: World, note: string): void => {
      const errors = errorsOf(world);
      const list = go.go("list", "-m", "all");
      if (errors.length > 0) assert.ok(!list.ok, `go is content\n${errors.join("\n")}\n${note}`);
      if (errors.length === 0 && !list.ok) {
        // What is wrong in the graph of all modules is no matter of go.work; what may go wrong there has a warning.
        const { workspace, diagnostics } = lintWorld(world, reader);
        const warned = diagnostics.some((d) => d.rule === "conflicting-replace");
        if (warned && list.stderr.startsWith("conflicting replacements found")) return;
        const found = findModuleSet(worldHost(world), workspace.documents, worldFolder);
        const partial = "set" in found && !loadModuleGraph(found.set, workspace.sources.lookup).declared.complete;
        assert.ok(partial, `${list.stderr}\n${note}`);
      }
      if (list.ok) fine++;
      if (errors.length > 0) both++;
    };
    const seed = each("WORK_RULES", 100, { GOFLAGS: "", GOWORK: "auto" }, check, (chance, universe) =>
      breakWorkspace(chance, randomWorkspace(chance, universe)),
    );
    console.error(`      ${fine} workspaces fine, ${both} that both refuse (WORK_RULES_SEED=${seed})`);
    assert.ok(fine > 0 && both > 0);
  });
});
