import { defineRule } from "../server/analysis/rule.ts";
import { removeEntry } from "../server/modfile/edit.ts";

/** A toolchain line that says what the go line says already, or nothing (`default`). The go command does not write go.work, and lets it be there. */
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
      why:
        file.kind === "work"
          ? "it has no effect, and has to be raised whenever the go line is"
          : "the go command writes no such line, and stops with “updates to go.mod needed” where it may not remove it",
      ...(file.kind === "work" ? { severity: "warning" } : {}),
      tags: ["unnecessary"],
      fixes: [{ title: "Remove the toolchain line", safety: "safe", edits: removeEntry(file, toolchain) }],
    };
  },
});
