import type { Random } from "./random.ts";
import type { World } from "./world.ts";

/** Modules that random main modules are made of: each at several versions, each version with its go.mod. */
export interface Universe {
  /** `PATH@VERSION` → go.mod */
  readonly modules: ReadonlyMap<string, string>;
  readonly versions: ReadonlyMap<string, readonly string[]>;
}

// Below the release that judges, so that nothing asks for another toolchain.
const goLines = [
  "",
  "1.13",
  "1.16",
  "1.17",
  "1.18",
  "1.20",
  "1.21",
  "1.21rc2",
  "1.21.0",
  "1.22",
  "1.22.3",
  "1.23.1",
  "1.24rc1",
  "1.25",
];
const moduleVersions = [
  "v0.1.0",
  "v0.1.1",
  "v0.2.0",
  "v1.0.0",
  "v1.0.1-rc.1",
  "v1.0.1",
  "v1.1.0",
  "v1.1.1-0.20230102030405-0123456789ab",
  "v1.10.0",
  "v1.9.0",
];

function versionsFor(random: Random, path: string): string[] {
  const major = /\/v(\d)$/.exec(path)?.[1];
  const count = 1 + random.below(5);
  const versions = new Set<string>();
  while (versions.size < count) {
    const version = random.pick(moduleVersions);
    if (major !== undefined) versions.add(version.replace(/^v[01]\./, `v${major}.`).replace(/^(v\d\.)(\d+\.)?/, "$1$2"));
    else if (random.chance(0.1)) versions.add(`v${2 + random.below(3)}.0.0+incompatible`);
    else versions.add(version);
  }
  return [...versions];
}

/** Requirement lines on random modules; a module may require itself, its requirers, and versions that nothing else names. */
function requirements(random: Random, universe: ReadonlyMap<string, readonly string[]>, most: number): [string, string][] {
  const lines: [string, string][] = [];
  const paths = [...universe.keys()];
  for (let i = random.below(most + 1); i > 0; i--) {
    const path = random.pick(paths);
    if (!lines.some(([known]) => known === path)) lines.push([path, random.pick(universe.get(path) ?? [])]);
  }
  return lines;
}

function modText(path: string, go: string, toolchain: string, lines: readonly string[]): string {
  return `module ${path}\n\n${go === "" ? "" : `go ${go}\n\n`}${toolchain === "" ? "" : `toolchain ${toolchain}\n\n`}${lines.join("\n")}\n`;
}

export function randomUniverse(random: Random): Universe {
  const versions = new Map<string, readonly string[]>();
  const count = 4 + random.below(14);
  for (let i = 0; i < count; i++) {
    const name = `example.com/${String.fromCharCode(97 + i)}${random.chance(0.1) ? "Upper" : ""}`;
    const path = random.chance(0.2) ? `${name}/v2` : name;
    versions.set(path, versionsFor(random, path));
  }
  const modules = new Map<string, string>();
  const bound = 1 + random.below(5);
  for (const [path, list] of versions) {
    for (const version of list) {
      // A +incompatible version has no go.mod of its own: proxies make one of the module line alone.
      const bare = version.endsWith("+incompatible");
      const lines = bare ? [] : requirements(random, versions, bound).map(([p, v]) => `require ${p} ${v}`);
      const go = bare ? "" : random.pick(goLines);
      modules.set(`${path}@${version}`, modText(path, go, "", lines));
    }
  }
  return { modules, versions };
}

export interface RandomMain {
  /** chance that the main module names a path twice, or itself */
  readonly redundant?: number;
}

/** A main module over a universe, with replacements, exclusions and nested replacement directories. */
export function randomMain(random: Random, universe: Universe, { redundant = 0.1 }: RandomMain = {}): World {
  const paths = [...universe.versions.keys()];
  const anyOf = (path: string): string => random.pick(universe.versions.get(path) ?? []);
  const lines: string[] = [];
  for (const [path, version] of requirements(random, universe.versions, 8)) {
    lines.push(`require ${path} ${version}${random.chance(0.4) ? " // indirect" : ""}`);
    if (random.chance(redundant)) lines.push(`require ${path} ${anyOf(path)}`);
  }
  const folder = new Map<string, string>();
  for (let i = random.below(3); i > 0; i--) {
    const path = random.pick(paths);
    if (random.chance(0.6)) lines.push(`exclude ${path} ${anyOf(path)}`);
  }
  const replaced = new Set<string>();
  for (let i = random.below(4); i > 0; i--) {
    const path = random.pick(paths);
    const old = random.chance(0.5) ? path : `${path} ${anyOf(path)}`;
    if (replaced.has(old)) continue;
    replaced.add(old);
    if (random.chance(0.3)) {
      const directory = `nested/${i}`;
      lines.push(`replace ${old} => ./${directory}`);
      const requires = requirements(random, universe.versions, 3).map(([p, v]) => `require ${p} ${v}`);
      folder.set(
        `${directory}/go.mod`,
        modText(random.chance(0.8) ? path : "example.com/other", random.pick(goLines), "", requires),
      );
    } else {
      const target = random.chance(0.6) ? path : random.pick(paths);
      lines.push(`replace ${old} => ${target} ${anyOf(target)}`);
    }
  }
  const go = random.pick(goLines);
  const toolchain = random.chance(0.15) ? random.pick(["go1.21.0", "go1.22.3", "go1.25.1", "default"]) : "";
  return {
    main: modText("example.com/main", go, toolchain, lines),
    mainName: "go.mod",
    modules: universe.modules,
    folder,
    missing: [],
  };
}

/** A workspace of two or three random main modules over a universe; a main module may be one that others require. */
export function randomWorkspace(random: Random, universe: Universe): World {
  const folder = new Map<string, string>();
  const uses: string[] = [];
  const taken = new Set<string>();
  for (let i = 0; i < 2 + random.below(2); i++) {
    const main = randomMain(random, universe, { redundant: 0 });
    const known = random.pick([...universe.versions.keys()]);
    const path = random.chance(0.4) && !taken.has(known) ? known : `example.com/main${i}`;
    taken.add(path);
    folder.set(`m${i}/go.mod`, main.main.replace("module example.com/main\n", `module ${path}\n`));
    for (const [name, text] of main.folder) folder.set(`m${i}/${name}`, text);
    uses.push(`use ./m${i}`);
  }
  const lines = [...uses];
  for (let i = random.below(3); i > 0; i--) {
    const path = random.pick([...universe.versions.keys()]);
    const target = random.pick(universe.versions.get(path) ?? []);
    if (!lines.some((line) => line.startsWith(`replace ${path} `))) lines.push(`replace ${path} => ${path} ${target}`);
  }
  const go = random.pick(["1.21", "1.24", "1.25", "1.25", "1.25"]);
  const toolchain = random.chance(0.2) ? "toolchain go1.25.3\n" : "";
  return {
    main: `go ${go}\n${toolchain}\n${lines.join("\n")}\n`,
    mainName: "go.work",
    modules: universe.modules,
    folder,
    missing: [],
  };
}
