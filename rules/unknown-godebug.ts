import type { Finding } from "../server/analysis/finding.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { nearest } from "../server/analysis/settings.ts";
import type { Godebug, ModFile, WorkFile } from "../server/modfile/mod-file.ts";
import { compareGoVersions, goLanguageVersion, isGoVersion, toolchainGoVersion } from "../server/version/go-version.ts";
import { godebugNames, godebugSetting, newestGodebugRelease, oldestGodebugRelease } from "../server/version/godebug.ts";

/**
 * `godebug` lines that a go command stops at (modload.CheckGodebug). It looks into the table of its own release, so that a setting which
 * some releases know is only a warning: whoever builds with another one is stopped.
 */
export const unknownGodebug = defineRule({
  id: "unknown-godebug",
  group: "toolchain",
  summary: "a godebug setting is not known to the Go release that the file names",
  severity: "error",
  on: ["mod", "work"],
  needs: [],
  fix: "none",
  *check({ file }) {
    if (file.godebug.length === 0) return;
    const release = leastRelease(file);
    for (const godebug of file.godebug) {
      const problem = godebug.key.value === "default" ? defaultProblem(godebug, release) : settingProblem(godebug, release);
      if (problem !== undefined) yield { span: { start: godebug.key.span.start, end: godebug.value.span.end }, ...problem };
    }
  },
});

type Problem = Omit<Finding, "span">;

const stops = "the go command stops when it loads the file";

function settingProblem({ key: { value: name } }: Godebug, release: number): Problem | undefined {
  const setting = godebugSetting(name);
  if (setting === undefined) {
    // Of releases to come nothing is known.
    if (release > newestGodebugRelease) return undefined;
    const near = nearest(name, godebugNames());
    return { message: `unknown godebug setting ${name}${near === undefined ? "" : `, did you mean ${near}?`}`, why: stops };
  }
  const { since, removed } = setting;
  if (removed !== undefined && release >= removed) {
    return {
      message: `godebug setting ${name} was removed in Go 1.${removed}`,
      why: `${stops}; what it brought back is gone, and the line can go, too`,
    };
  }
  if (removed !== undefined) {
    return {
      message: `godebug setting ${name} is unknown from Go 1.${removed} on`,
      why: `the go command of Go 1.${removed} or newer stops when it loads the file`,
      severity: "warning",
    };
  }
  return since <= release ? undefined : tooNew(`godebug setting ${name}`, `1.${since}`, release);
}

/** `default=go1.N` must be no newer than the go command itself. */
function defaultProblem({ value: { value } }: Godebug, release: number): Problem | undefined {
  const version = value.startsWith("go") ? value.slice(2) : "";
  if (!isGoVersion(version)) return { message: `godebug default=${value} names no version, such as default=go1.24`, why: stops };
  const language = goLanguageVersion(version);
  if (compareGoVersions(language, `1.${release}`) <= 0) return undefined;
  if (compareGoVersions(language, `1.${newestGodebugRelease}`) <= 0) return tooNew(`godebug default=${value}`, language, release);
  return { message: `godebug default=${value} is newer than Go 1.${Math.max(release, newestGodebugRelease)}`, why: stops };
}

function tooNew(what: string, since: string, release: number): Problem {
  return {
    message: `${what} came with Go ${since}, but the file may be loaded by Go 1.${release}`,
    why: `that go command stops; a toolchain line go${since}.0 would bring the newer one`,
    severity: "warning",
  };
}

/**
 * The oldest release that would load the file: that of its go and toolchain lines, as a minor version. One that does not know godebug
 * lines cannot load it at all.
 */
function leastRelease({ go, toolchain }: ModFile | WorkFile): number {
  const lines = [go?.version.value ?? "", toolchain === undefined ? "" : toolchainGoVersion(toolchain.version.value)];
  const minors = lines.map((version) => Number(/^1\.(\d+)/.exec(version)?.[1] ?? 0));
  return Math.max(oldestGodebugRelease, ...minors);
}
