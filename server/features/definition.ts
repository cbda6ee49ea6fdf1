import type { Span } from "../text/span.ts";
import type { FilePlace } from "../workspace/file-place.ts";
import type { ModulePlaces } from "../workspace/module-places.ts";
import { type Place, placeAt } from "./place.ts";
import { builtGraph, declarationPlace, type Known, providers, type Surroundings } from "./surroundings.ts";

/** Where something is defined. */
export interface Definition {
  /** what was asked about, in the document */
  readonly origin: Span;
  readonly targets: readonly FilePlace[];
}

/**
 * Where what stands at an offset is defined: of a requirement the go.mod of the version that builds have, of a replacement the go.mod that
 * is read instead, of a directory of go.work its go.mod, of an excluded or retracted version its own go.mod, of a tool the go.mod of the
 * module that has it.
 * @returns undefined where nothing is defined, or no file of this machine says it
 */
export function definition(known: Known, offset: number, { places }: Surroundings): Definition | undefined {
  const place = placeAt(known.file, offset);
  if (place === undefined) return undefined;
  const targets = targetsOf(place, known, places).filter((target) => target !== undefined);
  return targets.length === 0 ? undefined : { origin: place.span, targets };
}

function targetsOf(place: Place, known: Known, places: ModulePlaces): readonly (FilePlace | undefined)[] {
  const graph = builtGraph(known);
  switch (place.kind) {
    case "module":
      return [declarationPlace(known, places, { path: place.entry.path.value, version: "" })];
    case "require": {
      const path = place.entry.path.value;
      return [declarationPlace(known, places, graph?.selectedNode(path) ?? { path, version: place.entry.version.value })];
    }
    case "exclude":
      return [places.declaration({ path: place.entry.path.value, version: place.entry.version.value })];
    case "replace": {
      const { newPath, newVersion } = place.entry;
      if (newVersion === undefined) return [places.directory(known.path, newPath.value)];
      return [places.declaration({ path: newPath.value, version: newVersion.value })];
    }
    case "retract": {
      const path = known.file.kind === "mod" ? known.file.module?.path.value : undefined;
      const { low, high } = place.entry;
      const version = place.span.start >= high.span.start ? high.value : low.value;
      return path === undefined || version === "" ? [] : [places.declaration({ path, version })];
    }
    case "tool": {
      const found = graph === undefined ? [] : providers(graph, place.entry.path.value);
      return found.filter(({ version }) => version !== "").map((module) => declarationPlace(known, places, module));
    }
    case "use":
      return [places.directory(known.path, place.entry.path.value)];
    default:
      return [];
  }
}
