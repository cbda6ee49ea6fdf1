import type { ModuleVersion } from "../graph/module-version.ts";

/** Addresses that a feature may point to. */
export interface Links {
  /** of a rule's documentation */
  rule(id: string): string;
  /** of a module's documentation; undefined where no public site has it */
  module(module: ModuleVersion): string | undefined;
}
