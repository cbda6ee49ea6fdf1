import type { MainModule, ModuleSet, ReplaceMap } from "./requirements.ts";

/** Everything of a main module that its graph is computed from, as one string: equal keys, equal graphs while the sources stay the same. */
export function mainKey(main: MainModule): string {
  const parts = [main.path, main.dir, main.go, main.toolchain ?? "", main.damaged ? "damaged" : ""];
  for (const r of main.require) parts.push(r.indirect ? "i" : "d", r.path, r.version);
  addReplacements(parts, main.replace);
  for (const [path, versions] of main.exclude) parts.push("x", path, ...versions);
  // A path in quotes may hold any character: what is between the parts must not.
  return JSON.stringify(parts);
}

/** The same of all that is loaded together. */
export function setKey({ mains, work }: ModuleSet): string {
  const parts = mains.map(mainKey);
  if (work !== undefined) {
    parts.push(work.dir, work.go, work.toolchain ?? "");
    addReplacements(parts, work.replace);
  }
  return JSON.stringify(parts);
}

function addReplacements(parts: string[], replace: ReplaceMap): void {
  for (const [path, versions] of replace)
    for (const [version, to] of versions) parts.push("r", path, version, to.path, to.version, to.spelled);
}
