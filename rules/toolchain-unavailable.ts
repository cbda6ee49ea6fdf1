import type { ToolchainInForce } from "../server/analysis/facts.ts";
import type { Finding } from "../server/analysis/finding.ts";
import { fileSpan } from "../server/analysis/place-of.ts";
import { defineRule } from "../server/analysis/rule.ts";
import type { ModFile, WorkFile } from "../server/modfile/mod-file.ts";
import type { Span } from "../server/text/span.ts";
import { compareGoVersions, goStrictVersion, toolchainGoVersion } from "../server/version/go-version.ts";

/**
 * A go or toolchain line that GOTOOLCHAIN and the Go on this machine cannot satisfy (toolchain.Select, and gover.TooNewError for what it
 * lets through). Silent where no go command was found.
 */
export const toolchainUnavailable = defineRule({
  id: "toolchain-unavailable",
  group: "toolchain",
  summary: "GOTOOLCHAIN and the Go on this machine cannot satisfy the go or toolchain line",
  severity: "error",
  local: true,
  on: ["mod", "work"],
  needs: ["toolchain"],
  fix: "none",
  *check({ file, toolchain }) {
    const finding = toolchain === undefined ? undefined : unavailable(file, toolchain);
    if (finding !== undefined) yield finding;
  },
});

function unavailable(file: ModFile | WorkFile, { name, setting, problem }: ToolchainInForce): Finding | undefined {
  const needed = file.go?.version;
  const why = `the go command stops; ${nextStep(file, name, setting)}`;
  if (problem !== undefined) return { span: placeFor(file, name), message: `GOTOOLCHAIN=${setting}: ${problem}`, why };
  const version = toolchainGoVersion(name);
  // Before Go 1.21 a go line was a hint that a build may fail, and no more.
  if (needed === undefined || version === "" || compareGoVersions(version, goStrictVersion) < 0) return undefined;
  if (compareGoVersions(needed.value, version) <= 0) return undefined;
  return { span: needed.span, message: `go ${needed.value} is required, but GOTOOLCHAIN=${setting} runs ${name}`, why };
}

function nextStep(file: ModFile | WorkFile, name: string, setting: string): string {
  if (!/(?:^|\+)auto$/.test(setting)) return "GOTOOLCHAIN=auto lets it fetch the release that the file asks for";
  return file.toolchain?.version.value === "default"
    ? "without the line “toolchain default” it would fetch the release that the go line asks for"
    : `put ${name} on the PATH, or let it be downloaded`;
}

/** The line that asks for a toolchain; the whole file where none does, but the environment. */
function placeFor(file: ModFile | WorkFile, name: string): Span {
  if (file.toolchain?.version.value === name) return file.toolchain.version.span;
  return file.go?.version.span ?? fileSpan(file);
}
