import type { Feature } from "../feature.ts";

/** Findings, which are published as they come. */
export const diagnosticFeature: Feature = {
  switch: { name: "diagnostics", on: true },
  capabilities: () => ({}),
  requests: {},
};
