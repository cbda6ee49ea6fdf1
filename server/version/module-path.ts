import { isIncompatible, isSemver, semverMajor } from "./semver.ts";

/*
 * What a module path may be, and which versions go with it (golang.org/x/mod/module). A path comes from a file that anyone may have
 * written: it is checked before it becomes part of a file name or URL (see module-escape.ts).
 *
 * The checks return undefined for a good path, else the reason: a phrase to follow `malformed module path "…": `.
 */

type PathKind = "module" | "import" | "file";

/**
 * Checks a module path (module.CheckPath): slash-separated elements of ASCII letters, digits, `-._~`; the first a lower-case domain
 * name with a dot; no element begins or ends in a dot; the last, when it reads as a major version, is `/v2` or higher.
 */
export function checkPath(path: string): string | undefined {
  return checkElements(path, "module") ?? checkDomain(path) ?? checkEnd(path);
}

/** Checks the import path of a package (module.CheckImportPath): as a module path, but with `+`, and without demands on its ends. */
export function checkImportPath(path: string): string | undefined {
  return checkElements(path, "import");
}

/** Checks a slash-separated file path inside a module (module.CheckFilePath): all letters, and ASCII less `"'*<>?|:\` and backtick. */
export function checkFilePath(path: string): string | undefined {
  return checkElements(path, "file");
}

/** Checks one element of a file path, such as a version that becomes a file name (module.checkElem). */
export function checkFileName(name: string): string | undefined {
  return checkElement(name, "file");
}

/**
 * Checks that a module has a good path, a valid version, and that they go together (module.Check). For the canonical form of the
 * version, which files must have, see canonicalVersion.
 */
export function checkModule(path: string, version: string): string | undefined {
  const reason = checkPath(path);
  if (reason !== undefined) return `malformed module path "${path}": ${reason}`;
  if (!isSemver(version)) return `"${version}" is not a semantic version`;
  const mismatch = checkPathMajor(version, splitPathVersion(path)?.pathMajor ?? "");
  return mismatch === undefined ? undefined : `version ${version} does not go with ${path}: ${mismatch}`;
}

/** A module path in two: `prefix + pathMajor` is the path. */
export interface SplitPath {
  readonly prefix: string;
  /** `/v2` or higher; of gopkg.in `.v0` or higher, perhaps with `-unstable`; empty for v0 and v1 */
  readonly pathMajor: string;
}

/**
 * Parts the major version from a module path (module.SplitPathVersion).
 * @returns undefined when the path's end looks like a major version but may not be one: `/v1`, `/v02`, `/v2.1`, or a path of gopkg.in
 *   without version
 */
export function splitPathVersion(path: string): SplitPath | undefined {
  if (path.startsWith("gopkg.in/")) return splitGopkgIn(path);
  let start = path.length;
  let dot = false;
  for (; start > 0; start--) {
    const c = path.charCodeAt(start - 1);
    if (c === 0x2e) dot = true;
    else if (!isDigit(c)) break;
  }
  if (start === path.length || start < 2 || path[start - 1] !== "v" || path[start - 2] !== "/")
    return { prefix: path, pathMajor: "" };
  const pathMajor = path.slice(start - 2);
  if (dot || path[start] === "0" || pathMajor === "/v1") return undefined;
  return { prefix: path.slice(0, start - 2), pathMajor };
}

function splitGopkgIn(path: string): SplitPath | undefined {
  const end = path.endsWith("-unstable") ? path.length - "-unstable".length : path.length;
  let start = end;
  while (start > 0 && isDigit(path.charCodeAt(start - 1))) start--;
  if (start < 2 || path[start - 1] !== "v" || path[start - 2] !== ".") return undefined;
  const pathMajor = path.slice(start - 2);
  // As in Go, ".v-unstable" passes, though no version goes with it; and only ".v0" itself may begin with 0.
  if (pathMajor.length <= 2 || (path[start] === "0" && pathMajor !== ".v0")) return undefined;
  return { prefix: path.slice(0, start - 2), pathMajor };
}

/**
 * Checks that a version goes with the major version of a path, as splitPathVersion gives it (module.CheckPathMajor).
 * @returns the reason why not: `should be v2, not v3`
 */
export function checkPathMajor(version: string, pathMajor: string): string | undefined {
  const suffix = stableSuffix(pathMajor);
  // The go command once wrote v0.0.0- for commits of gopkg.in's .v1 modules.
  if (suffix === ".v1" && version.startsWith("v0.0.0-")) return undefined;
  const major = semverMajor(version);
  if (suffix === "") {
    if (major === "v0" || major === "v1" || isIncompatible(version)) return undefined;
    return major === undefined ? "should be v0 or v1, not a word that is no version" : `should be v0 or v1, not ${major}`;
  }
  const separated = suffix[0] === "/" || suffix[0] === ".";
  const wanted = separated ? suffix.slice(1) : suffix;
  if (separated && (major ?? "") === wanted) return undefined;
  return `should be ${wanted}, not ${major ?? "a word that is no version"}`;
}

/** Whether a version goes with the major version of a path (module.MatchPathMajor). */
export function matchPathMajor(version: string, pathMajor: string): boolean {
  return checkPathMajor(version, pathMajor) === undefined;
}

/**
 * `v2` of `/v2` and `.v2-unstable`, which all versions of the path begin with; empty for the empty path major, where it may be v0 or v1
 * (module.PathMajorPrefix). `.v1` also goes with `v0.0.0-` (see checkPathMajor).
 * @returns undefined when it is no major version of a path, where Go panics
 */
export function pathMajorPrefix(pathMajor: string): string | undefined {
  if (pathMajor === "") return "";
  if (pathMajor[0] !== "/" && pathMajor[0] !== ".") return undefined;
  const major = stableSuffix(pathMajor).slice(1);
  return major === (semverMajor(major) ?? "") ? major : undefined;
}

/**
 * Whether the right side of a `replace`, or the argument of `use`, is a directory and not a module path, by the rules of all systems,
 * since a go.mod file is read on all of them (modfile.IsDirectoryPath).
 */
export function isDirectoryPath(path: string): boolean {
  return /^(?:\.{1,2}(?:[/\\]|$)|[/\\]|[A-Za-z]:)/.test(path);
}

function stableSuffix(pathMajor: string): string {
  return pathMajor.startsWith(".v") && pathMajor.endsWith("-unstable") ? pathMajor.slice(0, -"-unstable".length) : pathMajor;
}

/** The rules that paths of all kinds share (module.checkPath). */
function checkElements(path: string, kind: PathKind): string | undefined {
  if (path === "") return "it is empty";
  if (path[0] === "-" && kind !== "file") return "it begins with a dash";
  if (path[0] === "/") return "it begins with a slash";
  if (path.includes("//")) return "it has two slashes in a row";
  if (path.endsWith("/")) return "it ends in a slash";
  if (plainElements.test(path) && !reservedStem.test(path)) return undefined;
  for (const element of path.split("/")) {
    const reason = checkElement(element, kind);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** Paths of which each element is good, as nearly all are: told at once, for a graph has a thousand of them. */
const plainElements = /^[\w-]+(?:\.+[\w-]+)*(?:\/[\w-]+(?:\.+[\w-]+)*)*$/;
const reservedStem = /(?:^|\/)(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:[./]|$)/i;

/** One element of a path (module.checkElem). */
function checkElement(element: string, kind: PathKind): string | undefined {
  if (element === "") return "an element is empty";
  if (/^\.+$/.test(element)) return `the element "${element}" is only dots`;
  if (kind === "module" && element[0] === ".") return `the element "${element}" begins with a dot`;
  if (element.endsWith(".")) return `the element "${element}" ends in a dot`;
  const bad = notAllowed[kind].exec(element)?.[0];
  if (bad !== undefined) return `the element "${element}" has the character ${nameCharacter(bad)}`;
  const [stem = ""] = element.split(".", 1);
  if (/^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$/i.test(stem)) return `"${stem}" is a reserved file name on Windows`;
  if (kind !== "file" && /~[0-9]+$/.test(stem)) return `"${stem}" ends in a tilde and digits, as short file names of Windows do`;
  return undefined;
}

/** The first character that an element of each kind cannot have (module.modPathOK, importPathOK, fileNameOK). */
const notAllowed: Readonly<Record<PathKind, RegExp>> = {
  module: /[^-._~0-9A-Za-z]/u,
  import: /[^-._~+0-9A-Za-z]/u,
  file: /[^\p{L}0-9!#$%&()+,\-.=@[\]^_{}~ ]/u,
};

/** The first element of a module path (module.firstPathOK). */
function checkDomain(path: string): string | undefined {
  const slash = path.indexOf("/");
  const domain = slash === -1 ? path : path.slice(0, slash);
  if (!domain.includes(".")) return `the first element "${domain}" has no dot: it is to be a domain name`;
  const bad = /[^-.0-9a-z]/u.exec(domain)?.[0];
  if (bad === undefined) return undefined;
  return `the first element "${domain}" has the character ${nameCharacter(bad)}: a domain name has lower-case letters, digits, dots and dashes`;
}

function checkEnd(path: string): string | undefined {
  if (splitPathVersion(path) !== undefined) return undefined;
  if (path.startsWith("gopkg.in/")) return "a path of gopkg.in ends in .v and a number without leading zeros";
  const end = path.slice(path.lastIndexOf("/"));
  return end === "/v1"
    ? "it ends in /v1: the path of v0 and v1 has no major version"
    : `it ends in ${end}: a major version is /v2 or higher, with no leading zeros and no dots`;
}

/** A character as people read it: `'é' (U+00E9)`, `'+'`, `U+0007`. */
function nameCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code > 0x20 && code < 0x7f) return `'${character}'`;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return /\p{L}|\p{N}|\p{S}|\p{P}| /u.test(character) ? `'${character}' (${name})` : name;
}

function isDigit(c: number): boolean {
  return c >= 0x30 && c <= 0x39;
}
