import type { AnyRule } from "../server/analysis/rule.ts";
import { bannedModule } from "./banned-module.ts";
import { conflictingIndirectVersion } from "./conflicting-indirect-version.ts";
import { conflictingReplace } from "./conflicting-replace.ts";
import { dependencyDiamond } from "./dependency-diamond.ts";
import { directiveNotAllowed } from "./directive-not-allowed.ts";
import { duplicateReplace } from "./duplicate-replace.ts";
import { duplicateRequire } from "./duplicate-require.ts";
import { duplicateUse } from "./duplicate-use.ts";
import { envCaches } from "./env-caches.ts";
import { envGo } from "./env-go.ts";
import { envGoflags } from "./env-goflags.ts";
import { envModuleMode } from "./env-module-mode.ts";
import { envOffline } from "./env-offline.ts";
import { envOwner } from "./env-owner.ts";
import { envPrivate } from "./env-private.ts";
import { envProxy } from "./env-proxy.ts";
import { envReadOnly } from "./env-read-only.ts";
import { goBelowDependency } from "./go-below-dependency.ts";
import { goDirectiveMissing } from "./go-directive-missing.ts";
import { goPatchVersion } from "./go-patch-version.ts";
import { ignoreWithoutReason } from "./ignore-without-reason.ts";
import { incompleteGraph } from "./incomplete-graph.ts";
import { inconsistentVendoring } from "./inconsistent-vendoring.ts";
import { ineffectiveExclude } from "./ineffective-exclude.ts";
import { ineffectiveReplace } from "./ineffective-replace.ts";
import { modulePathMismatch } from "./module-path-mismatch.ts";
import { modulePathPattern } from "./module-path-pattern.ts";
import { multipleMajors } from "./multiple-majors.ts";
import { pinnedModule } from "./pinned-module.ts";
import { replaceBlocksInstall } from "./replace-blocks-install.ts";
import { replaceDowngrade } from "./replace-downgrade.ts";
import { replaceNotAllowed } from "./replace-not-allowed.ts";
import { replaceOutsideRepository } from "./replace-outside-repository.ts";
import { replacePathMismatch } from "./replace-path-mismatch.ts";
import { replaceTargetMissing } from "./replace-target-missing.ts";
import { replaceWithoutRequire } from "./replace-without-require.ts";
import { requireBelowSelected } from "./require-below-selected.ts";
import { requireExcluded } from "./require-excluded.ts";
import { retractWithoutRationale } from "./retract-without-rationale.ts";
import { selfRequire } from "./self-require.ts";
import { sumConflict } from "./sum-conflict.ts";
import { sumDuplicate } from "./sum-duplicate.ts";
import { sumMalformed } from "./sum-malformed.ts";
import { sumMismatch } from "./sum-mismatch.ts";
import { sumMissing } from "./sum-missing.ts";
import { syntax } from "./syntax.ts";
import { toolchainBelowGo } from "./toolchain-below-go.ts";
import { toolchainEqualsGo } from "./toolchain-equals-go.ts";
import { toolchainUnavailable } from "./toolchain-unavailable.ts";
import { unknownGodebug } from "./unknown-godebug.ts";
import { unrequiredIndirect } from "./unrequired-indirect.ts";
import { unresolvedVersion } from "./unresolved-version.ts";
import { unusedIgnore } from "./unused-ignore.ts";
import { workGoTooLow } from "./work-go-too-low.ts";
import { workUseMissing } from "./work-use-missing.ts";

/** Every rule, in the order of the catalogue. */
export const rules = [
  syntax,
  unresolvedVersion,
  conflictingIndirectVersion,
  requireBelowSelected,
  duplicateRequire,
  requireExcluded,
  selfRequire,
  modulePathMismatch,
  unrequiredIndirect,
  dependencyDiamond,
  replaceDowngrade,
  multipleMajors,
  replaceWithoutRequire,
  conflictingReplace,
  duplicateReplace,
  ineffectiveReplace,
  replaceTargetMissing,
  replacePathMismatch,
  replaceOutsideRepository,
  replaceBlocksInstall,
  ineffectiveExclude,
  toolchainEqualsGo,
  toolchainBelowGo,
  goBelowDependency,
  toolchainUnavailable,
  goDirectiveMissing,
  goPatchVersion,
  unknownGodebug,
  retractWithoutRationale,
  sumMissing,
  sumMalformed,
  sumConflict,
  sumMismatch,
  sumDuplicate,
  inconsistentVendoring,
  workGoTooLow,
  workUseMissing,
  duplicateUse,
  bannedModule,
  pinnedModule,
  replaceNotAllowed,
  directiveNotAllowed,
  modulePathPattern,
  envModuleMode,
  envGo,
  envGoflags,
  envCaches,
  envReadOnly,
  envProxy,
  envPrivate,
  envOffline,
  envOwner,
  unusedIgnore,
  ignoreWithoutReason,
  incompleteGraph,
] as const satisfies readonly AnyRule[];
