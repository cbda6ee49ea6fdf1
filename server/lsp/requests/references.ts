import type { Location, ReferenceParams } from "vscode-languageserver/node";
import { pathsOf } from "../../environment/file-paths.ts";
import { namesMainModule, references } from "../../features/references.ts";
import type { Feature } from "../feature.ts";
import { folderModules } from "../folder-modules.ts";
import type { Session } from "../session.ts";

/** textDocument/references */
export const referencesFeature: Feature = {
  switch: { name: "references", on: true, about: "Every requirement of a module in the graph, and the imports in Go files." },
  capabilities: () => ({ referencesProvider: true }),
  requests: { "textDocument/references": referencesOf },
};

/** Requirements in go.mod files first, then the imports, for which Go files have to be read. */
async function referencesOf(
  session: Session,
  { textDocument, position, context }: ReferenceParams,
  signal: AbortSignal,
): Promise<readonly Location[] | null> {
  const found = session.find(textDocument.uri);
  if (found === undefined) return null;
  const { live, host } = session;
  const offset = found.document.positions.offset(position);
  const others = namesMainModule(found.snapshot, offset) ? await folderModules(session, signal) : [];
  const answer = references(found.snapshot, offset, context.includeDeclaration, live.surroundings, others);
  if (answer === undefined) return null;
  const places = [...answer.places];
  for (const { goMod, ignore, wanted } of answer.imports) {
    if (signal.aborted) break;
    places.push(...(await live.imports.find({ directory: pathsOf(host).dirname(goMod), ignore, wanted }, signal)));
  }
  return places.map((place) => live.location(place));
}
