import type { MainModule, ModuleSet, ReplaceMap } from "./requirements.ts";

/** Whether two main modules have the same graph while the sources stay the same: what `mainKey` would say, without writing it. */
export function sameMain(a: MainModule, b: MainModule): boolean {
  return (
    a === b ||
    (a.path === b.path &&
      a.dir === b.dir &&
      a.go === b.go &&
      a.toolchain === b.toolchain &&
      a.damaged === b.damaged &&
      sameRequirements(a.require, b.require) &&
      JSON.stringify(changedParts(a)) === JSON.stringify(changedParts(b)))
  );
}

function sameRequirements(a: MainModule["require"], b: MainModule["require"]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    const [one, other] = [a[i] as MainModule["require"][number], b[i] as MainModule["require"][number]];
    if (one.path !== other.path || one.version !== other.version || one.indirect !== other.indirect) return false;
  }
  return true;
}

/** Everything of a main module that its graph is computed from, as one string: equal keys, equal graphs while the sources stay the same. */
function mainKey(main: MainModule): string {
  const parts = [main.path, main.dir, main.go, main.toolchain ?? "", main.damaged ? "damaged" : ""];
  for (const r of main.require) parts.push(r.indirect ? "i" : "d", r.path, r.version);
  parts.push(...changedParts(main));
  // A path in quotes may hold any character: what is between the parts must not.
  return JSON.stringify(parts);
}

/** What replaces and excludes modules. */
function changedParts(main: MainModule): readonly string[] {
  const parts: string[] = [];
  addReplacements(parts, main.replace);
  for (const [path, versions] of main.exclude) parts.push("x", path, ...versions);
  return parts;
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
