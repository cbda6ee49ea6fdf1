import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { mergeSarif, type SarifLog, type SarifRun } from "../../../server/cli/merge-sarif.ts";
import { gomodLint } from "../../support/cli.ts";
import { sarifSchema, schemaCheck } from "../../support/json-schema.ts";
import { parseXml } from "../../support/xml.ts";

const twice = "module example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n";
const clean = "module example.com/app\n\ngo 1.21\n";
const schemaErrors = schemaCheck(sarifSchema());

/** Modules of which every third is clean and every fourth has a broken go.sum. */
function modules(count: number): Record<string, string> {
  const files: Record<string, string> = {};
  for (let i = 0; i < count; i++) {
    const folder = `/work/m${String(i).padStart(2, "0")}`;
    files[`${folder}/go.mod`] = i % 3 === 0 ? clean : twice;
    if (i % 4 === 0) files[`${folder}/go.sum`] = "nonsense\n";
  }
  return files;
}

/** The report of everything at once, and the joined one of its parts. */
async function bothWays(format: string, count: number, parts: number): Promise<readonly [whole: string, joined: string]> {
  const files = modules(count);
  const whole = await gomodLint([`--format=${format}`], { files });
  const reports: Record<string, string> = {};
  for (let part = 1; part <= parts; part++) {
    const { stdout } = await gomodLint([`--format=${format}`, `--shard=${part}/${parts}`], { files });
    reports[`/work/${part}.report`] = stdout;
  }
  const names = Object.keys(reports).map((path) => path.replace("/work/", ""));
  const { exit, stdout, stderr } = await gomodLint(["merge", ...names], { files: reports });
  assert.deepEqual([exit, stderr], [0, ""]);
  return [whole.stdout, stdout];
}

const sorted = (list: readonly unknown[]): readonly string[] => list.map((one) => JSON.stringify(one)).sort();

describe("merge", () => {
  it("says of the parts what a check of everything says: json", async () => {
    const [whole, joined] = (await bothWays("json", 10, 3)).map((text) => JSON.parse(text));
    assert.deepEqual(joined.summary, whole.summary);
    assert.equal(whole.summary.files, 10);
    for (const key of ["findings", "fixed", "notes"]) assert.deepEqual(sorted(joined[key]), sorted(whole[key]), key);
    assert.deepEqual(Object.keys(joined), Object.keys(whole));
  });

  it("jsonl, also where a part found nothing", async () => {
    const [whole, joined] = await bothWays("jsonl", 4, 4);
    assert.deepEqual(joined.split("\n").sort(), whole.split("\n").sort());
    assert.notEqual(whole, "");
  });

  it("gitlab", async () => {
    const [whole, joined] = (await bothWays("gitlab", 7, 2)).map((text) => JSON.parse(text));
    assert.deepEqual(sorted(joined), sorted(whole));
  });

  for (const format of ["junit", "checkstyle"]) {
    it(format, async () => {
      const [whole, joined] = (await bothWays(format, 7, 3)).map(parseXml);
      assert.deepEqual(joined?.attributes, whole?.attributes);
      assert.deepEqual(sorted(joined?.children ?? []), sorted(whole?.children ?? []));
      assert.ok((whole?.children.length ?? 0) >= 7);
    });
  }

  describe("sarif", () => {
    it("has a run for each module, in all parts or in one", async () => {
      const [whole, joined] = (await bothWays("sarif", 9, 4)).map((text) => JSON.parse(text));
      assert.deepEqual(schemaErrors(joined), []);
      assert.equal(whole.runs.length, 9);
      assert.deepEqual(sorted(joined.runs), sorted(whole.runs));
    });

    it("has one run for more modules than GitHub takes runs, whether the parts had or not", async () => {
      for (const parts of [2, 5]) {
        const [whole, joined] = (await bothWays("sarif", 50, parts)).map((text) => JSON.parse(text));
        assert.deepEqual(schemaErrors(joined), []);
        assert.equal(joined.runs.length, 1);
        const [run, other] = [joined.runs[0], whole.runs[0]];
        assert.deepEqual([run.automationDetails, run.tool], [other.automationDetails, other.tool]);
        assert.deepEqual(sorted(run.results), sorted(other.results));
      }
    });

    it("is an analysis of its own for each part of many modules, so that none takes another's place", async () => {
      const id = async (files: Record<string, string>, shard: string): Promise<string> =>
        JSON.parse((await gomodLint(["--format=sarif", `--shard=${shard}`], { files })).stdout).runs[0].automationDetails.id;
      assert.deepEqual(
        [await id(modules(60), "1/2"), await id(modules(60), "2/2")],
        ["gomod-lint/1-of-2/", "gomod-lint/2-of-2/"],
      );
      assert.equal(await id(modules(1), "2/2"), "gomod-lint/2-of-2/");
      assert.equal(await id(modules(60), "1/1"), "gomod-lint/");
    });

    it("leaves out parts that held nothing, but not the last one", async () => {
      const [whole, joined] = (await bothWays("sarif", 2, 5)).map((text) => JSON.parse(text));
      assert.deepEqual(sorted(joined.runs), sorted(whole.runs));
      const { stdout } = await gomodLint(["--format=sarif", "--shard=2/2"], { files: modules(1) });
      const empty = await gomodLint(["merge", "a", "a"], { files: { "/work/a": stdout } });
      assert.equal(JSON.parse(empty.stdout).runs.length, 1);
      assert.deepEqual(schemaErrors(JSON.parse(empty.stdout)), []);
    });

    it("keeps the gravest of more findings than GitHub takes, says so, and is small enough", () => {
      const result = { level: "warning", message: { text: "a warning of some length" }, locations: [] };
      const run = (id: string, level: string): SarifRun => ({
        tool: { driver: { name: "gomod-lint", rules: [{ id }] } },
        automationDetails: { id: "gomod-lint/1-of-2/" },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: [] }],
        results: Array.from({ length: 20_000 }, () => ({ ...result, ruleId: id, level, ruleIndex: 0 })),
      });
      const logs: readonly SarifLog[] = [{ runs: [run("b", "note")] }, { runs: [run("a", "error")] }];
      const [joined] = mergeSarif(logs).runs;
      assert.equal(joined?.results.length, 25_000);
      assert.deepEqual(
        [joined?.results[0]?.level, joined?.results[0]?.ruleIndex, joined?.results.at(-1)?.ruleIndex],
        ["error", 0, 1],
      );
      assert.match(JSON.stringify(joined?.invocations), /15000 of 40000 findings were left out/);
      assert.ok(gzipSync(JSON.stringify(mergeSarif(logs))).length < 10_000_000);
    });
  });

  it("writes into a file, and says what it cannot read or join", async () => {
    const files = { "/work/a.json": (await gomodLint(["--format=json"], { files: modules(1) })).stdout, "/work/go.mod": clean };
    const written = await gomodLint(["merge", "-o", "out/all.json", "a.json", "a.json"], { files });
    assert.deepEqual([written.exit, written.stdout], [0, ""]);
    assert.equal(JSON.parse(String(written.host.readText("/work/out/all.json"))).summary.files, 2);
    const sarif = (await gomodLint(["--format=sarif"], { files: modules(1) })).stdout;
    const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
      [[], 2, /^gomod-lint: which REPORTs\?\n/],
      [["gone.json"], 3, /^gomod-lint: gone\.json: no such file\n/],
      [["go.mod"], 2, /^gomod-lint: go\.mod is no report of gomod-lint that can be joined\n {2}json, jsonl/],
      [["a.json", "b.sarif"], 2, /^gomod-lint: b\.sarif is sarif, and a\.json is json\n {2}join reports of one format\n/],
      [["other.sarif"], 2, /^gomod-lint: other\.sarif is no report of gomod-lint/],
    ];
    for (const [args, exit, message] of cases) {
      const ran = await gomodLint(["merge", ...args], {
        files: { ...files, "/work/b.sarif": sarif, "/work/other.sarif": sarif.replace('"gomod-lint"', '"another"') },
      });
      assert.deepEqual([ran.exit, ran.stdout], [exit, ""], args.join(" "));
      assert.match(ran.stderr, message);
    }
  });
});
