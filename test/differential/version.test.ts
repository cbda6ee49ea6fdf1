import assert from "node:assert/strict";
import {
  compareGoVersions,
  compareModVersions,
  goLanguageVersion,
  isGoLanguageVersion,
  isGoLineVersion,
  isGoPrerelease,
  isGoVersion,
  isModVersion,
  isToolchainLineName,
  laxGoLineVersion,
  maxGoVersion,
  modSort,
  previousGoVersion,
  toolchainGoVersion,
} from "../../server/version/go-version.ts";
import { escapePath, escapeVersion, unescapePath, unescapeVersion } from "../../server/version/module-escape.ts";
import {
  checkFilePath,
  checkImportPath,
  checkModule,
  checkPath,
  checkPathMajor,
  isDirectoryPath,
  matchPathMajor,
  pathMajorPrefix,
  splitPathVersion,
} from "../../server/version/module-path.ts";
import { matchGlob, matchPrefixPatterns } from "../../server/version/prefix-patterns.ts";
import {
  isPseudoVersion,
  isZeroPseudoVersion,
  pseudoVersionBase,
  pseudoVersionRevision,
  pseudoVersionTime,
} from "../../server/version/pseudo-version.ts";
import {
  canonicalSemver,
  canonicalVersion,
  compareSemver,
  isSemver,
  semverBuild,
  semverMajor,
  semverMajorMinor,
  semverPrerelease,
} from "../../server/version/semver.ts";
import { budget, type Random, random as seeded } from "../support/random.ts";
import type { Answer, Operation, Operations, Request, ValueOr } from "./oracle.ts";
import * as cases from "./version-cases.ts";
import { describeWithOracle } from "./with-oracle.ts";

/** One kind of question: how to make it, what this project answers, and what Go's answer amounts to in the same terms. */
interface Comparison<Op extends Operation> {
  make(random: Random): Operations[Op]["ask"];
  ours(ask: Operations[Op]["ask"]): unknown;
  theirs(answer: Answer<Op>, ask: Operations[Op]["ask"]): unknown;
}

const { seed, cases: total } = budget("VERSION", 60_000);

describeWithOracle(`versions and paths against Go (VERSION_SEED=${seed} VERSION_CASES=${total})`, (oracle) => {
  const random = seeded(seed);

  function agree<Op extends Operation>(title: string, op: Op, share: number, comparison: Comparison<Op>): void {
    it(title, async () => {
      const asks = Array.from({ length: Math.ceil(total * share) }, () => comparison.make(random));
      const answers = await oracle().ask(asks.map((ask) => ({ op, ...ask }) as Request & { op: Op }));
      const differences: string[] = [];
      asks.forEach((ask, i) => {
        const theirs = JSON.stringify(comparison.theirs(answers[i] as Answer<Op>, ask));
        const ours = JSON.stringify(comparison.ours(ask));
        if (ours !== theirs) differences.push(`${JSON.stringify(ask)}\n  here ${ours}\n  Go   ${theirs}`);
      });
      assert.equal(differences.length, 0, `${differences.length} differences:\n${differences.slice(0, 10).join("\n")}`);
    });
  }

  agree("semver and pseudo-versions", "semver", 0.25, {
    make: () => ({ v: cases.semanticVersion(random) }),
    ours: ({ v }) => ({
      valid: isSemver(v),
      canonical: canonicalSemver(v) ?? "",
      major: semverMajor(v) ?? "",
      majorMinor: semverMajorMinor(v) ?? "",
      prerelease: semverPrerelease(v),
      build: semverBuild(v),
      canonicalVersion: canonicalVersion(v) ?? "",
      escaped: escapeVersion(v),
      unescaped: unescapeVersion(v),
      pseudo: isPseudoVersion(v),
      zeroPseudo: isZeroPseudoVersion(v),
      pseudoBase: pseudoVersionBase(v),
      pseudoRev: pseudoVersionRevision(v),
      pseudoTime: pseudoVersionTime(v)?.toISOString().replace(".000Z", "Z"),
    }),
    theirs: (answer) => ({
      ...answer,
      escaped: value(answer.escaped),
      unescaped: value(answer.unescaped),
      pseudoBase: value(answer.pseudoBase),
      pseudoRev: value(answer.pseudoRev),
      pseudoTime: value(answer.pseudoTime),
    }),
  });

  agree("comparing semantic versions", "compare", 0.2, {
    make: () => {
      const v = cases.semanticVersion(random);
      return { v, w: cases.nearVersion(random, v) };
    },
    ours: ({ v, w }) => [compareSemver(v, w), 0 - compareSemver(w, v)],
    theirs: (order) => [order, order],
  });

  agree("module, import and file paths", "path", 0.2, {
    make: () => ({ path: cases.path(random) }),
    ours: ({ path }) => {
      const split = splitPathVersion(path);
      return {
        path: checkPath(path) === undefined,
        importPath: checkImportPath(path) === undefined,
        filePath: checkFilePath(path) === undefined,
        split: split === undefined ? undefined : [split.prefix, split.pathMajor],
        escaped: escapePath(path),
        unescaped: unescapePath(path),
        isDirectory: isDirectoryPath(path),
      };
    },
    theirs: (answer) => ({
      path: answer.checkPath === null,
      importPath: answer.checkImportPath === null,
      filePath: answer.checkFilePath === null,
      split: answer.splitOk ? [answer.prefix, answer.pathMajor] : undefined,
      escaped: value(answer.escaped),
      unescaped: value(answer.unescaped),
      isDirectory: answer.isDirectory,
    }),
  });

  agree("major versions of paths", "pathMajor", 0.05, {
    make: () => {
      const pathMajor = cases.pathMajor(random);
      return { v: cases.versionFor(random, pathMajor), pathMajor };
    },
    ours: ({ v, pathMajor }) => ({
      check: checkPathMajor(v, pathMajor) === undefined,
      match: matchPathMajor(v, pathMajor),
      prefix: pathMajorPrefix(pathMajor),
    }),
    theirs: ({ check, prefix }) => ({ check: check === null, match: check === null, prefix: value(prefix) }),
  });

  agree("modules: paths with versions", "check", 0.05, {
    make: () => {
      const path = cases.path(random);
      return { path, version: cases.versionFor(random, path) };
    },
    ours: ({ path, version }) => checkModule(path, version) === undefined,
    theirs: ({ reason }) => reason === null,
  });

  agree("globs", "glob", 0.05, {
    make: () => {
      const pattern = cases.glob(random);
      return { pattern, name: cases.globName(random, pattern) };
    },
    ours: ({ pattern, name }) => matchGlob(pattern, name) ?? "malformed",
    theirs: ({ matched, malformed }) => (malformed ? "malformed" : matched),
  });

  agree("lists of globs", "match", 0.05, {
    make: () => {
      const globs = cases.globList(random);
      const target = random.chance(0.5) ? cases.globName(random, random.pick(globs.split(","))) : cases.path(random);
      return { globs, target };
    },
    ours: ({ globs, target }) => matchPrefixPatterns(globs, target),
    theirs: (matched) => matched,
  });

  agree("Go versions", "gover", 0.1, {
    make: () => {
      const v = cases.goVersion(random);
      return { v, w: cases.nearGoVersion(random, v) };
    },
    ours: ({ v, w }) => ({
      valid: isGoVersion(v),
      compare: compareGoVersions(v, w),
      max: maxGoVersion(v, w),
      lang: goLanguageVersion(v),
      isLang: isGoLanguageVersion(v),
      prerelease: isGoPrerelease(v),
      prev: previousGoVersion(v),
      inGoLine: isGoLineVersion(v),
      laxGoLine: isBareWord(v) ? (laxGoLineVersion(v) ?? "") : "",
    }),
    theirs: (answer, { v }) => ({ ...answer, laxGoLine: isBareWord(v) ? answer.laxGoLine : "" }),
  });

  agree("toolchains", "toolchain", 0.025, {
    make: () => ({ name: cases.toolchain(random) }),
    ours: ({ name }) => ({ inToolchainLine: isToolchainLineName(name), version: toolchainGoVersion(name) }),
    theirs: (answer) => answer,
  });

  agree("versions of modules, go and toolchain among them", "modCompare", 0.025, {
    make: () => {
      const path = random.pick(["go", "toolchain", "toolchain", "example.com/a"]);
      const version = (): string => {
        if (path === "toolchain") return cases.toolchain(random);
        return path === "go" ? cases.goVersion(random) : cases.semanticVersion(random);
      };
      return { path, v: version(), w: version() };
    },
    ours: ({ path, v, w }) => ({ compare: compareModVersions(path, v, w), valid: isModVersion(path, v) }),
    theirs: (answer) => answer,
  });

  agree("the order of modules", "modSort", 0.025, {
    make: () => ({ list: moduleList(random) }),
    ours: ({ list }) => modSort(list.map(([path, version]) => ({ path, version }))).map(({ path, version }) => [path, version]),
    theirs: (sorted) => sorted,
  });
});

/** What Go gave, or undefined where it gave an error. */
function value(answer: ValueOr): string | undefined {
  return answer.error === null ? answer.value : undefined;
}

/** Whether a file can have the word as one token without quotes; only such words are asked of a go line. */
function isBareWord(word: string): boolean {
  return /^[!-~]+$/.test(word) && !/[()[\]{},"'`]|\/\/|\/\*/.test(word);
}

/**
 * Modules to sort: few paths, so that versions decide. Up to 12, which Go sorts in a stable way. A version before a slash is
 * canonical: versions of equal precedence but other spelling, with files behind them, have no order to be sorted by.
 */
function moduleList(random: Random): [string, string][] {
  const paths = ["go", "toolchain", "example.com/a", "example.com/\u{1d4b3}", "example.com/\ufb01"];
  const modules = random.chance(0.5) ? paths.slice(2) : paths;
  const files = random.chance(0.5);
  return random.many(0, 12, () => {
    const path = random.pick(modules);
    if (path === "go" || path === "toolchain") {
      return [path, (path === "go" ? "" : "go") + random.pick(["1.20", "1.21", "1.21rc1", "1.21.0", "1.22.1"])];
    }
    if (!files) return [path, cases.semanticVersion(random).replaceAll("/", "")];
    const version = `v${random.below(2)}.${random.below(12)}.0`;
    return [path, version + random.pick(["", "/go.mod", "/a", "/\u{1d4b3}", "/\ufb01"])];
  });
}
