import type { ModuleDirectory } from "../../workspace/listings/listings.ts";
import type { CompletionContext } from "./context.ts";
import { type Item, type Items, nothing, ranked } from "./item.ts";
import { matchPath } from "./match.ts";

/** Which directories are wanted. */
export interface DirectoryPurpose {
  /** the module path that is looked for, as far as there is one */
  readonly module?: string;
  /** only modules count, and what may lead to them */
  readonly modules: boolean;
  /** the file's own directory counts */
  readonly own: boolean;
  /** absolute paths of directories that the file names already */
  readonly named: ReadonlySet<string>;
}

const rank = { wanted: 0, module: 1, directory: 2, named: 3 } as const;

/** Directories: those near that hold a module, and those right below the one that is typed. */
export function directoryItems(context: CompletionContext, typed: string, purpose: DirectoryPurpose): Items {
  const { listings, directory: base } = context;
  if (base === undefined) return nothing;
  const seen = new Set<string>();
  const found: { readonly item: Item; readonly rank: number }[] = [];
  const add = ({ directory, module }: ModuleDirectory, spelled: string, filter: string | undefined): void => {
    if (seen.has(directory) || (directory === base && !purpose.own)) return;
    seen.add(directory);
    const named = purpose.named.has(directory);
    const leads = purpose.modules && module === undefined;
    found.push({
      item: {
        label: leads ? `${spelled}/` : spelled,
        kind: "directory",
        ...(filter === undefined ? {} : { filter }),
        ...(module === undefined ? {} : { detail: named ? `${module}, named already` : module }),
      },
      rank: named
        ? rank.named
        : !purpose.modules || (module !== undefined && module === purpose.module)
          ? rank.wanted
          : module !== undefined
            ? rank.module
            : rank.directory,
    });
  };

  if (purpose.modules) {
    for (const near of listings.around(base)) {
      const spelled = listings.spell(base, near.directory);
      const match = matchSpelled(typed, spelled);
      if (match !== undefined) add(near, spelled, match.filter);
    }
  }
  const slash = typed.lastIndexOf("/");
  const parent = typed.slice(0, slash + 1);
  const rest = typed.slice(slash + 1);
  // `.` and `..` begin a path, and are not yet a name in one.
  const bare = parent === "" && /^\.{0,2}$/.test(rest);
  const folders = bare ? (rest === ".." ? ["../"] : purpose.modules || rest === "." ? ["./"] : [""]) : [parent];
  for (const folder of folders) {
    for (const below of listings.below(listings.resolve(base, folder))) {
      const name = nameOf(below.directory);
      const wanted = bare ? "" : rest;
      if (!name.toLowerCase().startsWith(wanted.toLowerCase()) || (name.startsWith(".") && !wanted.startsWith("."))) continue;
      const spelled = folder + name;
      add(below, spelled, spelled.startsWith(typed) ? undefined : typed + spelled.slice(typed.length));
    }
  }
  found.sort((a, b) => (a.item.label < b.item.label ? -1 : 1));
  return ranked(found);
}

/** As a path is matched, but what begins with a dot is meant as it stands. */
function matchSpelled(typed: string, spelled: string): { readonly filter?: string } | undefined {
  if (/^\.{1,2}(?:\/|$)/.test(typed)) return spelled.startsWith(typed) ? {} : undefined;
  return matchPath(typed, spelled);
}

function nameOf(directory: string): string {
  return /[^/\\]*$/.exec(directory)?.[0] ?? directory;
}
