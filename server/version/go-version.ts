import { compareBytes } from "./byte-order.ts";
import { compareDecimal, decrementDecimal } from "./decimal.ts";
import { compareSemver, isSemver } from "./semver.ts";

/*
 * Versions of Go itself, as `go` lines and toolchains have them, in an order of their own (cmd/go/internal/gover over internal/gover):
 * 1.21 < 1.21rc1 < 1.21.0 < 1.21.1, while 1.20 = 1.20.0. And the order of all module versions of a graph, where `go` and `toolchain`
 * are modules too.
 */

/** A module without a go line is of this version (gover.DefaultGoModVersion). */
export const defaultGoModVersion = "1.16";
/** A workspace without a go line is of this version (gover.DefaultGoWorkVersion). */
export const defaultGoWorkVersion = "1.18";
/** From here on a go.mod lists all modules that its packages need, so that a graph is pruned (gover.ExplicitIndirectVersion). */
export const explicitIndirectVersion = "1.17";
/** From here on `// indirect` requirements have a block of their own (gover.SeparateIndirectVersion). */
export const separateIndirectVersion = "1.17";
/** From here on go.sum keeps the sums that dependencies' tests need (gover.TidyGoModSumVersion). */
export const tidyGoModSumVersion = "1.21";
/** From here on a go line is a minimum: no dependency's may be higher, and no older Go builds the module (gover.GoStrictVersion). */
export const goStrictVersion = "1.21";
/** From here on vendor/modules.txt must list a package for it to be imported (gover.ExplicitModulesTxtImportVersion). */
export const explicitModulesTxtImportVersion = "1.23";

/** major[.minor[.patch]] or major.minor‹kind›[pre]; the numbers are decimals, of any length. */
interface GoVersion {
  readonly major: string;
  readonly minor: string;
  /** empty for a language version and a prerelease */
  readonly patch: string;
  /** `alpha`, `beta`, `rc` or another word; empty for a release */
  readonly kind: string;
  readonly pre: string;
}

const goVersionPattern = /^(0|[1-9]\d*)(?:\.(0|[1-9]\d*)(?:\.(0|[1-9]\d*)|([a-z]+)(0|[1-9]\d*)?)?)?$/;

/** internal/gover.Parse; undefined for what is not valid. */
function parse(version: string): GoVersion | undefined {
  const match = goVersionPattern.exec(version);
  if (match === null) return undefined;
  const [, major = "", minor, patch, kind = "", pre = ""] = match;
  if (minor === undefined) return { major, minor: "0", patch: "0", kind, pre };
  // Until 1.20, the first release was named like the language version: 1.20. Since then it is 1.21.0.
  const first = kind === "" && compareDecimal(minor, "21") < 0 ? "0" : "";
  return { major, minor, patch: patch ?? first, kind, pre };
}

/** Whether `version` is a version of Go, without `go` before it: `1`, `1.21`, `1.21rc1`, `1.21.3` (gover.IsValid). */
export function isGoVersion(version: string): boolean {
  return goVersionPattern.test(version);
}

/**
 * Compares two versions of Go, without `go` before them (gover.Compare). What is not valid is equal to its like and less than every
 * valid version.
 * @returns −1, 0 or 1
 */
export function compareGoVersions(x: string, y: string): number {
  if (x === y) return 0;
  const a = parse(x);
  const b = parse(y);
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  return (
    compareDecimal(a.major, b.major) ||
    compareDecimal(a.minor, b.minor) ||
    compareDecimal(a.patch, b.patch) ||
    compareBytes(a.kind, b.kind) ||
    compareDecimal(a.pre, b.pre)
  );
}

/** The higher of two versions of Go, `x` when they are equal (gover.Max). */
export function maxGoVersion(x: string, y: string): string {
  return compareGoVersions(x, y) < 0 ? y : x;
}

/** The language version: `1.21` of `1.21rc2` and `1.21.3`; empty for what is not valid (gover.Lang). */
export function goLanguageVersion(version: string): string {
  const v = parse(version);
  if (v === undefined) return "";
  return v.major === "1" && v.minor === "0" ? v.major : `${v.major}.${v.minor}`;
}

/** Whether the version is a language version and no release: `1.21`, but not `1.20`, which is a release too (gover.IsLang). */
export function isGoLanguageVersion(version: string): boolean {
  const v = parse(version);
  return v !== undefined && v.patch === "" && v.kind === "";
}

/** Whether the version is a prerelease: `1.21rc1` (gover.IsPrerelease). */
export function isGoPrerelease(version: string): boolean {
  const v = parse(version);
  return v !== undefined && v.kind !== "";
}

/** The language version before that of `version`: `1.20` of `1.21.3`, `1` of `1.1`; empty for what is not valid (gover.Prev). */
export function previousGoVersion(version: string): string {
  const v = parse(version);
  if (v === undefined) return "";
  return compareDecimal(v.minor, "1") <= 0 ? v.major : `${v.major}.${decrementDecimal(v.minor)}`;
}

/** Whether a go line may say so, which is not quite isGoVersion: `1.21rc`, `1` and `0.1` are not, `1.21.0rc1` is (modfile.GoVersionRE). */
export function isGoLineVersion(word: string): boolean {
  return /^[1-9]\d*\.(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))?(?:[a-z]+\d+)?$/.test(word);
}

/**
 * What a dependency's go line is taken for: as it is, or, where a go line may not say so, the language version it begins with
 * (`v1.20.x` is 1.20); undefined when there is none, which is an error (modfile.ParseLax).
 */
export function laxGoLineVersion(word: string): string | undefined {
  if (isGoLineVersion(word)) return word;
  return /^v?([1-9]\d*\.(?:0|[1-9]\d*))[^0-9][^\n]*$/.exec(word)?.[1];
}

/** Whether a toolchain line may say so: `default`, or a name that begins with `go1` or `go1.` (modfile.ToolchainRE). */
export function isToolchainLineName(name: string): boolean {
  return name === "default" || name === "go1" || name.startsWith("go1.");
}

/**
 * The version of Go that a toolchain is: `1.22.3` of `go1.22.3-custom` (gover.FromToolchain). Of `default` there is none.
 * @returns empty when the name is not one of a toolchain with a valid version
 */
export function toolchainGoVersion(name: string): string {
  // With a slash it would be looked up as a file instead of in PATH.
  if (!name.startsWith("go") || /[\\/]/.test(name)) return "";
  const version = name.slice(2).split(/[ \t-]/, 1)[0] ?? "";
  return isGoVersion(version) ? version : "";
}

/** Compares two toolchains by the version of Go they are; without one, they are least (gover.ModCompare). @returns −1, 0 or 1 */
export function compareToolchains(x: string, y: string): number {
  return compareGoVersions(toolchainOrGoVersion(x), toolchainOrGoVersion(y));
}

/** A version of Go is accepted in a toolchain's place (gover.maybeToolchainVersion). */
function toolchainOrGoVersion(name: string): string {
  return isGoVersion(name) ? name : toolchainGoVersion(name);
}

/**
 * Compares two versions of one module, of `go` and `toolchain` too (gover.ModCompare). The versions `""` and `none`, which stand for
 * a main module and for no version, are not valid here and so equal to each other and less than all others.
 * @returns −1, 0 or 1
 */
export function compareModVersions(path: string, v: string, w: string): number {
  if (path === "go") return compareGoVersions(v, w);
  return path === "toolchain" ? compareToolchains(v, w) : compareSemver(v, w);
}

/** Whether the module may have this version: a semantic one, or the own form of `go` and `toolchain` (gover.ModIsValid). */
export function isModVersion(path: string, version: string): boolean {
  if (path === "go") return isGoVersion(version);
  return path === "toolchain" ? toolchainGoVersion(version) !== "" : isSemver(version);
}

/**
 * The modules sorted as the go command sorts them: by path, then version, then by what stands behind a slash in the version, as
 * `v1.0.0/go.mod` in go.sum (gover.ModSort, and module.Sort, which it is but for `go` and `toolchain`). Equal ones keep their order.
 */
export function modSort<Module extends { readonly path: string; readonly version: string }>(list: readonly Module[]): Module[] {
  return [...list].sort((a, b) => compareBytes(a.path, b.path) || compareFileVersions(a.path, a.version, b.version));
}

function compareFileVersions(path: string, a: string, b: string): number {
  const slashA = a.indexOf("/");
  const slashB = b.indexOf("/");
  if (slashA === -1 && slashB === -1) return compareModVersions(path, a, b);
  const versionA = slashA === -1 ? a : a.slice(0, slashA);
  const versionB = slashB === -1 ? b : b.slice(0, slashB);
  if (versionA !== versionB) return compareModVersions(path, versionA, versionB);
  return compareBytes(a.slice(versionA.length), b.slice(versionB.length));
}
