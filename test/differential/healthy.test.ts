import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type GoWorld, goMissing, goWorld } from "../support/go-world.ts";
import { fill, type Packages, publish, randomApp, randomPackages } from "../support/healthy-module.ts";
import { budget, type Random, random } from "../support/random.ts";
import { runCli } from "../support/spawn-cli.ts";

const perUniverse = 10;

/** What a random app is made into. */
type Kind = "module" | "vendor" | "workspace";

/**
 * Brings a random app to where `go mod tidy -diff` and `go list -m all` have nothing to say of it.
 * @returns false where the go command itself cannot get it there
 */
function makeHealthy(go: GoWorld, chance: Random, packages: Packages, kind: Kind): boolean {
  const tidy = (dir: string): boolean =>
    go.go("-C", dir, "mod", "tidy").ok && go.go("-C", dir, "mod", "tidy", "-diff").ok && go.go("-C", dir, "list", "-m", "all").ok;
  if (kind === "workspace") {
    const members = ["m0", "m1"].map((dir) => [dir, randomApp(chance, packages, `example.com/main/${dir}`)] as const);
    fill(
      go,
      Object.fromEntries(members.flatMap(([dir, app]) => Object.entries(app).map(([name, text]) => [`${dir}/${name}`, text]))),
    );
    return members.every(([dir]) => tidy(dir)) && go.go("work", "init", "./m0", "./m1").ok && workspace(go);
  }
  fill(go, randomApp(chance, packages, "example.com/main"));
  return tidy(".") && (kind !== "vendor" || (go.go("mod", "vendor").ok && go.go("mod", "verify").ok));
}

/** Whether the go command takes a workspace that it has made. */
function workspace({ main, env }: GoWorld): boolean {
  const run = spawnSync("go", ["list", "-m", "all"], {
    cwd: main,
    env: { PATH: process.env["PATH"], ...env, GOWORK: join(main, "go.work") },
  });
  return run.status === 0;
}

describe("modules that the go command is content with", function () {
  this.timeout(3_600_000);
  before(function () {
    if (goMissing() !== undefined) this.skip();
  });

  it("have no findings at warning or above", async () => {
    const { seed, cases } = budget("HEALTHY", 40);
    const kinds = new Map<string, number>();
    const infos = new Map<string, number>();
    for (let first = 0; first < cases; first += perUniverse) {
      const packages = randomPackages(random(seed + first));
      const go = goWorld(packages.modules, { GOFLAGS: "" });
      try {
        publish(packages, go);
        for (let i = first; i < Math.min(first + perUniverse, cases); i++) {
          const chance = random((seed + i) * 7919);
          const kind = chance.pick<Kind>(["module", "module", "module", "vendor", "workspace"]);
          const healthy = makeHealthy(go, chance, packages, kind);
          const count = healthy ? kind : "not to be made healthy";
          kinds.set(count, (kinds.get(count) ?? 0) + 1);
          if (!healthy) continue;
          const run = await runCli(["check", "--offline", "--level", "info", "--format", "json"], {
            cwd: go.main,
            env: { ...go.env, GOWORK: "" },
          });
          const { findings } = JSON.parse(run.stdout) as { findings: readonly { rule: string; severity: string }[] };
          const files = kind === "workspace" ? ["m0/go.mod", "m1/go.mod"] : ["go.mod"];
          const texts = files.map((file) => readFileSync(join(go.main, file), "utf8"));
          const note = `HEALTHY_SEED=${seed} case ${i}\n${texts.join("\n")}`;
          assert.deepEqual(
            findings.filter(({ severity }) => severity !== "info"),
            [],
            note,
          );
          assert.equal(run.code, 0, `${run.stderr}\n${note}`);
          for (const { rule } of findings) infos.set(rule, (infos.get(rule) ?? 0) + 1);
        }
      } finally {
        go.dispose();
      }
    }
    const counts = (map: ReadonlyMap<string, number>): string => [...map].map(([name, n]) => `${name} ${n}`).join(", ");
    console.error(`      ${counts(kinds)}; for information: ${counts(infos)} (HEALTHY_SEED=${seed})`);
    assert.ok(["module", "vendor", "workspace"].every((kind) => kinds.has(kind)));
  });
});
