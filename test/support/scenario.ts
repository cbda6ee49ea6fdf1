import type { Lookup } from "../../server/graph/lookup.ts";
import type { ModuleVersion } from "../../server/graph/module-version.ts";
import type { MainModule, ModuleSet, ReplacementTarget } from "../../server/graph/requirements.ts";
import { isMalformed, scanModFile } from "../../server/modfile/scan.ts";

/**
 * Worlds of modules in a few letters:
 *
 *     main 1.21: A1 B2 //C1      the main module: go line, requirements; // marks an indirect one
 *     A1: C1.2                   module A at v1.0.0 requires C v1.2.0, go 1.17 where none is given
 *     B2 1.16: C1
 *     exclude C1.2
 *     replace C => D1            also C1 => D1, C => /dir
 *     missing B2                 no source has it
 *
 * A digit group is a version: `1` is v1.0.0, `1.2` is v1.2.0, `0.3.1-rc` is v0.3.1-rc.
 */
export interface Scenario {
  readonly set: ModuleSet;
  readonly lookup: Lookup;
  /** the go.mod of each module, by `path@version` */
  readonly files: ReadonlyMap<string, string>;
}

const token = /^(\/\/)?([A-Z]+)([0-9].*)?$/;

export function module(word: string): ModuleVersion & { readonly indirect: boolean } {
  const match = token.exec(word);
  if (match === null) throw new Error(`not a module: ${word}`);
  return { path: match[2] ?? "", version: match[3] === undefined ? "" : version(match[3]), indirect: match[1] !== undefined };
}

export function version(short: string): string {
  const [numbers = "", ...rest] = short.split("-");
  const parts = numbers.split(".");
  while (parts.length < 3) parts.push("0");
  return `v${parts.join(".")}${rest.length > 0 ? `-${rest.join("-")}` : ""}`;
}

export function scenario(text: string): Scenario {
  const files = new Map<string, string>();
  const replace = new Map<string, Map<string, ReplacementTarget>>();
  const exclude = new Map<string, Set<string>>();
  const missing = new Set<string>();
  let main: Omit<MainModule, "replace" | "exclude"> = { path: "M", dir: "/main", go: "1.17", damaged: false, require: [] };
  for (const line of text.split("\n").map((l) => l.trim())) {
    if (line === "") continue;
    const [head = "", body = ""] = line.split(/:\s*/, 2);
    const words = body.split(/\s+/).filter((word) => word !== "");
    const [first = "", second, arrow, fourth] = head.split(/\s+/);
    if (first === "main") {
      main = { ...main, ...(second === undefined ? {} : { go: second }), require: words.map(module) };
    } else if (first === "exclude") {
      const m = module(second ?? "");
      exclude.set(m.path, (exclude.get(m.path) ?? new Set()).add(m.version));
    } else if (first === "replace" && arrow === "=>" && fourth !== undefined) {
      const old = module(second ?? "");
      const target = fourth.startsWith("/") ? { path: fourth, version: "" } : module(fourth);
      replace.set(
        old.path,
        (replace.get(old.path) ?? new Map()).set(old.version, {
          path: target.path,
          version: target.version,
          spelled: target.path,
        }),
      );
    } else if (first === "missing") {
      const m = module(second ?? "");
      missing.add(`${m.path}@${m.version}`);
    } else {
      const m = first.startsWith("/") ? { path: first, version: "" } : module(first);
      const go = second === "none" ? "" : `go ${second ?? "1.17"}\n`;
      const requires = words.map(module).map((r) => `require ${r.path} ${r.version}\n`);
      files.set(`${m.path}@${m.version}`, `module ${m.path.replace("/", "")}\n${go}${requires.join("")}`);
    }
  }
  const lookup: Lookup = (target) => {
    const key = `${target.path}@${target.version}`;
    if (missing.has(key)) return { unavailable: "not-in-cache", detail: "not in the module cache" };
    const summary = scanModFile(files.get(key) ?? `module ${target.path}\n\ngo 1.17\n`);
    if (isMalformed(summary)) throw new Error(summary.malformed);
    return summary;
  };
  return { set: { mains: [{ ...main, replace, exclude }] }, lookup, files };
}
