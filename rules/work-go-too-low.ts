import { defineRule } from "../server/analysis/rule.ts";
import { setGo } from "../server/modfile/edit.ts";
import type { PathDirective } from "../server/modfile/mod-file.ts";
import { compareGoVersions, defaultGoWorkVersion, goStrictVersion } from "../server/version/go-version.ts";

/** A go line of go.work below that of a module it uses (modload.loadModFile): from go 1.21 on that is a demand. */
export const workGoTooLow = defineRule({
  id: "work-go-too-low",
  group: "work",
  summary: "a module of the workspace needs a newer Go than go.work says",
  severity: "error",
  on: ["work"],
  needs: ["uses"],
  fix: "safe",
  *check({ file, uses }) {
    const own = file.go?.version.value ?? defaultGoWorkVersion;
    let highest = own;
    let needing: PathDirective | undefined;
    for (const [use, { main }] of uses) {
      if (main === undefined || compareGoVersions(main.go, goStrictVersion) < 0) continue;
      if (compareGoVersions(main.go, highest) <= 0) continue;
      highest = main.go;
      needing = use;
    }
    if (needing === undefined) return;
    const said = file.go === undefined ? `no go line means go ${own}` : `go ${own} is too low`;
    yield {
      span: file.go?.version.span ?? needing.path.span,
      message: `${said}: ${needing.path.value} needs go ${highest}`,
      why: "the go command stops; `go work use` raises the line, too",
      related: [{ span: needing.path.span, message: `needs go ${highest}` }],
      fixes: [{ title: `Set go ${highest}`, safety: "safe", edits: setGo(file, highest) }],
    };
  },
});
