import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listText } from "../../server/cli/list-report.ts";
import { plainReader } from "../../server/cli/plain-reader.ts";
import { buildMod } from "../../server/environment/build-mod.ts";
import { pathsOf } from "../../server/environment/file-paths.ts";
import { namedReplacement } from "../../server/graph/replacement.ts";
import type { ModuleSet } from "../../server/graph/requirements.ts";
import { nodeHost } from "../../server/host/node.ts";
import { Documents } from "../../server/workspace/documents.ts";
import { findModuleSet } from "../../server/workspace/module-set.ts";
import { vendoredModules } from "../../server/workspace/vendored.ts";
import { goMissing, goWorld } from "../support/go-world.ts";
import { budget, type Random, random } from "../support/random.ts";
import { randomMain, randomUniverse, randomWorkspace, type Universe } from "../support/random-world.ts";

/** A vendor/modules.txt as the go command might have written it for a set of modules, with a mistake now and then. */
function randomManifest(chance: Random, set: ModuleSet, universe: Universe, mistakes: number): string {
  const paths = pathsOf({ platform: "posix" });
  const wrong = (): boolean => chance.chance(mistakes);
  const lines: string[] = set.work === undefined ? [] : ["## workspace"];
  const arrow = (path: string, version: string): string => {
    const target = namedReplacement(set, { path, version }, paths);
    if (target === undefined) return wrong() ? " => ../elsewhere" : "";
    if (wrong()) return chance.pick(["", " => example.com/other v1.0.0", " => ./elsewhere"]);
    return ` => ${target.path}${target.version === "" ? "" : ` ${target.version}`}`;
  };
  const pruned = set.work === undefined && set.mains.every((main) => /^1\.(?:1[7-9]|2)/.test(main.go));
  const versions = new Map<string, { version: string; explicit: boolean }[]>();
  for (const main of set.mains) {
    for (const { path, version } of main.require) {
      const known = versions.get(path) ?? [];
      if (!known.some((other) => other.version === version)) versions.set(path, [...known, { version, explicit: true }]);
    }
  }
  for (const [path, list] of universe.versions) {
    if (!versions.has(path) && chance.chance(pruned ? mistakes : 0.3))
      versions.set(path, [{ version: chance.pick(list), explicit: false }]);
  }
  const written = new Set<string>();
  for (const [path, list] of [...versions].sort()) {
    for (const { version, explicit } of list) {
      if (wrong()) continue;
      const said = wrong() ? chance.pick(universe.versions.get(path) ?? []) : version;
      written.add(`${path} ${said}`);
      lines.push(`# ${path} ${said}${arrow(path, said)}`);
      const notes = [...(explicit !== wrong() ? ["explicit"] : []), ...(chance.chance(0.7) ? ["go 1.20"] : [])];
      if (notes.length > 0) lines.push(`## ${notes.join("; ")}`);
      if (!explicit || chance.chance(0.6)) lines.push(path, `${path}/sub`);
    }
  }
  for (const replace of [...set.mains.map((main) => main.replace), ...(set.work === undefined ? [] : [set.work.replace])]) {
    for (const [path, targets] of replace) {
      for (const version of targets.keys()) {
        const name = version === "" ? path : `${path} ${version}`;
        if (!written.has(name) && !wrong()) lines.push(`# ${name}${arrow(path, version)}`);
        written.add(name);
      }
    }
  }
  return `${lines.join("\n")}\n`;
}

describe("go list -m with -mod=vendor", function () {
  this.timeout(300_000);
  before(function () {
    if (goMissing() !== undefined) this.skip();
  });

  it("takes and refuses the vendor directories that list does, and knows the same modules of them", () => {
    const { seed, cases } = budget("VENDOR", 200);
    const count = { taken: 0, refused: 0 };
    const go = goWorld(new Map(), { GOFLAGS: "-mod=vendor", GOWORK: "" });
    try {
      for (let i = 0; i < cases; i++) {
        const chance = random((seed + i) * 7919);
        const universe = randomUniverse(chance);
        const world = chance.chance(0.3) ? randomWorkspace(chance, universe) : randomMain(chance, universe, { redundant: 0 });
        go.write(world);
        const host = { ...nodeHost(), cwd: go.main, env: { ...go.env } };
        const found = findModuleSet(host, new Documents(host, plainReader()), go.main);
        if ("problem" in found) continue; // random workspaces may contradict themselves
        const text = randomManifest(chance, found.set, universe, chance.pick([0, 0, 0.02, 0.1]));
        mkdirSync(join(go.main, "vendor"));
        writeFileSync(join(go.main, "vendor", "modules.txt"), text);
        const folder = [...world.folder].map(([name, content]) => `-- ${name} --\n${content}`).join("");
        const note = `VENDOR_SEED=${seed} case ${i}\n${world.main}${folder}-- modules.txt --\n${text}`;

        const vendored = vendoredModules(host, found, buildMod(host, found.env, found.facts, "build"));
        assert.ok(vendored !== undefined, note);
        const main = go.go("list", "-m");
        const inconsistent = /inconsistent vendoring|should be required explicitly/.test(main.stderr);
        if ("problem" in vendored) {
          assert.ok(inconsistent, `only list refuses: ${vendored.problem}\n${main.stderr}\n${note}`);
          count.refused++;
          continue;
        }
        assert.ok(!inconsistent, `only go refuses: ${main.stderr}\n${note}`);
        const list = listText(vendored.graph, pathsOf(host));
        const paths = list.split("\n").flatMap((line) => line.split(" ", 1));
        const expected = go.go("list", "-m", ...paths.filter((path) => path !== ""));
        // Roots that are not at their selected versions stop it, which is another matter.
        if (/updates to go\.mod needed|conflicting replacements/.test(expected.stderr)) continue;
        assert.equal(list, expected.stdout, `${expected.stderr}\n${note}`);
        count.taken++;
      }
    } finally {
      go.dispose();
    }
    console.error(`      ${count.taken} vendor directories equal, ${count.refused} that both refuse (VENDOR_SEED=${seed})`);
    assert.ok(count.taken > cases / 5 && count.refused > cases / 20);
  });
});
