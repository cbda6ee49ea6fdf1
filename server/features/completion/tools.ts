import type { ModuleVersion } from "../../graph/module-version.ts";
import { builtGraph } from "../surroundings.ts";
import { type CompletionContext, ownRequirements } from "./context.ts";
import { type Item, type Items, nothing, ranked } from "./item.ts";
import { matchPath } from "./match.ts";

/** Of how many modules packages are looked for, where what is typed is not inside of one. */
const moduleLimit = 4;

const rank = { own: 0, direct: 1, indirect: 2, module: 3 } as const;

/**
 * Packages that go tool can run: programs of the module itself, and of required modules whose files the module cache has. Of another
 * module its path stands for what cannot be looked into.
 */
export function toolItems(context: CompletionContext, typed: string): Items {
  const { snapshot, listings } = context;
  const { file } = snapshot;
  if (file.kind === "work") return nothing;
  const there = new Set(file.tool.map(({ path }) => path.value));
  const graph = builtGraph(snapshot);
  const found: { readonly item: Item; readonly rank: number }[] = [];
  let looked = 0;
  const addModule = (path: string, files: ModuleVersion, from: number, version: string): void => {
    const inside = typed.startsWith(`${path}/`);
    const match = matchPath(typed, path);
    // Packages of a module whose path has nothing in common with what is typed may still have: of the module's own it is cheap to see.
    if (!inside && match === undefined && from !== rank.own) return;
    const folder = inside ? typed.slice(path.length + 1).replace(/(?:^|\/)[^/]*$/, "") : "";
    const packages = inside || looked++ < moduleLimit || from === rank.own ? listings.packages(files, folder) : [];
    for (const { folder: at, main } of packages) {
      const name = at === "" ? path : `${path}/${at}`;
      const matched = matchPath(typed, name);
      if (!main || matched === undefined || there.has(name)) continue;
      found.push({ item: packageItem(name, "package", version, path, matched.filter), rank: from });
    }
    if (packages.length === 0 && from !== rank.own && match !== undefined) {
      found.push({ item: packageItem(path, "module", `${version}, not looked into`, path, match.filter), rank: rank.module });
    }
  };
  const own = file.module?.path.value;
  const { directory } = context;
  if (own !== undefined && directory !== undefined) addModule(own, { path: directory, version: "" }, rank.own, "this module");
  for (const direct of [true, false]) {
    for (const { path, version, indirect } of ownRequirements(context)) {
      if (indirect === direct) continue;
      const node = graph?.selectedNode(path);
      const target = node?.target ?? { path, version };
      addModule(path, target, direct ? rank.direct : rank.indirect, node?.version ?? version);
    }
  }
  // A module of the graph that nobody required here is looked into where it is typed.
  const required = new Set(file.require.map(({ path }) => path.value));
  for (let slash = typed.indexOf("/"); slash !== -1; slash = typed.indexOf("/", slash + 1)) {
    const node = graph?.selectedNode(typed.slice(0, slash));
    if (node !== undefined && node.version !== "" && !required.has(node.path)) {
      addModule(node.path, node.target, rank.indirect, node.version);
    }
  }
  return ranked(found, looked > moduleLimit);
}

function packageItem(label: string, kind: "package" | "module", detail: string, path: string, filter: string | undefined): Item {
  return { label, kind, detail, ...(filter === undefined ? {} : { filter }), about: { about: "module", path } };
}
