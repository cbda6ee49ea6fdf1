import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../support/paths.ts";
import { program } from "../support/spawn-cli.ts";

describe("README", () => {
  it("shows what the demo prints, word for word", () => {
    const page = readFileSync(join(repository, "README.md"), "utf8");
    const shown = /```\n\$ gomod-lint\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
    const { stdout } = spawnSync(process.execPath, [join(repository, "examples/demo/run.mjs")], { encoding: "utf8" });
    const findings = shown.trim().split("\n\n");
    assert.ok(findings.length >= 2);
    for (const finding of findings) assert.ok(stdout.includes(finding), finding);
  });

  it("and its page on pictures show the graph of the demo as the program draws it", () => {
    const page = readFileSync(join(repository, "docs/graph.md"), "utf8");
    const shown = /```mermaid\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
    const demo = join(repository, "examples/demo");
    const { stdout } = spawnSync(process.execPath, [program, "graph", "--format", "mermaid"], {
      encoding: "utf8",
      cwd: demo,
      env: { ...process.env, GOMODCACHE: join(demo, "modcache"), GOWORK: "off", GOFLAGS: "", GOENV: "off" },
    });
    assert.equal(shown, stdout);
  });
});
