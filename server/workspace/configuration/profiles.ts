import type { Severity } from "../../analysis/finding.ts";

/** A set of severities to begin with. */
export interface Profile {
  readonly description: string;
  /** by rule id */
  readonly severity: Readonly<Record<string, Severity>>;
  /** every finding is at least as grave, but for what gomod-lint says of its own work */
  readonly floor?: Severity;
}

export const profileNames = ["recommended", "library", "strict"] as const;
export type ProfileName = (typeof profileNames)[number];

export const profiles: Readonly<Record<ProfileName, Profile>> = {
  recommended: { description: "what the go command stops at is an error, what is very likely a mistake a warning", severity: {} },
  library: {
    description: "for modules that others require: what they have to live with is a warning too",
    severity: {
      "go-patch-version": "warning",
      "multiple-majors": "warning",
      "replace-blocks-install": "warning",
      "retract-without-rationale": "warning",
      "unrequired-indirect": "warning",
    },
  },
  strict: { description: "remarks are warnings", severity: {}, floor: "warning" },
};
