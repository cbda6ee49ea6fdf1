import type { AnyRule } from "../server/analysis/rule.ts";
import { conflictingIndirectVersion } from "./conflicting-indirect-version.ts";
import { dependencyDiamond } from "./dependency-diamond.ts";
import { duplicateRequire } from "./duplicate-require.ts";
import { goBelowDependency } from "./go-below-dependency.ts";
import { goDirectiveMissing } from "./go-directive-missing.ts";
import { incompleteGraph } from "./incomplete-graph.ts";
import { replaceDowngrade } from "./replace-downgrade.ts";
import { replaceWithoutRequire } from "./replace-without-require.ts";
import { requireBelowSelected } from "./require-below-selected.ts";
import { requireExcluded } from "./require-excluded.ts";
import { syntax } from "./syntax.ts";
import { toolchainBelowGo } from "./toolchain-below-go.ts";
import { toolchainEqualsGo } from "./toolchain-equals-go.ts";
import { unresolvedVersion } from "./unresolved-version.ts";

/** Every rule, in the order of the catalogue. */
export const rules = [
  syntax,
  unresolvedVersion,
  conflictingIndirectVersion,
  requireBelowSelected,
  duplicateRequire,
  requireExcluded,
  dependencyDiamond,
  replaceDowngrade,
  replaceWithoutRequire,
  toolchainEqualsGo,
  toolchainBelowGo,
  goBelowDependency,
  goDirectiveMissing,
  incompleteGraph,
] as const satisfies readonly AnyRule[];

export type RuleId = (typeof rules)[number]["id"];
