import type { ModuleVersion } from "../graph/module-version.ts";
import type { ModFile, WorkFile } from "../modfile/mod-file.ts";
import type { Span } from "../text/span.ts";
import { requirementSpan } from "./describe.ts";

/**
 * Where a finding on a module far from the main one stands: the line by which the file begins the way there, or the module's own line
 * where it has one.
 * @param chain requirements from the main module on
 */
export function placeOf(file: ModFile, chain: readonly ModuleVersion[]): Span {
  for (const module of [chain.at(-1), chain[1]]) {
    const lines = file.require.filter((r) => r.path.value === module?.path);
    const line = lines.find((r) => r.version.value === module?.version) ?? lines[0];
    if (line !== undefined) return requirementSpan(line);
  }
  return fileSpan(file);
}

/** The place of what concerns the whole file: its module path, or its first line. */
export function fileSpan(file: ModFile | WorkFile): Span {
  const path = file.kind === "mod" ? file.module?.path.span : undefined;
  return path ?? { start: 0, end: Math.min(file.text.length, file.lines.lineEnd(1)) };
}
