import type { Span } from "../text/span.ts";
import { checkPathMajor, splitPathVersion } from "../version/module-path.ts";
import { canonicalVersion } from "../version/semver.ts";
import type { Located } from "./mod-file.ts";
import { tokenValue } from "./quote.ts";
import { covering, type Report, reportError, reportUnresolved } from "./report.ts";
import type { Line, Token } from "./syntax.ts";

/** What stands behind the verb of one directive. */
export interface Arguments {
  readonly line: Line;
  readonly verb: string;
  /** at least the verb or one argument is there: a line is never empty */
  readonly tokens: readonly Token[];
}

/** The place of all arguments from the one at `from`; the whole line when there is none. */
export function argumentSpan({ line, tokens }: Arguments, from = 0): Span {
  const first = tokens[from];
  const last = tokens.at(-1);
  return first === undefined || last === undefined ? line.span : covering(first.span, last.span);
}

/** A module path, package path or directory (modfile's parseString). */
export function stringArgument(report: Report, line: Line, token: Token): Located | undefined {
  const value = tokenValue(token.text);
  if (value !== undefined) return { value, span: token.span };
  return reportError(report, line, token.span, `${token.text} ${badString(token.text)}`);
}

function badString(text: string): string {
  if (text.startsWith("`")) return 'is a raw string: only "…" can quote here';
  return text.startsWith('"') ? "is not a well-formed string" : "has a quote inside: leave it out, or quote the whole word";
}

/**
 * A module version (modfile's parseVersion without a fixer). Its value is the canonical version, which may be longer or shorter than
 * what stands in the file: `v1` means v1.0.0, and build metadata is dropped.
 */
export function versionArgument(report: Report, line: Line, path: string, token: Token): Located | undefined {
  const spelled = tokenValue(token.text);
  if (spelled === undefined) {
    return reportError(report, line, token.span, `the version ${token.text} of ${path} ${badString(token.text)}`);
  }
  const value = canonicalVersion(spelled);
  if (value !== undefined) {
    if (value !== spelled) {
      const message = `${spelled} is not the full version of ${path}: the go command looks up which one it means`;
      reportUnresolved(report, line, token.span, message, true);
    }
    return { value, span: token.span };
  }
  const prefixed = canonicalVersion(`v${spelled}`);
  const hint = prefixed === undefined ? "it must be of the form v1.2.3" : `did you mean ${prefixed}?`;
  if (canBeQuery(spelled)) {
    return reportUnresolved(
      report,
      line,
      token.span,
      `${spelled} is not a version of ${path} but what the go command would have to look up: ${hint}`,
      false,
    );
  }
  return reportError(report, line, token.span, `"${spelled}" is no version of ${path}: ${hint}`);
}

/** Whether the go command could ask a source for it: a branch, tag, commit, `latest`, `<v1.2.3`. */
function canBeQuery(spelled: string): boolean {
  return /^[<>]?=?[\p{L}\p{N}._\-+/~^]+$/u.test(spelled);
}

/** The major version that a path's end names; undefined, with a report, when that end is not allowed (modfile's modulePathMajor). */
export function pathMajor(report: Report, line: Line, path: Located): string | undefined {
  const split = splitPathVersion(path.value);
  if (split !== undefined) return split.pathMajor;
  const rule = path.value.startsWith("gopkg.in/")
    ? "a path of gopkg.in ends in .v and a number"
    : "/v1, /v0 and /v2.3 cannot end a path";
  return reportError(report, line, path.span, `${path.value} is not a module path: ${rule}`);
}

/** Whether a version fits the major version of its path (module.CheckPathMajor); reports when not. */
export function fitsMajor(report: Report, line: Line, path: Located, major: string, version: Located): boolean {
  const reason = checkPathMajor(version.value, major);
  if (reason === undefined) return true;
  reportError(report, line, version.span, `${version.value} does not fit ${path.value}: ${reason}`);
  return false;
}
