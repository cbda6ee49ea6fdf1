import assert from "node:assert/strict";
import { type AnyRule, defineRule } from "../../server/analysis/rule.ts";
import { defaultSettings } from "../../server/analysis/settings.ts";
import { Workspace } from "../../server/workspace/workspace.ts";
import { memoryHost } from "../support/memory-host.ts";
import { suiteReader } from "../support/reader.ts";

const folder = "/work/app";
const files = {
  [`${folder}/go.mod`]: "module example.com/app\n\ngo 1.21\n\nrequire example.com/log v1.0.0\n",
  [`${folder}/go.sum`]: "example.com/log v1.0.0/go.mod h1:abc=\n",
  [`${folder}/main.go`]: "package main\n",
  "/cache/cache/download/example.com/log/@v/v1.0.0.mod": "module example.com/log\n",
};

describe("facts beside a file", () => {
  const reader = suiteReader();

  function open(rules: readonly AnyRule[]) {
    const host = memoryHost({ files, cwd: folder, env: { GOMODCACHE: "/cache", GOFLAGS: "", GOPROXY: "off" } });
    const workspace = new Workspace({ host, rules, settings: defaultSettings, reader, offline: true, rethrow: true });
    const lint = () => {
      const document = workspace.documents.get(`${folder}/go.mod`);
      assert.ok(!("failed" in document));
      return workspace.lint(document);
    };
    return { host, workspace, lint };
  }

  const common = { group: "sum", summary: "a test", severity: "info", on: ["mod"], fix: "none" } as const;
  const sumRule = defineRule({
    ...common,
    id: "of-sum",
    needs: ["sum"],
    check: ({ sum }) => [{ span: { start: 0, end: 0 }, message: `${sum.own?.sum.entries.length ?? "no"} entries` }],
  });
  const programRule = defineRule({
    ...common,
    id: "of-program",
    needs: ["program"],
    concerns: (file) => file.replace.length > 0,
    check: ({ program }) => [{ span: { start: 0, end: 0 }, message: `${program}` }],
  });

  it("are not looked for where no rule needs them", () => {
    const { host, lint } = open([]);
    lint();
    assert.deepEqual(
      [...host.io.reads, ...host.io.lists].filter((path) => !/\.mod$/.test(path) && path.startsWith(folder)),
      [],
    );
  });

  it("are read once, and again when something changed on the disk", () => {
    const { host, workspace, lint } = open([sumRule]);
    const reads = () => host.io.reads.filter((path) => path.endsWith("go.sum")).length;
    assert.deepEqual(
      lint().result.diagnostics.map((d) => d.message),
      ["1 entries"],
    );
    lint();
    assert.equal(reads(), 1);
    host.set(`${folder}/go.sum`, "");
    workspace.changedOnDisk(`${folder}/go.sum`);
    assert.deepEqual(
      lint().result.diagnostics.map((d) => d.message),
      ["0 entries"],
    );
    host.remove(`${folder}/go.sum`);
    workspace.changedOnDisk(`${folder}/go.sum`);
    assert.deepEqual(
      lint().result.diagnostics.map((d) => d.message),
      ["no entries"],
    );
  });

  it("are not read for a file that does not concern the rule, which then does not run", () => {
    const { host, workspace, lint } = open([programRule]);
    assert.deepEqual(lint().result.diagnostics, []);
    assert.deepEqual(host.io.lists, []);
    const text = "module example.com/app\n\ngo 1.21\n\nreplace example.com/log => example.com/log v1.0.1\n";
    const { result } = workspace.lint(workspace.documents.parse(`${folder}/go.mod`, text));
    assert.deepEqual(
      result.diagnostics.map((d) => d.message),
      ["."],
    );
  });

  it("cost nothing while a person types", () => {
    const { host, workspace } = open([sumRule, programRule]);
    const document = workspace.documents.get(`${folder}/go.mod`);
    assert.ok(!("failed" in document));
    for (const list of Object.values(host.io)) list.length = 0;
    assert.deepEqual(workspace.lintOwn(document).diagnostics, []);
    assert.deepEqual(Object.values(host.io).flat(), []);
  });
});
