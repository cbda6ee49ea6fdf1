import type { ModuleVersion } from "../graph/module-version.ts";
import type { Replacement } from "../modfile/mod-file.ts";
import { isDirectoryPath } from "../version/module-path.ts";
import type { Place } from "./place.ts";
import { builtGraph, type Known, providers, type Surroundings } from "./surroundings.ts";

/**
 * The module that a place of a file speaks of: of a replacement the side that the place is on, of a tool the module that has it; `go` and
 * `toolchain` are modules, too.
 * @returns with the version as the place spells it, `""` where it names none or it is the main module; undefined where it speaks of none
 */
export function subjectOf(place: Place, known: Known, surroundings: Surroundings): ModuleVersion | undefined {
  switch (place.kind) {
    case "module":
      return { path: place.entry.path.value, version: "" };
    case "go":
    case "toolchain":
      return { path: place.kind, version: place.entry.version.value };
    case "require":
    case "exclude":
      return { path: place.entry.path.value, version: place.entry.version.value };
    case "replace":
      return sideOf(place.entry, place.span.start);
    case "tool": {
      const graph = builtGraph(known);
      return graph === undefined ? undefined : providers(graph, place.entry.path.value)[0];
    }
    case "use": {
      const file = usedFile(place.entry.path.value, known, surroundings)?.file;
      return file?.kind === "mod" && file.module !== undefined ? { path: file.module.path.value, version: "" } : undefined;
    }
    default:
      return undefined;
  }
}

/** What is known of the go.mod of a directory that go.work uses. */
export function usedFile(directory: string, known: Known, surroundings: Surroundings): Known | undefined {
  const place = surroundings.places.directory(known.path, directory);
  return place === undefined ? undefined : surroundings.known(place.path);
}

/** A directory is no module: there it is the replaced one that is spoken of. */
function sideOf({ oldPath, oldVersion, newPath, newVersion }: Replacement, at: number): ModuleVersion {
  if (at >= newPath.span.start && newVersion !== undefined && !isDirectoryPath(newPath.value)) {
    return { path: newPath.value, version: newVersion.value };
  }
  return { path: oldPath.value, version: oldVersion?.value ?? "" };
}
