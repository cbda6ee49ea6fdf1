import type { Feature } from "../feature.ts";
import { codeActionFeature } from "./code-actions.ts";
import { diagnosticFeature } from "./diagnostics.ts";
import { formattingFeature } from "./formatting.ts";
import { hoverFeature } from "./hover.ts";

/** Everything that the server answers, apart from the life cycle: a new feature is a file in this folder and a line here. */
export const allFeatures: readonly Feature[] = [diagnosticFeature, hoverFeature, codeActionFeature, formattingFeature];
