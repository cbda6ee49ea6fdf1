import type { Span } from "../text/span.ts";
import { isGoLineVersion, isToolchainLineName, laxGoLineVersion } from "../version/go-version.ts";
import { isDirectoryPath } from "../version/module-path.ts";
import { type Arguments, argumentSpan, fitsMajor, pathMajor, stringArgument, versionArgument } from "./arguments.ts";
import type { Godebug, Located, PathDirective, Replacement, VersionDirective } from "./mod-file.ts";
import { covering, type Report, reportError } from "./report.ts";
import type { Token } from "./syntax.ts";

/** The `go` line (the case "go" of File.add). `lax` cuts a version that is too long for this form down to it. */
export function readGo(report: Report, input: Arguments, lax: boolean): VersionDirective | undefined {
  const token = onlyArgument(report, input, "a Go version such as 1.23.0");
  if (token === undefined) return undefined;
  const { line } = input;
  if (isGoLineVersion(token.text)) return { span: line.span, line, version: located(token) };
  const cut = lax ? laxGoLineVersion(token.text) : undefined;
  if (cut !== undefined) return { span: line.span, line, version: { value: cut, span: token.span } };
  const bare = token.text.replace(/^["`]?(?:go|v)?|["`]$/g, "");
  const hint = isGoLineVersion(bare) ? `did you mean ${bare}?` : "it must be of the form 1.23 or 1.23.0";
  return reportError(report, line, token.span, `${token.text} is not a Go version: ${hint}`);
}

/** The `toolchain` line. */
export function readToolchain(report: Report, input: Arguments): VersionDirective | undefined {
  const token = onlyArgument(report, input, "a toolchain such as go1.23.0");
  if (token === undefined) return undefined;
  const { line } = input;
  if (isToolchainLineName(token.text)) return { span: line.span, line, version: located(token) };
  const named = `go${token.text.replace(/^["`v]*|["`]$/g, "")}`;
  const hint = isToolchainLineName(named) ? `did you mean ${named}?` : "it must be of the form go1.23.0, or default";
  return reportError(report, line, token.span, `${token.text} is not a toolchain: ${hint}`);
}

/** A `godebug` line: one word with `=` inside. */
export function readGodebug(report: Report, input: Arguments): Godebug | undefined {
  const { line, tokens } = input;
  const [token] = tokens;
  const equals = token === undefined ? -1 : token.text.indexOf("=");
  if (token === undefined || tokens.length !== 1 || equals === -1 || /["'`,]/.test(token.text)) {
    const message = "a godebug setting is one word of the form key=value, without quotes, commas and spaces";
    return reportError(report, line, argumentSpan(input), message);
  }
  const { start, end } = token.span;
  return {
    span: line.span,
    line,
    key: { value: token.text.slice(0, equals), span: { start, end: start + equals } },
    value: { value: token.text.slice(equals + 1), span: { start: start + equals + 1, end } },
  };
}

/** A line of one path: `tool`, `ignore`, `use`. `what` names the argument for a message. */
export function readPath(report: Report, input: Arguments, what: string): PathDirective | undefined {
  const token = onlyArgument(report, input, what);
  if (token === undefined) return undefined;
  const path = stringArgument(report, input.line, token);
  return path && { span: input.line.span, line: input.line, path };
}

/** A `require` or `exclude` line: path and version. */
export function readModuleVersion(
  report: Report,
  input: Arguments,
): { readonly path: Located; readonly version: Located } | undefined {
  const { line, tokens } = input;
  const [first, second] = tokens;
  if (first === undefined || second === undefined || tokens.length !== 2) return wrongCount(report, input);
  if (line.inBlock && second.text === "(") {
    return reportError(report, line, line.span, "a block cannot begin inside of a block: is the ) above it missing?");
  }
  const path = stringArgument(report, line, first);
  if (path === undefined) return undefined;
  const version = versionArgument(report, line, path.value, second);
  if (version === undefined) return undefined;
  const major = pathMajor(report, line, path);
  if (major === undefined || !fitsMajor(report, line, path, major, version)) return undefined;
  return { path, version };
}

/** Says what is missing or too much of a path and a version. */
function wrongCount(report: Report, { line, verb, tokens }: Arguments): undefined {
  const [first, second] = tokens;
  if (first === undefined)
    return reportError(report, line, line.span, `${verb} takes a module path and a version: ${verb} example.com/a v1.2.3`);
  const [path = "", version] = first.text.split("@");
  if (second === undefined) {
    const hint =
      version === undefined
        ? `the version of ${path} is missing: ${path} v1.2.3`
        : `the version stands apart from the path: ${path} ${version}`;
    return reportError(report, line, first.span, hint);
  }
  if (line.inBlock && first.text === verb) {
    return reportError(report, line, first.span, `the block says ${verb} already: leave the word out here`);
  }
  const rest = covering(tokens[2]?.span ?? first.span, tokens.at(-1)?.span ?? first.span);
  return reportError(report, line, rest, `only a comment may follow the version of ${path}`);
}

/** A `replace` line (modfile's parseReplace). */
export function readReplacement(report: Report, input: Arguments): Replacement | undefined {
  const { line, tokens } = input;
  const arrow = tokens[1]?.text === "=>" ? 1 : 2;
  const oldToken = tokens[0];
  const newToken = tokens[arrow + 1];
  if (oldToken === undefined || newToken === undefined || tokens[arrow]?.text !== "=>" || tokens.length > arrow + 3) {
    return wrongReplacement(report, input, arrow);
  }
  const oldPath = stringArgument(report, line, oldToken);
  if (oldPath === undefined) return undefined;
  const major = pathMajor(report, line, oldPath);
  if (major === undefined) return undefined;
  const oldVersionToken = arrow === 2 ? tokens[1] : undefined;
  let oldVersion: Located | undefined;
  if (oldVersionToken !== undefined) {
    oldVersion = versionArgument(report, line, oldPath.value, oldVersionToken);
    if (oldVersion === undefined || !fitsMajor(report, line, oldPath, major, oldVersion)) return undefined;
  }
  const newPath = stringArgument(report, line, newToken);
  if (newPath === undefined) return undefined;
  const target = { span: line.span, line, oldPath, newPath, ...(oldVersion && { oldVersion }) };
  const newVersionToken = tokens[arrow + 2];
  if (newVersionToken === undefined) {
    const wrong = wrongDirectory(newPath.value, report.windows);
    return wrong === undefined ? target : reportError(report, line, newPath.span, wrong);
  }
  const newVersion = versionArgument(report, line, newPath.value, newVersionToken);
  if (newVersion === undefined) return undefined;
  if (isDirectoryPath(newPath.value)) {
    return reportError(report, line, newVersionToken.span, `the directory ${newPath.value} cannot have a version: leave it out`);
  }
  return { ...target, newVersion };
}

/** Says what a replacement lacks or has too much of. */
function wrongReplacement(report: Report, input: Arguments, arrow: number): undefined {
  const { line, tokens } = input;
  const form = "example.com/old => example.com/new v1.2.3, or example.com/old => ../new";
  const found = tokens.findIndex((token) => token.text === "=>");
  const last = tokens.at(-1);
  if (found === -1) {
    const what = last === undefined ? "replace takes a module path, => and what is to take its place" : "=> is missing";
    return reportError(report, line, last === undefined ? line.span : argumentSpan(input), `${what}: ${form}`);
  }
  if (found === tokens.length - 1)
    return reportError(report, line, tokens[found]?.span ?? line.span, `nothing follows =>: ${form}`);
  if (found !== arrow || found === 0)
    return reportError(report, line, argumentSpan(input), `before => stand a module path and perhaps a version: ${form}`);
  return reportError(
    report,
    line,
    argumentSpan(input, arrow + 3),
    `behind => stand a module path and a version, or a directory alone: ${form}`,
  );
}

/** Why a replacement without a version cannot be a directory. */
function wrongDirectory(path: string, windows: boolean): string | undefined {
  if (!isDirectoryPath(path)) {
    const at = path.indexOf("@");
    if (at !== -1) return `the version stands apart from the path: ${path.slice(0, at)} ${path.slice(at + 1)}`;
    return `${path} needs a version behind it; a directory begins with ./ or ../ or /`;
  }
  return path.includes("\\") && !windows ? `${path} is written as on Windows: use / between directories` : undefined;
}

/** The two ends of a `retract` line, and what is left behind them (modfile's parseVersionInterval, which takes any string as version). */
export function readInterval(
  report: Report,
  input: Arguments,
): { readonly low: Located; readonly high: Located; readonly rest: readonly Token[] } | undefined {
  const { line, tokens } = input;
  const [first] = tokens;
  if (first === undefined || first.text === "(") {
    return reportError(report, line, first?.span ?? line.span, "retract takes a version, or an interval: [v1.0.0, v1.2.3]");
  }
  if (first.text !== "[") {
    const version = stringArgument(report, line, first);
    return version && { low: version, high: version, rest: tokens.slice(1) };
  }
  const wrong = (at: number, expected: string) =>
    reportError(report, line, tokens[at]?.span ?? line.span, `${expected} is missing: an interval is written [v1.0.0, v1.2.3]`);
  const end = (at: number): Located | undefined => {
    const token = tokens[at];
    return token === undefined ? wrong(at, "a version") : stringArgument(report, line, token);
  };
  const low = end(1);
  if (low === undefined) return undefined;
  if (tokens[2]?.text !== ",") return wrong(2, "the comma");
  const high = end(3);
  if (high === undefined) return undefined;
  if (tokens[4]?.text !== "]") return wrong(4, "the closing ]");
  return { low, high, rest: tokens.slice(5) };
}

/** The one argument that a verb takes; reports when there is none, or more. */
export function onlyArgument(report: Report, input: Arguments, what: string): Token | undefined {
  const { line, verb, tokens } = input;
  const [token] = tokens;
  if (token !== undefined && tokens.length === 1) return token;
  const span: Span = token === undefined ? line.span : argumentSpan(input, 1);
  return reportError(report, line, span, `${verb} takes one argument, ${what}`);
}

function located(token: Token): Located {
  return { value: token.text, span: token.span };
}
