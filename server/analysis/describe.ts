import { formatModule, type ModuleVersion } from "../graph/module-version.ts";
import type { Requirement } from "../modfile/mod-file.ts";
import type { Span } from "../text/span.ts";

/** `a → b@v1 → c@v2`: a chain of requirements for a message. */
export function formatChain(chain: readonly ModuleVersion[]): string {
  return chain.map(formatModule).join(" → ");
}

/** `a`, `a and b`, `a, b and 3 more`: names for a message, at most `limit` of them. */
export function formatNames(names: readonly string[], limit = 3): string {
  if (names.length > limit + 1) return `${names.slice(0, limit).join(", ")} and ${names.length - limit} more`;
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

/** Path and version of a requirement, without the verb before and the comment behind. */
export function requirementSpan(requirement: Pick<Requirement, "path" | "version">): Span {
  return { start: requirement.path.span.start, end: requirement.version.span.end };
}
