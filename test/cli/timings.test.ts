import assert from "node:assert/strict";
import { stopwatch } from "../../server/analysis/stopwatch.ts";
import { timingsText } from "../../server/cli/timings.ts";
import { conflict, gomodLint } from "../support/cli.ts";

describe("stopwatch", () => {
  it("gives each moment to the innermost part, and rules to their phase too", async () => {
    let now = 5;
    const pass = (ms: number) => () => {
      now += ms;
    };
    const watch = stopwatch(() => now, "start");
    watch.time("graph", () => {
      pass(10)();
      watch.time("read", pass(3));
      pass(1)();
    });
    for (const ms of [2, 4]) watch.timeRule("b", pass(ms));
    watch.timeRule("a", pass(20));
    await watch.timeAsync("network", async () => pass(7)());
    assert.throws(() => watch.time("read", () => assert.fail()));
    pass(0.5)();
    assert.deepEqual(watch.timings(), {
      phases: { start: 5.5, graph: 11, read: 3, rules: 26, network: 7 },
      rules: { a: 20, b: 6 },
      total: 52.5,
    });
  });
});

describe("check --timings", () => {
  it("says on standard error how long each part and each rule took, and leaves the report as it is", async () => {
    const { stdout, stderr, exit } = await gomodLint(["--timings", "--format=concise"], { files: conflict });
    const without = await gomodLint(["--format=concise"], { files: conflict });
    assert.deepEqual([stdout, exit], [without.stdout, 1]);
    const [phases = "", rules = ""] = stderr.split("\n\n");
    for (const phase of ["start", "search", "configuration", "read", "graph", "rules", "report", "total"])
      assert.match(phases, new RegExp(`^ +\\d+\\.\\d ms  ${phase}$`, "m"));
    assert.equal(rules.trimEnd().split("\n").length, 11);
    assert.match(rules, /^ +\d+\.\d ms {2}\d+ more rules\n$/m);
  });

  it("is part of the report in JSON, and its parts are the whole", async () => {
    const { stdout, stderr } = await gomodLint(["--timings", "--format=json"], { files: conflict });
    const { phases, rules, total } = JSON.parse(stdout).timings as Record<string, Record<string, number>> & { total: number };
    assert.equal(stderr, "");
    const sum = (parts: Readonly<Record<string, number>> = {}): number => Object.values(parts).reduce((a, b) => a + b, 0);
    assert.ok(Math.abs(sum(phases) - total) < 0.1);
    assert.ok(sum(rules) <= (phases?.["rules"] ?? 0) + 0.1);
    assert.ok("require-below-selected" in (rules ?? {}));
    assert.equal("timings" in JSON.parse((await gomodLint(["--format=json"], { files: conflict })).stdout), false);
  });

  it("sums up what took least", () => {
    const rules = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`rule-${i}`, 12 - i]));
    assert.match(
      timingsText({ phases: { start: 1 }, rules, total: 79 }),
      / {5}3\.0 ms {2}rule-9\n {5}3\.0 ms {2}2 more rules\n$/,
    );
  });
});
