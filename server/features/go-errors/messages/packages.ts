import { nearest } from "../../../analysis/settings.ts";
import type { Known } from "../known.ts";
import { advise, defineMessages, type GoMessage, type Match, run } from "../message.ts";

const cannotFind: GoMessage = {
  id: "cannot-find-module",
  pattern: /cannot find module providing package (?<package>[^\s:]+)(?:: (?<reason>[^\n]*))?/,
  explain(match, known) {
    const name = match.get("package");
    return {
      meaning: `No module was found that holds package ${name}${match.get("reason") === "" ? "" : `: ${match.get("reason")}`}.`,
      here: [...own(name, known), ...similar(name, known), ...importedBy(match)],
      steps: [
        advise("Check the import for a typo"),
        ...(own(name, known).length > 0 ? [] : [run(`go get ${name}`, "Or require its module, where a network is in reach")]),
        advise("A package of this module may be missing from the checkout: see .gitignore, .dockerignore and generated code"),
      ],
    };
  },
};

/** A package that no proxy has a module for: what is wrong is the import, not the proxy. */
export const unfoundMessages = defineMessages([
  {
    ...cannotFind,
    pattern:
      /cannot find module providing package (?<package>[^\s:]+): (?<reason>module [^\n]*: (?:reading [^\n]*: )?(?:404 Not Found|410 Gone|no such file or directory|not found)[^\n]*)/,
  },
]);

/** Packages and the modules they come from (modload.ImportMissingError, AmbiguousImportError, load.PackageError). */
export const packageMessages = defineMessages([
  {
    id: "replaced-but-not-required",
    pattern:
      /module (?<module>\S+) provides package (?<package>\S+) and is replaced but not required; to add it:\n\s*(?<command>go get .*)/,
    explain(match, known) {
      const found = known.replacement(match.get("module"));
      return {
        meaning: `A replacement says where ${match.get("module")} is, but only a requirement makes it part of the build.`,
        here: found === undefined ? [] : [`The replacement stands at ${found.place}.`],
        steps: [
          run(match.get("command"), "Require it"),
          run("gomod-lint check --fix --unsafe-fixes", "Or have the requirement written from the replacement"),
        ],
      };
    },
  },
  {
    id: "no-required-module",
    pattern: /no required module provides package (?<package>[^\s;]+)(?:; to add it:\n\s*(?<command>go get .*)|; [^\n]*)?/,
    explain(match, known) {
      const name = match.get("package");
      return {
        meaning: `Nothing that go.mod requires holds package ${name}, and this command may not add a requirement.`,
        here: [...own(name, known), ...similar(name, known)],
        steps: [
          run(match.get("command") || `go get ${name}`, "Require its module"),
          run("go mod tidy", "Or have all requirements found from the imports"),
        ],
      };
    },
  },
  {
    id: "package-not-in-module",
    pattern:
      /module (?<module>[^\s@:]+)@(?<query>\S+) found(?: \((?<version>[^\s,)]+)(?:, replaced by (?<replacement>[^)]+))?\))?, but does not contain package (?<package>\S+)/,
    explain(match, known) {
      const module = match.get("module");
      const version = match.get("version");
      return {
        meaning: `${module}${version === "" ? "" : ` ${version}`} has no package ${match.get("package")}${match.get("replacement") === "" ? "" : ` (it is replaced by ${match.get("replacement")})`}: it was moved, removed, or never there.`,
        here: [...known.forcedBy(module), ...importedBy(match)],
        steps: [
          run(`go list -m -versions ${module}`, "Find a version that still has it, and go get it"),
          advise("Or change the import to where the package is now: the module's release notes say where"),
          ...(match.importers.length > 1 ? [advise(`Or upgrade ${match.importers.at(-1)}, which imports it`)] : []),
        ],
      };
    },
  },
  {
    id: "ambiguous-import",
    pattern:
      /ambiguous import: found package (?<package>\S+) in multiple modules:\n\s*(?<one>\S+) (?<oneVersion>v\S+)[^\n]*\n\s*(?<two>\S+) (?<twoVersion>v\S+)[^\n]*/,
    explain(match, known) {
      const [outer, inner] = [match.get("one"), match.get("two")].sort((a, b) => a.length - b.length);
      return {
        meaning: `Both ${match.get("one")} and ${match.get("two")} hold package ${match.get("package")}: it became a module of its own, and one of the two is from before that.`,
        here: [...known.chain(outer ?? ""), ...known.chain(inner ?? "")],
        steps: [
          run(`go get ${outer}@latest`, `Raise ${outer} to a version from after the split`),
          run(`go get ${inner}@none`, `Or drop ${inner}, if nothing needs it by itself`),
        ],
      };
    },
  },
  cannotFind,
  {
    id: "not-in-std",
    pattern: /package (?<package>\S+) is not in (?:std|GOROOT)(?: \([^)]*\))?/,
    explain: (match, known) => ({
      meaning: `A path without a dot in its first part is looked for in the standard library, which has no ${match.get("package")} in this release.`,
      here: known.env.get("GOVERSION").value === "" ? [] : [`${known.env.get("GOVERSION").value} is the go command here.`],
      steps: [
        advise("Check the spelling; a package of this module is imported by the whole module path"),
        advise("Or it is newer than this Go: see since when it is there at https://pkg.go.dev/std"),
      ],
    }),
  },
  {
    id: "internal-package",
    pattern: /use of internal package (?<package>\S+) not allowed/,
    explain: (match) => ({
      meaning: `${match.get("package")} may be imported only from below the directory that holds its internal directory.`,
      here: importedBy(match),
      steps: [
        advise("Use what the module exports, or ask its authors to"),
        advise("After a fork or a rename, change the imports inside of it, too: they still name the old path"),
      ],
    }),
  },
  {
    id: "import-cycle",
    pattern: /import cycle not allowed(?: in test)?/,
    explain: () => ({
      meaning: "The packages in the lines above import each other in a ring, which Go does not build.",
      steps: [advise("Move what both need into a third package, or the interface to its user")],
    }),
  },
]);

/** Whether a package should be in the main module itself. */
function own(name: string, known: Known): readonly string[] {
  const main = known.files
    .map(({ file }) => file.module?.path.value ?? "")
    .find((path) => path !== "" && name.startsWith(`${path}/`));
  return main === undefined
    ? []
    : [
        `It belongs to the main module: its directory would be ./${name.slice(main.length + 1)}, where there is none with Go files.`,
      ];
}

/** A module of the graph whose path differs in one part, and there only by a slip of the finger. */
function similar(name: string, known: Known): readonly string[] {
  if (known.graph === undefined || known.moduleOf(name) !== undefined) return [];
  const parts = name.split("/");
  for (const path of known.graph.paths()) {
    const other = path.split("/");
    if (known.isMain(path) || other.length > parts.length) continue;
    const wrong = other.findIndex((part, i) => part !== parts[i]);
    const rest = other.slice(wrong + 1).every((part, i) => part === parts[wrong + 1 + i]);
    const [slip = "", right = ""] = [parts[wrong], other[wrong]];
    if (rest && right.length > 3 && nearest(slip, [right]) !== undefined)
      return [`Did you mean ${path}, which is in the module graph?`];
  }
  return [];
}

function importedBy(match: Match): readonly string[] {
  return match.importers.length === 0 ? [] : [`It is imported by way of ${match.importers.join(" → ")}.`];
}
