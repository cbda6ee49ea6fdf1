import type { ModuleVersion } from "../graph/module-version.ts";
import type { GoSum, SumEntry } from "../modfile/go-sum.ts";
import type { ModFile, WorkFile } from "../modfile/mod-file.ts";
import type { Span } from "../text/span.ts";
import { requirementSpan } from "./describe.ts";
import type { SumFile } from "./facts.ts";
import type { OtherPlace } from "./finding.ts";
import { fileSpan } from "./place-of.ts";

/** A file of hashes with its lines by what they are about. */
export function sumFile(path: string, name: string, sum: GoSum): SumFile {
  const byKey = new Map<string, SumEntry[]>();
  for (const entry of sum.entries) {
    const key = `${entry.path.value} ${entry.version.value}${entry.goMod ? goMod : ""}`;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [entry]);
    else known.push(entry);
  }
  return { path, name, sum, byKey };
}

/** The lines with hashes that count for the go.mod of a module. */
export function goModSums(file: SumFile | undefined, { path, version }: ModuleVersion): readonly SumEntry[] {
  const entries = file?.byKey.get(`${path} ${version}${goMod}`) ?? [];
  return entries.every(counts) ? entries : entries.filter(counts);
}

const goMod = "/go.mod";

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
