import { advise, defineMessages, run } from "../message.ts";

/** Modules as files: what lies in the module cache, and what cannot be put there (modcmd.verifyMod, modfetch.Unzip, x/mod/zip). */
export const archiveMessages = defineMessages([
  {
    id: "cache-modified",
    pattern: /(?<module>\S+) (?<version>v\S+): (?<what>dir|zip) has been modified \((?<path>[^)\n]*)\)/,
    explain: (match, known) => ({
      meaning: `${match.get("path")} in the module cache is not what was downloaded any more: somebody has edited it there, or the disk has damaged it. Builds use it as it is.`,
      here: known.chain(match.get("module"), match.get("version")),
      steps: [
        run("go clean -modcache", "Empty the module cache: what is needed is fetched again"),
        run(
          `go mod edit -replace=${match.get("module")}@${match.get("version")}=../DIR`,
          "To work on a dependency, replace it by a copy outside of the cache",
        ),
      ],
    }),
  },
  {
    id: "broken-zip",
    pattern: /unzip (?<path>[^\n:]+): (?<reason>zip: [^\n]*)/,
    explain: (match, known) => ({
      meaning: `${match.get("path")} is no whole zip file (${match.get("reason")}): the download broke off, or a proxy sent something else, such as a page to log in.`,
      here: [`${known.setting("GOPROXY")}.`],
      steps: [
        run(`rm -f ${match.get("path")}`, "Remove it: it is fetched again"),
        run(`unzip -t ${match.get("path")}; head -c 200 ${match.get("path")}`, "Or see first what it is"),
      ],
    }),
  },
  {
    id: "files-not-allowed",
    pattern: /create zip: (?<reason>[^\n]*)(?:\n[^\n:]+: (?:malformed file path|case-insensitive file name collision)[^\n]*)*/,
    explain: (match) => ({
      meaning: `The repository has files that no module may have, since not every system can hold them: ${match.get("reason")}.`,
      steps: [
        advise("Rename them in the repository, and tag a new version: this one can never be fetched"),
        advise("Or require a version from before, or replace the module by a copy without them"),
      ],
    }),
  },
  {
    id: "no-secure-protocol",
    pattern: /(?:(?<module>[^\s@:"]+)@(?<version>[^\s:]+)|(?<path>[^\s:]+)): no secure protocol found for repository/,
    explain(match, known) {
      const module = match.get("module") || match.get("path");
      return {
        meaning: `Neither https nor ssh leads to a repository of ${module}: there is none, this machine does not reach it, or it does not let in who asks. http alone is not taken.`,
        here: [`${known.setting("GOPROXY")}, ${known.setting("GOINSECURE")}.`, ...known.chain(module)],
        steps: [
          run(`git ls-remote https://${module.replace(/\.git(?:\/.*)?$/, "")}`, "See what git says of it"),
          advise("Let git in: a key, or a token in ~/.netrc"),
          run(
            known.add("GOINSECURE", module.replace(/\.git(?:\/.*)?$/, "")),
            "Only where it is served by http alone, in a network that is trusted",
          ),
        ],
      };
    },
  },
  {
    id: "other-major-version",
    pattern:
      /(?:(?<module>[^\s@:"]+)@(?<version>v[^\s:]+): )?go\.mod has (?:post|non)-\S+ module path "(?<declared>[^"]+)"[^\n]*/,
    explain: (match, known) => ({
      meaning: `The go.mod at ${match.get("version") || "that tag"} says ${match.get("declared")}, without the major version that ${match.get("module") || "the path"} ends in: the tag was set, and the module path left as it was.`,
      here: known.chain(match.get("module"), match.get("version")),
      steps: [
        advise(`For its authors: end the module line in the major version, and tag again`),
        run(`go get ${match.get("declared")}@latest`, "Until then require what it calls itself, at a version below 2"),
      ],
    }),
  },
]);
