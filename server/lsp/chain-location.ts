import type { Location } from "vscode-languageserver/node";
import { requirementSpan } from "../analysis/describe.ts";
import type { ModuleGraph } from "../graph/module-graph.ts";
import type { ModuleVersion } from "../graph/module-version.ts";
import type { ModFile, WorkFile } from "../modfile/mod-file.ts";
import type { FilePlace, RequirementPlaces } from "../workspace/requirement-places.ts";
import type { OpenDocument } from "./open-documents.ts";
import { Positions } from "./positions.ts";

export interface ChainContext {
  /** the document that the chain begins in */
  readonly document: OpenDocument;
  readonly file: ModFile | WorkFile;
  readonly graph: ModuleGraph | undefined;
  readonly places: RequirementPlaces;
  /** places in the client's terms: those of the module cache are asked for again at every publication */
  readonly locations: WeakMap<FilePlace, Location>;
  /** the URI of a path, as the editor spells it where it is open */
  readonly uri: (path: string) => string;
}

/**
 * Where the last module of a requirement chain is required by the one before it: in the document, or in that module's go.mod in the
 * module cache or its replacement directory.
 * @returns undefined when no file of this machine says it
 */
export function chainLocation(chain: readonly ModuleVersion[], context: ChainContext): Location | undefined {
  const { document, file, graph, places } = context;
  const [from, to] = chain.slice(-2);
  if (from === undefined || to === undefined) return undefined;
  if (from.version === "") {
    const own =
      file.kind === "mod" ? file.require.find((r) => r.path.value === to.path && r.version.value === to.version) : undefined;
    return own === undefined ? undefined : { uri: document.uri, range: document.positions.range(requirementSpan(own)) };
  }
  const place = places.find(graph?.node(from.path, from.version)?.target ?? from, to);
  if (place === undefined) return undefined;
  const known = context.locations.get(place);
  if (known !== undefined) return known;
  const positions = new Positions(place.text, document.positions.encoding);
  const location = { uri: context.uri(place.path), range: positions.range(place.span) };
  context.locations.set(place, location);
  return location;
}
