import type { SumEntry } from "../modfile/go-sum.ts";
import type { ModFile, WorkFile } from "../modfile/mod-file.ts";
import type { Span } from "../text/span.ts";
import { requirementSpan } from "./describe.ts";
import type { SumFile } from "./facts.ts";
import type { OtherPlace } from "./finding.ts";
import { fileSpan } from "./place-of.ts";

/** What a line of go.sum is about: `example.com/a v1.0.0/go.mod` as the file has it. */
export function sumKey({ path, version, goMod }: SumEntry): string {
  return `${path.value} ${version.value}${goMod ? "/go.mod" : ""}`;
}

/** What a line of go.sum is about, for a reader. */
export function describeSum({ path, version, goMod }: SumEntry): string {
  return `${goMod ? "the go.mod of " : ""}${path.value} ${version.value}`;
}

/** Hashes of other kinds are for other versions of Go (modfetch.HaveSum, haveModSumLocked). */
export function counts({ hash }: SumEntry): boolean {
  return hash.value.startsWith("h1:");
}

export function placeIn({ path, sum }: SumFile, span: Span): OtherPlace {
  return { path, text: sum.text, lines: sum.lines, span };
}

/** The requirement on what a line of go.sum is about, or else the whole file. */
export function requirementOf(file: ModFile | WorkFile, { path, version }: Pick<SumEntry, "path" | "version">): Span {
  if (file.kind === "work") return fileSpan(file);
  const lines = file.require.filter((r) => r.path.value === path.value);
  const line = lines.find((r) => r.version.value === version.value) ?? lines[0];
  return line === undefined ? fileSpan(file) : requirementSpan(line);
}
