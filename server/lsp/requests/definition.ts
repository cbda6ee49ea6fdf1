import type { DefinitionParams, Location, LocationLink } from "vscode-languageserver/node";
import { definition } from "../../features/definition.ts";
import type { Feature } from "../feature.ts";
import type { Session } from "../session.ts";

/** textDocument/definition */
export const definitionFeature: Feature = {
  switch: {
    name: "definition",
    on: true,
    about: "Go to the go.mod of the version that builds have, of a replacement, of a used directory.",
  },
  capabilities: () => ({ definitionProvider: true }),
  requests: { "textDocument/definition": definitionOf },
};

function definitionOf(
  session: Session,
  { textDocument, position }: DefinitionParams,
): readonly Location[] | readonly LocationLink[] | null {
  const found = session.find(textDocument.uri);
  if (found === undefined) return null;
  const { live, capabilities } = session;
  const { positions } = found.document;
  const answer = definition(found.snapshot, positions.offset(position), live.surroundings);
  if (answer === undefined) return null;
  const locations = answer.targets.map((target) => live.location(target));
  if (capabilities.textDocument?.definition?.linkSupport !== true) return locations;
  const originSelectionRange = positions.range(answer.origin);
  return locations.map(
    ({ uri, range }): LocationLink => ({ originSelectionRange, targetUri: uri, targetRange: range, targetSelectionRange: range }),
  );
}
