import type { Feature } from "../feature.ts";
import { callHierarchyFeature } from "./call-hierarchy.ts";
import { codeActionFeature } from "./code-actions.ts";
import { codeLensFeature, requirementLensFeature } from "./code-lenses.ts";
import { goCommandFeature, whatIfFeature } from "./commands.ts";
import { completionFeature } from "./completion.ts";
import { definitionFeature } from "./definition.ts";
import { diagnosticFeature } from "./diagnostics.ts";
import { doctorFeature } from "./doctor.ts";
import { documentLinkFeature } from "./document-links.ts";
import { formattingFeature } from "./formatting.ts";
import { graphPageFeature } from "./graph-page.ts";
import { hoverFeature } from "./hover.ts";
import { inlayHintFeature } from "./inlay-hints.ts";
import { foldingFeature, highlightFeature, selectionRangeFeature } from "./ranges.ts";
import { referencesFeature } from "./references.ts";
import { semanticTokenFeature } from "./semantic-tokens.ts";
import { symbolFeature } from "./symbols.ts";

/** Everything that the server answers, apart from the life cycle: a new feature is a file in this folder and a line here. */
export const allFeatures: readonly Feature[] = [
  diagnosticFeature,
  hoverFeature,
  completionFeature,
  codeActionFeature,
  formattingFeature,
  definitionFeature,
  referencesFeature,
  callHierarchyFeature,
  symbolFeature,
  documentLinkFeature,
  foldingFeature,
  selectionRangeFeature,
  highlightFeature,
  semanticTokenFeature,
  inlayHintFeature,
  codeLensFeature,
  requirementLensFeature,
  graphPageFeature,
  doctorFeature,
  whatIfFeature,
  goCommandFeature,
];
