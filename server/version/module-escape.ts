import { checkFileName, checkPath } from "./module-path.ts";

/*
 * Module paths and versions in file names of the module cache and in URLs of proxies: an upper-case letter becomes `!` and its
 * lower-case letter, as file systems may not tell the two apart (golang.org/x/mod/module, "Escaped Paths").
 */

/** The escaped form of a module path; undefined when the path is not good: checkPath says why (module.EscapePath). */
export function escapePath(path: string): string | undefined {
  return checkPath(path) === undefined ? markUpper(path) : undefined;
}

/**
 * The escaped form of a version (module.EscapeVersion). It need not be a semantic version, but must be a good file name.
 * @returns undefined when it is none: it has a slash, a `!`, or a letter beyond ASCII
 */
export function escapeVersion(version: string): string | undefined {
  return checkFileName(version) === undefined && !version.includes("!") && isAscii(version) ? markUpper(version) : undefined;
}

/** The module path of an escaped one; undefined when that is malformed or no good path comes of it (module.UnescapePath). */
export function unescapePath(escaped: string): string | undefined {
  const path = restoreUpper(escaped);
  return path !== undefined && checkPath(path) === undefined ? path : undefined;
}

/** The version of an escaped one; undefined when that is malformed or no file name comes of it (module.UnescapeVersion). */
export function unescapeVersion(escaped: string): string | undefined {
  const version = restoreUpper(escaped);
  return version !== undefined && checkFileName(version) === undefined ? version : undefined;
}

function markUpper(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

function restoreUpper(escaped: string): string | undefined {
  if (!isAscii(escaped) || /[A-Z]|!(?![a-z])/.test(escaped)) return undefined;
  return escaped.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}
