import { isUnavailable } from "../../graph/lookup.ts";
import type { WorkFile } from "../../modfile/mod-file.ts";
import type { ModSummary } from "../../modfile/mod-summary.ts";
import type { Listings } from "../../workspace/listings/listings.ts";
import type { Snapshot } from "../../workspace/workspace.ts";

/** What the completion of a document is worked out from. */
export interface CompletionContext {
  /** the document as it is; what else it holds may be of the moment before */
  readonly snapshot: Snapshot;
  /** the directory that the document lies in; undefined for a document that is no file */
  readonly directory: string | undefined;
  /** what lies on this machine */
  readonly listings: Listings;
  /** the rules, for comments that switch them off */
  readonly rules: readonly RuleName[];
}

/** A rule, as far as a comment is concerned. */
export interface RuleName {
  readonly id: string;
  readonly group: string;
  readonly summary: string;
}

/** A requirement of the document itself, or of a module that a go.work uses. */
export interface OwnRequirement {
  readonly path: string;
  readonly version: string;
  readonly indirect: boolean;
}

/** What the document requires; of a go.work, what its modules require. */
export function ownRequirements(context: CompletionContext): readonly OwnRequirement[] {
  const { file } = context.snapshot;
  if (file.kind === "mod") {
    return file.require.map(({ path, version, indirect }) => ({ path: path.value, version: version.value, indirect }));
  }
  return usedModules(context, file).flatMap(({ summary }) => summary.require);
}

/** What the go.mod files say of the modules that a go.work uses, each with its directory as the file spells it. */
export function usedModules(
  { directory, listings }: CompletionContext,
  { use }: WorkFile,
): readonly { readonly spelled: string; readonly summary: ModSummary }[] {
  if (directory === undefined) return [];
  return use.flatMap(({ path: { value: spelled } }) => {
    const summary = listings.lookup({ path: listings.resolve(directory, spelled), version: "" });
    return isUnavailable(summary) ? [] : [{ spelled, summary }];
  });
}
