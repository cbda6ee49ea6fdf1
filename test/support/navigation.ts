import assert from "node:assert/strict";
import type { Known, Surroundings } from "../../server/features/surroundings.ts";
import type { ModFileReader } from "../../server/modfile/reader.ts";
import type { FilePlace } from "../../server/workspace/file-place.ts";
import { ModulePlaces } from "../../server/workspace/module-places.ts";
import type { MemoryHost } from "./memory-host.ts";
import { parseTxtar } from "./txtar.ts";
import { type World, worldOf } from "./world.ts";
import { worldFolder, worldHost, worldWorkspaceOn } from "./world-workspace.ts";

/** A world with a cursor, as features that lead elsewhere see it. */
export interface Navigated {
  readonly known: Known;
  readonly surroundings: Surroundings;
  readonly host: MemoryHost;
  /** the offset of the `|` in the main file, which is not in its text any more; -1 without one */
  readonly offset: number;
  /** `go.mod:5 example.com/a v1.0.0`: file, 1-based line and what stands there; cached files by their module */
  show(place: FilePlace): string;
}

/** Reads a world that is written as a txtar archive (see world.ts), a `|` in its main file for the cursor. */
export function navigate(archive: string, reader: ModFileReader): Navigated {
  const marked = worldOf(parseTxtar(archive).files);
  return navigateWorld({ ...marked, main: marked.main.replace("|", "") }, reader, marked.main.indexOf("|"));
}

/** The same for a world that has no mark for its cursor. */
export function navigateWorld(world: World, reader: ModFileReader, offset = -1): Navigated {
  const host = worldHost(world);
  const workspace = worldWorkspaceOn(host, reader);
  const known = (path: string): Known | undefined => {
    const document = workspace.documents.get(path);
    return "failed" in document ? undefined : { ...document, facts: workspace.facts(document) };
  };
  const main = known(`${worldFolder}/${world.mainName}`);
  assert.ok(main !== undefined);
  const places = new ModulePlaces(host, workspace.sources, (path) => workspace.documents.overlay(path));
  return {
    known: main,
    surroundings: { places, known },
    host,
    offset,
    show({ path, line, span }) {
      const text = host.readText(path);
      assert.ok(typeof text === "string", path);
      return `${shortName(path)}:${line + 1} ${text.split(/\r\n?|\n/)[line]?.slice(span.start, span.end)}`;
    },
  };
}

/** A path of a world as an archive names it. */
export function shortName(path: string): string {
  return path.replace(`${worldFolder}/`, "").replace(/^\/cache\/mod\/cache\/download\/(.*)\/@v\/(.*)\.mod$/, "$1@$2");
}
