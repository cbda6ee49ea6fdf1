import { advise, defineMessages, run } from "../message.ts";

/** Versions and requirements (modload.Query, modget, modfile fixers). */
export const versionMessages = defineMessages([
  {
    id: "updates-needed",
    pattern:
      /updates to go\.mod needed(?:, disabled by -mod=(?<mod>\w+))?(?:[;:]?(?: to update it:)?(?:\n\s*\([^)]*\))?(?:\n\s*to update it:)?\n\s*go mod tidy)?/,
    explain: (match, known) => ({
      meaning: `go.mod does not say what the module graph selects, and the command may not change it${match.get("mod") === "" ? "" : ` (-mod=${match.get("mod")})`}.`,
      here: known.findings?.() ?? [],
      steps: [
        run("gomod-lint check --fix", "Write what the graph selects, and nothing else"),
        run("go mod tidy", "Or bring all of go.mod and go.sum up to date"),
      ],
    }),
  },
  {
    id: "module-path-mismatch",
    pattern:
      /(?:(?<module>[^\s@:"]+)@(?<version>v[^\s:]+): )?parsing go\.mod:\s*module declares its path as: (?<declared>\S+)\s*but was required as: (?<required>\S+)/,
    explain(match, known) {
      const { required, declared } = { required: match.get("required"), declared: match.get("declared") };
      return {
        meaning: `The go.mod behind ${required} calls itself ${declared}: the module was renamed, or it is a fork that is imported by its own address.`,
        here: known.chain(required, match.get("version") || undefined),
        steps: [
          run(`go get ${declared}@latest`, "Require the module by its name, and change the imports to it"),
          run(
            `go mod edit -replace=${declared}=${required}@${match.get("version") || "VERSION"}`,
            "For a fork: require the original, and replace it",
          ),
          ...(known.isMain(required) ? [] : [run(`gomod-lint why ${required}`, "See who asks for the old name")]),
        ],
      };
    },
  },
  {
    id: "broken-go-mod",
    pattern: /(?<module>[^\s@:"]+)@(?<version>v[^\s:]+): parsing go\.mod: (?<reason>[^\n]*)/,
    explain: (match, known) => ({
      meaning: `The go.mod that ${match.get("module")}@${match.get("version")} was published with cannot be read: ${match.get("reason")}.`,
      here: known.chain(match.get("module"), match.get("version")),
      steps: [
        run(`go list -m -versions ${match.get("module")}`, "Require another version"),
        run(
          `go mod edit -exclude=${match.get("module")}@${match.get("version")}`,
          "Or exclude this one, if it is a dependency that asks for it",
        ),
      ],
    }),
  },
  {
    id: "no-matching-version",
    pattern: /(?:go: )?(?<module>[^\s@:"]+)@(?<query>[^\s:]+): no matching versions for query "(?<wanted>[^"]*)"/,
    explain: (match, known) => ({
      meaning: `There is no version of ${match.get("module")} that ${JSON.stringify(match.get("wanted"))} stands for.`,
      here: known.selected(match.get("module")) === undefined ? [] : [`${known.selected(match.get("module"))} is selected now.`],
      steps: [
        run(`go list -m -versions ${match.get("module")}`, "See which there are"),
        ...(/^v[2-9]\d*(?:\.|$)|^v1\d/.test(match.get("wanted"))
          ? [
              run(
                `go get ${match.get("module").replace(/\/v\d+$/, "")}/${/^v\d+/.exec(match.get("wanted"))?.[0]}@latest`,
                "A major version from 2 on has a path of its own",
              ),
            ]
          : []),
      ],
    }),
  },
  {
    id: "unknown-revision",
    pattern: /(?:(?<module>[^\s@:"]+)@(?<version>[^\s:]+): )?(?:invalid version: )?unknown revision (?<revision>\S+)/,
    explain: (match, known) => ({
      meaning: `The repository of ${match.get("module") || "the module"} has no ${match.get("revision")}: the tag or commit was removed, never pushed, or is misspelt.`,
      here: known.chain(match.get("module"), match.get("version")),
      steps: [
        run(`go list -m -versions ${match.get("module") || "MODULE"}`, "See which versions there are"),
        advise("In a repository with several modules the tag begins with the directory: api/v1.2.0"),
        run(`go get ${match.get("module") || "MODULE"}@latest`, "Require one that there is"),
      ],
    }),
  },
  {
    id: "invalid-pseudo-version",
    pattern: /(?:(?<module>[^\s@:"]+)@(?<version>v[^\s:]+): )?invalid pseudo-version: (?<reason>.*)$/,
    explain: (match, known) => ({
      meaning: `${match.get("version") || "A version"} was put together by hand, or its repository was rewritten: ${match.get("reason")}.`,
      here: known.chain(match.get("module"), match.get("version")),
      steps: [run(`go get ${match.get("module") || "MODULE"}@COMMIT`, "Have the go command write the version, from the commit")],
    }),
  },
  {
    id: "excluded-version",
    pattern: /(?:go: )?(?<module>[^\s@:"]+)@(?<version>v[^\s:]+): excluded by go\.mod/,
    explain: (match, known) => ({
      meaning: `go.mod excludes ${match.get("module")} ${match.get("version")}, and it was asked for by name.`,
      here: known.forcedBy(match.get("module")),
      steps: [
        run(
          `go mod edit -dropexclude=${match.get("module")}@${match.get("version")}`,
          "Take the exclusion out, if its reason is gone",
        ),
        run(`go get ${match.get("module")}@latest`, "Or take another version"),
      ],
    }),
  },
  {
    id: "version-conflict",
    pattern:
      /(?:go: )?(?<one>[^\s@]+@\S+) (?:indirectly )?requires (?<two>[^\s@]+)@(?<need>[^\s,]+), (?:not (?<other>[^\s@]+@\S+)|but (?<asked>\S+) is requested)/,
    explain(match, known) {
      const module = match.get("two");
      return {
        meaning: `${match.get("one")} needs ${module} at ${match.get("need")} at least, and the same command asks for ${match.get("other") || match.get("asked")}: a version can only be raised.`,
        here: known.forcedBy(module),
        steps: [
          run(`go get ${match.get("one")}`, `Take ${match.get("need")} with it`),
          advise(`Or go back to a version of ${match.get("one").replace(/@.*/, "")} that asks for less`),
          run(`gomod-lint whatif ${match.get("one")}`, "See what would change, without changing it"),
        ],
      };
    },
  },
  {
    id: "retracted",
    pattern:
      /(?:go: )?(?:warning: )?(?<module>[^\s@:"]+)@(?<version>v[^\s:]+): retracted by module author(?:: (?<reason>[^\n]*))?(?:\ngo: to switch to the latest unretracted version, run:\n\s*(?<command>go get [^\n]*))?/,
    explain: (match, known) => ({
      meaning: `The author took ${match.get("module")} ${match.get("version")} back${match.get("reason") === "" ? "" : `: ${match.get("reason")}`}. It still builds.`,
      here: known.chain(match.get("module"), match.get("version")),
      steps: [run(match.get("command") || `go get ${match.get("module")}@latest`, "Take the latest version that stands")],
    }),
  },
  {
    id: "deprecated",
    pattern: /(?:go: )?module (?<module>\S+) is deprecated: (?<reason>[^\n]*)/,
    explain: (match, known) => ({
      meaning: `The author gave ${match.get("module")} up: ${match.get("reason")}`,
      here: known.chain(match.get("module")),
      steps: [advise("Move to what the author names, when there is time: nothing breaks today")],
    }),
  },
  {
    id: "version-of-main-module",
    pattern:
      /(?:package (?<package>\S+) is in the main module, so can't request version (?<version>\S+)|can't request version "(?<asked>[^"]*)" of the main module(?: \([^)]*\))?)/,
    explain: (match) => ({
      meaning: `${match.get("package") || "The module"} is the one that is worked on: it has no version here.`,
      steps: [advise("Leave the version out, or go elsewhere to install a published one: go install PACKAGE@VERSION")],
    }),
  },
  {
    id: "tidy-compatibility",
    pattern:
      /(?<package>[^\s:]+(?: imports\n\t\S+)*) loaded from (?<module>[^\s@]+)@(?<version>[^\s,]+),\n\s*but go (?<go>\S+) would (?:select (?<other>\S+)|fail to locate it[^\n]*)(?:\n+To upgrade to the versions selected by go [^\n]*\n\t(?<command>[^\n]*))?(?:\n[^\n]*compat=[^\n]*)?/,
    explain: (match, known) => ({
      meaning: `Go ${match.get("go")} does not prune the module graph and would choose another version of ${match.get("module")} than ${match.get("version")}${match.get("other") === "" ? "" : ` (${match.get("other")})`}.`,
      here: known.forcedBy(match.get("module")),
      steps: [
        ...(match.get("command") === "" ? [] : [run(match.get("command"), "Take what the older Go would select")]),
        run(`go mod tidy -compat=${known.files[0]?.file.go?.version.value ?? "1.17"}`, "Or care for the older Go no more"),
      ],
    }),
  },
]);
