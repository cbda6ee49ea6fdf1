import { defineRule } from "../server/analysis/rule.ts";
import { removeEntry } from "../server/modfile/edit.ts";

/** A toolchain line that says what the go line says already, or nothing (`default`). */
export const toolchainEqualsGo = defineRule({
  id: "toolchain-equals-go",
  group: "toolchain",
  summary: "the toolchain line says no more than the go line",
  severity: "error",
  on: ["mod", "work"],
  needs: [],
  fix: "safe",
  *check({ file }) {
    const { toolchain, go } = file;
    if (toolchain === undefined) return;
    const name = toolchain.version.value;
    const equal = go !== undefined && name === `go${go.version.value}`;
    if (!equal && name !== "default") return;
    yield {
      span: toolchain.version.span,
      message: equal
        ? `toolchain ${name} is what go ${go.version.value} implies`
        : "toolchain default is what a file without toolchain line means",
      why: "the go command writes no such line, and stops with “updates to go.mod needed” where it may not remove it",
      tags: ["unnecessary"],
      fixes: [{ title: "Remove the toolchain line", safety: "safe", edits: removeEntry(file, toolchain) }],
    };
  },
});
