import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../rules/index.ts";
import type { ModFileReader } from "../../server/modfile/reader.ts";
import { type GoWorld, goMissing, goWorld } from "../support/go-world.ts";
import { repository } from "../support/paths.ts";
import { suiteReader } from "../support/reader.ts";
import { lintWorld, parseCase } from "../support/rule-case.ts";
import type { World } from "../support/world.ts";

const fixtures = join(repository, "test/rules/fixtures");

/** Fixtures whose error is not what the go command at hand stops at, with the reason. */
const exempt: Readonly<Record<string, string>> = {
  "conflicting-indirect-version/ignored.txtar": "the finding is suppressed",
  "env-caches/fires.txtar": "a folder that this user may not write: test/e2e/doctor.test.ts has one",
  "env-caches/relative.txtar": "stops what fetches, and there is nothing to fetch: test/e2e/doctor.test.ts",
  "env-module-mode/no-go.txtar": "as if there were no go command",
  "env-offline/fires.txtar": "stops what loads packages: test/e2e/doctor.test.ts",
  "env-owner/fires.txtar": "stops the build of a program, in a repository of another user: test/e2e/doctor.test.ts",
  "env-offline/silent.txtar": "asks a public proxy",
  "env-private/fires.txtar": "asks a public proxy",
  "env-private/off.txtar": "GOPROXY=off, and the world of the go command is a proxy",
  "env-private/silent.txtar": "asks a host that is not there",
  "env-proxy/fires.txtar": "stops what fetches, and there is nothing to fetch: test/e2e/doctor.test.ts",
  "syntax/work.txtar": "a go.work file",
  "toolchain-unavailable/no-go.txtar": "as if there were no go command",
  "toolchain-unavailable/old-go.txtar": "as if the go command were an old one",
  "unknown-godebug/future.txtar": "for a Go release to come",
  "unknown-godebug/removed-later.txtar": "a warning, since only some releases stop, of which this is one",
};

/** Rules of what is demanded here, of which the go command knows nothing. */
const policies: ReadonlySet<string> = new Set(rules.filter(({ group }) => group === "policy").map(({ id }) => id));

describe("rules, judged by the go command", function () {
  this.timeout(120_000);
  before(function () {
    if (goMissing() !== undefined) this.skip();
  });
  const reader = suiteReader();

  for (const rule of readdirSync(fixtures).sort()) {
    for (const name of readdirSync(join(fixtures, rule)).sort()) {
      const id = `${rule}/${name}`;
      if (id in exempt) continue;
      it(`${id}: the go command stops exactly where there is an error, and is content after the safe fixes`, () => {
        const { world, fixed } = parseCase(readFileSync(join(fixtures, rule, name), "utf8"));
        // What no source has stops the go command, and is no error here.
        if (world.missing.length > 0) return;
        const errors = errorsOf(world, reader, rule);
        const go = worldOnDisk(world);
        try {
          const before = judge(go, world);
          assert.equal(before.ok, errors.length === 0, `${before.stderr}\n${errors.join("\n")}`);
          if (fixed === undefined) return;
          const mended = { ...world, main: fixed };
          const left = errorsOf(mended, reader, rule);
          const after = judge(go, mended);
          assert.equal(after.ok, left.length === 0, `${after.stderr}\n${left.join("\n")}`);
          if (errors.length > 0 && left.length === 0) assert.ok(!before.ok && after.ok);
        } finally {
          go.dispose();
        }
      });
    }
  }
});

function errorsOf(world: World, reader: ModFileReader, rule: string): readonly string[] {
  const { diagnostics } = lintWorld(world, reader, rule);
  return diagnostics.filter((d) => d.severity === "error" && !policies.has(d.rule)).map((d) => `${d.rule}: ${d.message}`);
}

function worldOnDisk(world: World): GoWorld {
  const inWorkspace = world.mainName === "go.work" || [...world.folder.keys()].some((name) => name.endsWith("go.work"));
  return goWorld(world.modules, { GOFLAGS: "", GOWORK: inWorkspace ? "auto" : "off", ...world.env });
}

/** A command that loads everything that the rules look at, and changes nothing. */
function judge(go: GoWorld, world: World): ReturnType<GoWorld["go"]> {
  go.write(world);
  // The vendor directory does not hold all modules of a graph.
  const vendored = [...world.folder.keys()].some((name) => name.startsWith("vendor/"));
  return go.go("list", "-m", ...(vendored ? [] : ["all"]));
}
