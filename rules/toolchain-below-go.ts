import { defineRule } from "../server/analysis/rule.ts";
import { removeEntry } from "../server/modfile/edit.ts";
import { compareModVersions } from "../server/version/go-version.ts";

/** A toolchain line older than the go line: the go line's release is used anyway. The go command does not write go.work, and lets it be there. */
export const toolchainBelowGo = defineRule({
  id: "toolchain-below-go",
  group: "toolchain",
  summary: "the toolchain line is older than the go line",
  severity: "error",
  on: ["mod", "work"],
  needs: [],
  fix: "safe",
  *check({ file }) {
    const { toolchain, go } = file;
    if (toolchain === undefined || go === undefined || toolchain.version.value === "default") return;
    const name = toolchain.version.value;
    const implied = `go${go.version.value}`;
    if (compareModVersions("toolchain", name, implied) >= 0) return;
    yield {
      span: toolchain.version.span,
      message: `toolchain ${name} is older than go ${go.version.value}`,
      why:
        file.kind === "work"
          ? "it has no effect, since the go line demands the newer one"
          : "it has no effect, since the go line demands the newer one, and loading the whole graph stops with “updates to go.mod needed”",
      ...(file.kind === "work" ? { severity: "warning" } : {}),
      tags: ["unnecessary"],
      related: [{ span: go.version.span, message: `needs at least ${implied}` }],
      fixes: [{ title: "Remove the toolchain line", safety: "safe", edits: removeEntry(file, toolchain) }],
    };
  },
});
