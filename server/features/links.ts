import type { ModuleVersion } from "../graph/module-version.ts";

/** Addresses that a feature may point to. */
export interface Links {
  /** of a rule's documentation */
  rule(id: string): string;
  /** of a module's documentation; undefined where no public site has it */
  module(module: ModuleVersion): string | undefined;
}

/**
 * The address of a module's documentation.
 * @param site laid out as pkg.go.dev is, without a slash at its end; `""` where there is none
 */
export function moduleAddress(site: string, { path, version }: ModuleVersion): string | undefined {
  return site === "" ? undefined : `${site}/${path}${version === "" ? "" : `@${version}`}`;
}
