import type { Random } from "../support/random.ts";

/*
 * Random versions and paths, mostly near the edges of what is allowed: each generator gives good and bad ones. No text has a lone
 * surrogate, which JSON cannot carry to Go.
 */

const numbers = ["0", "0", "1", "2", "9", "10", "19", "20", "99", "100", "9007199254740993", "18446744073709551616"];
const badNumbers = ["01", "00", "", "1a", "-1", "٣"];
const stamps = ["20191109021931", "20200229000000", "20210229000000", "20201301000000", "00000101000000", "20200101240000"];
const strange = [
  "é",
  "ß",
  "世",
  "\u{1d4b3}",
  "😀",
  "ſ",
  "\u212a",
  "\u00a0",
  "\u2028",
  "\ufffd",
  "\ue000",
  "\uffff",
  "٣",
  "½",
  "\0",
];
const asciiPunctuation = Array.from("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n");

/** A decimal, or nearly one. */
export function numeral(random: Random): string {
  if (random.chance(0.03)) return random.pick(badNumbers);
  if (random.chance(0.6)) return random.pick(numbers);
  const digits = random.many(1, random.chance(0.1) ? 40 : 4, () => String(random.below(10))).join("");
  return random.chance(0.97) ? digits.replace(/^0+(?=.)/, "") : digits;
}

function identifier(random: Random): string {
  return random.either(
    () => numeral(random),
    () => random.pick(["alpha", "beta", "rc", "rc1", "pre", "x-y", "-", "0a", "A", "Z", "a", "dev", "RC1", "0-0"]),
    () => random.many(1, 6, () => random.pick(Array.from("abzABZ019-"))).join(""),
  );
}

function identifiers(random: Random): string {
  return random.many(1, 4, () => identifier(random)).join(random.chance(0.95) ? "." : "..");
}

function stamp(random: Random): string {
  if (random.chance(0.3)) return random.pick(stamps);
  const two = (bound: number): string => String(random.below(bound)).padStart(2, "0");
  const year = String(random.chance(0.8) ? 1990 + random.below(50) : random.below(10_000)).padStart(4, "0");
  const digits = `${year}${two(14)}${two(33)}${two(26)}${two(62)}${two(62)}`;
  if (random.chance(0.9)) return digits;
  const at = random.below(14);
  return digits.slice(0, at) + random.pick(["", "a", "0a", "-", "."]) + digits.slice(at + random.below(2));
}

function pseudoVersion(random: Random): string {
  const n = (): string => numeral(random);
  const commit = random.either(
    () => random.many(12, 12, () => random.pick(Array.from("0123456789abcdef"))).join(""),
    () => identifiers(random),
  );
  const joint = random.chance(0.9) ? "." : random.pick(["", "-", "a", ".0."]);
  const end = `${stamp(random)}-${commit}`;
  const version = random.either(
    () => `v${n()}.0.0-${end}`,
    () => `v${n()}.${n()}.${n()}-0${joint}${end}`,
    () => `v${n()}.${n()}.${n()}-${identifiers(random)}.0${joint}${end}`,
    () => `v${n()}.${n()}.${n()}-${identifiers(random)}-0${joint}${end}`,
    () => `v${n()}.${n()}.${n()}-${end}`,
    () => `v${random.below(3)}.0.0-00010101000000-000000000000`,
  );
  return version + random.pick(["", "", "", "+incompatible", "+meta"]);
}

/** Semantic versions of Go, of all lengths, pseudo-versions, and what is none. */
export function semanticVersion(random: Random): string {
  const n = (): string => numeral(random);
  const version = random.either(
    () => `v${n()}.${n()}.${n()}`,
    () => `v${n()}.${n()}.${n()}-${identifiers(random)}`,
    () => `v${n()}.${n()}.${n()}${random.pick(["+incompatible", "+incompatible.1", "+build.01", "+", "+a+b"])}`,
    () =>
      `v${n()}.${n()}.${n()}-${identifiers(random)}+${random.either(
        () => "incompatible",
        () => identifiers(random),
      )}`,
    () =>
      random.pick([
        `v${n()}`,
        `v${n()}.${n()}`,
        `v${n()}-rc1`,
        `v${n()}.${n()}+meta`,
        `${n()}.${n()}.${n()}`,
        "",
        "v",
        "none",
        "latest",
      ]),
    () => pseudoVersion(random),
  );
  return random.chance(0.9) ? version : mutate(random, version);
}

/** A second version for comparing: often a near one. */
export function nearVersion(random: Random, version: string): string {
  return random.either(
    () => semanticVersion(random),
    () => mutate(random, version),
    () => version.replace(/\d+/g, (digits) => (random.chance(0.3) ? numeral(random) : digits)),
    () => version.replace(/[-+].*$/s, ""),
    () => `${version}${random.pick([".1", ".a", "-0", "+meta", "+incompatible", ".0"])}`,
  );
}

const hosts = ["github.com", "example.com", "golang.org", "gopkg.in", "k8s.io", "x.y.z", "1.2"];
const badHosts = ["Example.com", "localhost", "-a.b", "a_b.c", "é.com", "", ".com", "com."];
const elements = [
  "user",
  "Azure",
  "azure-sdk-for-go",
  "a.b",
  "com0",
  "foo~",
  "~1x",
  "foo~12a",
  "x~y",
  "v2",
  "v",
  "yaml.v2",
  "A",
  "_",
];
const badElements = [
  ".git",
  "x.",
  "...",
  "..",
  "con",
  "CON.txt",
  "nul",
  "com1",
  "COM9",
  "lpt1.x",
  "foo~1",
  "foo~1.x",
  "~1",
  "c++",
  "",
  "a b",
];
const ends = ["", "", "", "", "/v2", "/v3", "/v10", ".v1", ".v0", ".v2", ".v2-unstable"];
const badEnds = ["/v1", "/v0", "/v02", "/v2.0", "/v", ".v00", ".v-unstable", ".v01", ".v", ".2", ".x2", "/"];

/** Module paths, import paths, file paths, escaped paths, and what is none. */
export function path(random: Random): string {
  if (random.chance(0.05)) return directory(random);
  const mostly = (good: readonly string[], bad: readonly string[]): string => random.pick(random.chance(0.9) ? good : bad);
  const between = random.many(0, 3, () =>
    random.chance(0.7)
      ? mostly(elements, badElements)
      : random.many(1, 8, () => random.pick(Array.from("abzABZ019-._~"))).join(""),
  );
  const spelled = [mostly(hosts, badHosts), ...between].join("/") + mostly(ends, badEnds);
  return random.either(
    () => spelled,
    () => spelled,
    () => mutate(random, spelled),
    () => spelled.replace(/[A-Z]/g, (letter) => (random.chance(0.9) ? `!${letter.toLowerCase()}` : letter)),
  );
}

function directory(random: Random): string {
  const start = random.pick([".", "..", "./", "../", ".\\", "..\\", "/", "\\", "C:", "c:\\", "1:", "C", ".x", "..x", "~/", ""]);
  return start + random.pick(["", "a", "a/b", ".", "\\b"]);
}

/** What splitPathVersion gives, and what it never would. */
export function pathMajor(random: Random): string {
  return random.either(
    () =>
      random.pick([
        "",
        "/v2",
        "/v3",
        ".v0",
        ".v1",
        ".v2",
        ".v1-unstable",
        ".v2-unstable",
        "/v2-unstable",
        "v2",
        "/",
        "/v",
        ".v",
        "/v02",
        "/v2.1",
      ]),
    () => `${random.pick(["/", ".", ""])}v${numeral(random)}${random.pick(["", "", "-unstable"])}`,
  );
}

/** A version whose major often is the one of `major`. */
export function versionFor(random: Random, major: string): string {
  const number = /\d+/.exec(major)?.[0];
  if (number === undefined || random.chance(0.4))
    return random.chance(0.2) ? "v0.0.0-20190101000000-abcdefabcdef" : semanticVersion(random);
  return `v${number}.${numeral(random)}.${numeral(random)}${random.pick(["", "-rc1", "+incompatible"])}`;
}

const pieces = [
  "*",
  "*",
  "?",
  "a",
  "b",
  "/",
  ".",
  "a*",
  "**",
  "[ab]",
  "[^ab]",
  "[a-c]",
  "[^/]",
  "[\\]]",
  "[a-b^]",
  "[*]",
  "\\*",
  "\\a",
];
const badPieces = ["[", "]", "[a", "[a-", "[-a]", "[a-]", "\\", "[z-a]", "[]", "[]a]", "[^]", "[\\"];

/** Globs, well-formed or not. */
export function glob(random: Random): string {
  return random.many(1, 6, () => random.pick(random.chance(0.93) ? pieces : badPieces)).join("");
}

/** A name for a glob, which often fits, in ASCII as module paths are. */
export function globName(random: Random, pattern: string): string {
  const any = (least: number, most: number): string => random.many(least, most, () => random.pick(Array.from("abc.-"))).join("");
  if (random.chance(0.1)) return random.many(0, 6, () => random.pick(Array.from("abc/.*[]-\\"))).join("");
  const fitting = pattern.replace(/\\(.)|\[[^\]]*\]|\*|\?/gs, (piece, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    if (piece === "*") return any(0, 3);
    return piece === "?" ? any(1, 1) : random.pick(Array.from("abc/]*"));
  });
  return random.chance(0.8) ? fitting : fitting + random.pick(["/", "a", "/b", ".com"]);
}

/** A list of globs as GOPRIVATE has it, which often fits a path of github.com or example.com. */
export function globList(random: Random): string {
  return random
    .many(0, 3, () =>
      random.either(
        () => glob(random),
        () =>
          random.pick([
            "*.com/a",
            "github.com/*",
            "example.com",
            "example.com/",
            "*/*/b",
            "git*",
            "?",
            "",
            "/",
            "github.com/a*/",
          ]),
      ),
    )
    .join(",");
}

/** Versions of Go without `go` before them, and what is none. */
export function goVersion(random: Random): string {
  const n = (): string => numeral(random);
  const minor = (): string => random.either(n, () => random.pick(["1", "2", "18", "19", "20", "21", "22", "23"]));
  const version = random.either(
    () => `${random.pick(["1", "1", "1", "2", "0", n()])}.${minor()}`,
    () => `1.${minor()}.${n()}`,
    () =>
      `1.${minor()}${random.pick(["rc", "beta", "alpha", "rc", "testmod", "a", "RC", "-rc"])}${random.pick(["", "1", "2", "01", n()])}`,
    () => `1.${minor()}.${n()}${random.pick(["rc1", "-custom", " x", "+auto", ".0"])}`,
    () =>
      random.pick([
        "1",
        "2",
        "0",
        "",
        n(),
        "v1.20",
        "v1.20.x",
        "1.20.x",
        "1.x",
        "1.",
        ".1",
        "1.18-pre",
        "1.9.",
        "go1.21",
        "1..2",
        "default",
      ]),
  );
  return random.chance(0.93) ? version : mutate(random, version);
}

/** A second Go version for comparing: often a near one. */
export function nearGoVersion(random: Random, version: string): string {
  return random.either(
    () => goVersion(random),
    () => `${version}.0`,
    () => `${version}rc1`,
    () => version.replace(/(\.\d+|[a-z]+\d*)$/, ""),
    () => version.replace(/\d+$/, () => numeral(random)),
  );
}

/** Names of toolchains, and what is none. */
export function toolchain(random: Random): string {
  const version = goVersion(random);
  return random.either(
    () => `go${version}`,
    () => `go${version}`,
    () => `go${version}${random.pick(["-custom", "-x.y", " more text", "\tx", "+bigcorp", "-a/b", "-a\\b", "-"])}`,
    () =>
      random.pick([
        version,
        "default",
        "local",
        "go",
        "go1",
        "go1x",
        "gccgo-go1.23rc4",
        `Go${version}`,
        `path/go${version}`,
        "defaults",
      ]),
  );
}

/** The same text with one or two characters put in, taken out or replaced. */
export function mutate(random: Random, text: string): string {
  const characters = Array.from(text);
  for (let i = random.below(2); i >= 0; i--) {
    const at = random.below(characters.length + 1);
    const character = random.either(
      () => random.pick(asciiPunctuation),
      () => random.pick(strange),
      () => random.pick(Array.from("v0019azAZ..--++")),
    );
    random.either<unknown>(
      () => characters.splice(at, 0, character),
      () => characters.splice(at, 1),
      () => characters.splice(at, 1, character),
    );
  }
  return characters.join("");
}
