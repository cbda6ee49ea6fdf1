import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { escapePath } from "../../server/version/module-escape.ts";
import type { GoWorld } from "./go-world.ts";
import { moduleZip } from "./module-zip.ts";
import type { Random } from "./random.ts";
import { proxyPath } from "./world.ts";

/** Modules with a Go package each, so that `go mod tidy` has something to read. */
export interface Packages {
  /** module path → its versions, lowest first */
  readonly versions: ReadonlyMap<string, readonly string[]>;
  /** `PATH@VERSION` → its go.mod */
  readonly modules: ReadonlyMap<string, string>;
  /** `PATH@VERSION` → its files with go.mod */
  readonly files: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

const releases = ["v0.1.0", "v0.2.0", "v0.2.1", "v1.0.0", "v1.1.0", "v1.2.3", "v1.10.0"];
const goLines = ["1.13", "1.16", "1.17", "1.18", "1.20", "1.21", "1.21.0", "1.22.3", "1.23.1", "1.24", "1.25"];

/** Random modules whose packages import those of modules that come later in the alphabet, at any of their versions. */
export function randomPackages(chance: Random): Packages {
  const versions = new Map<string, readonly string[]>();
  const paths = Array.from({ length: 5 + chance.below(9) }, (_, i) => `example.com/${String.fromCharCode(97 + i)}`).map((path) =>
    chance.chance(0.15) ? `${path}/v2` : path,
  );
  for (const path of paths) {
    const from = chance.below(4);
    const list = releases.slice(from, from + 1 + chance.below(4));
    versions.set(path, path.endsWith("/v2") ? list.map((version) => version.replace(/^v\d/, "v2")).sort(byNumbers) : list);
  }
  const modules = new Map<string, string>();
  const files = new Map<string, Readonly<Record<string, string>>>();
  paths.forEach((path, index) => {
    for (const version of versions.get(path) ?? []) {
      const used = paths.slice(index + 1).filter(() => chance.chance(0.35));
      // What no package imports, also what comes before it: tidy of a dependency is its own matter.
      const unused = paths.filter((other) => other !== path && !used.includes(other) && chance.chance(0.06));
      const requires = [...used, ...unused].map((other) => `require ${other} ${chance.pick(versions.get(other) ?? [])}\n`);
      const mod = `module ${path}\n\ngo ${chance.pick(goLines)}\n\n${requires.join("")}`;
      modules.set(`${path}@${version}`, mod);
      files.set(`${path}@${version}`, { "go.mod": mod, "p.go": goFile("p", used), "cmd/c/main.go": goFile("main", [path]) });
    }
  });
  return { versions, modules, files };
}

/** v2.0.0 before v2.10.0, as the lists of `versions` are ordered. */
function byNumbers(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

export function goFile(name: string, imports: readonly string[]): string {
  const main = name === "main" ? "\nfunc main() {}\n" : "";
  return `package ${name}\n${imports.map((path) => `\nimport _ ${JSON.stringify(path)}\n`).join("")}${main}`;
}

/** Puts the zips and lists of `packages` into the proxy of a world that was made of their go.mod files. */
export function publish(packages: Packages, { root }: GoWorld): void {
  for (const [module, files] of packages.files) {
    writeFileSync(join(root, "proxy", proxyPath(module, "mod").replace(/\.mod$/, ".zip")), moduleZip(module, files));
  }
  for (const [path, list] of packages.versions) {
    writeFileSync(join(root, "proxy", escapePath(path) ?? path, "@v/list"), `${list.join("\n")}\n`);
  }
}

/** Files of a folder, by relative path. */
export type Folder = Readonly<Record<string, string>>;

/** Empties the folder of the main module and fills it. */
export function fill({ main }: GoWorld, folder: Folder): void {
  rmSync(main, { recursive: true, force: true });
  for (const [name, text] of Object.entries(folder)) {
    const path = join(main, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** A main module that imports some of `packages`, before `go mod tidy` has seen it. */
export function randomApp(chance: Random, packages: Packages, module: string): Folder {
  const paths = [...packages.versions.keys()];
  const imports = paths.filter(() => chance.chance(0.4));
  const anyOf = (path: string): string => chance.pick(packages.versions.get(path) ?? []);
  const go = chance.pick(["1.16", "1.17", "1.18", "1.21", "1.22.0", "1.24", "1.25", "1.26"]);
  const lines = imports.map((path) => `require ${path} ${anyOf(path)}`);
  const name = chance.pick(["main", "p"]);
  const folder: Record<string, string> = {
    "p.go": goFile(name, imports.slice(1)),
    "p_test.go": goFile(`${name}_test`, imports.slice(0, 1)),
  };
  for (const path of imports) {
    if (!chance.chance(0.12)) continue;
    if (chance.chance(0.5)) {
      const fork = `third/${path.replaceAll("/", "-")}`;
      lines.push(`replace ${path} => ./${fork}`);
      folder[`${fork}/go.mod`] = `module ${path}\n\ngo 1.20\n`;
      folder[`${fork}/p.go`] = goFile("p", []);
    } else {
      // The last release: none that could be selected is above it.
      const last = packages.versions.get(path)?.at(-1) ?? "";
      lines.push(`replace ${path} => ${path} ${last} // pinned`);
    }
  }
  const [excluded] = paths.filter(
    (path) => (packages.versions.get(path)?.length ?? 0) > 1 && !lines.some((l) => l.includes(` ${path} =>`)),
  );
  if (excluded !== undefined && chance.chance(0.2)) lines.push(`exclude ${excluded} ${packages.versions.get(excluded)?.[0]}`);
  if (chance.chance(0.2)) lines.push("retract v0.0.1 // published by accident");
  if (chance.chance(0.15)) lines.push("godebug default=go1.21");
  const [tool] = imports;
  if (tool !== undefined && chance.chance(0.2)) lines.push(`tool ${tool}/cmd/c`);
  folder["go.mod"] =
    `module ${module}\n\ngo ${go}\n${chance.chance(0.15) ? "\ntoolchain go1.26.1\n" : ""}\n${lines.join("\n")}\n`;
  return folder;
}
