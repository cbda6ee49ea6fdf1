import { advise, defineMessages, run } from "../message.ts";

/** go.sum and the checksum database (modfetch.checkModSum, modload's missing sum errors, sumdb client). */
export const sumMessages = defineMessages([
  {
    id: "missing-go-sum-entry",
    pattern:
      /missing go\.sum entry for module providing package (?<package>\S+?)(?: \(imported by (?<by>[^)]+)\))?(?:; to add:\n\s*(?<command>go .*))?$/,
    explain(match, known) {
      const name = match.get("package");
      const module = known.moduleOf(name) ?? name;
      return {
        meaning: `go.sum has no hash of the module that package ${name} comes from, and this command may not add one.`,
        here: known.chain(module),
        steps: [
          run("go mod tidy", "Add what go.sum lacks for all packages"),
          run(match.get("command") || `go mod download ${module}`, "Add it for this package alone"),
          advise("Commit go.sum; in an image or CI job, copy it beside go.mod before the build"),
        ],
      };
    },
  },
  {
    id: "missing-go-mod-sum",
    pattern:
      /(?<module>[^\s@:"]+)@(?<version>v[^\s:]+): missing go\.sum entry for go\.mod file(?:; to add it:\n\s*(?<command>go .*))?$/,
    explain(match, known) {
      return {
        meaning: `go.sum has no hash of the go.mod of ${match.get("module")}@${match.get("version")}, which the module graph needs.`,
        here: known.chain(match.get("module"), match.get("version")),
        steps: [
          run("go mod tidy", "Add what go.sum lacks"),
          run(match.get("command") || `go mod download ${match.get("module")}`, "Add this hash alone"),
        ],
      };
    },
  },
  {
    id: "checksum-mismatch",
    pattern:
      /(?:verifying (?<module>[^\s@]+)@(?<version>[^\s:/]+)(?<file>\/go\.mod)?|(?<told>[^\s@:"]+)@(?<at>v[^\s:]+): verifying (?<noun>module|go\.mod)): checksum mismatch\n\s*downloaded: +(?<got>\S+)\n\s*(?<from>\S+): +(?<want>\S+)(?:\n+SECURITY ERROR\n(?:[^\n]+\n)*[^\n]*(?:\n+For more information[^\n]*)?)?/,
    explain(match, known) {
      const module = match.get("module") || match.get("told");
      const name = `${module}@${match.get("version") || match.get("at")}`;
      const own = match.get("from") === "go.sum";
      const what = match.get("file") === "" && match.get("noun") !== "go.mod" ? name : `the go.mod of ${name}`;
      return {
        meaning: `What was downloaded for ${what} is not what ${own ? "go.sum" : match.get("from")} has a hash of: the version was published anew, a proxy serves something else, or go.sum is wrong.`,
        here: [...known.chain(module), `It came by ${known.setting("GOPROXY")}.`],
        steps: [
          run(
            `GOPROXY=https://proxy.golang.org GOFLAGS=-mod=mod go mod download ${name}`,
            "Ask the public mirror, which keeps the first content for ever",
          ),
          advise(
            own
              ? `Only when its answer is trusted: take the lines of ${name} out of go.sum and run go mod tidy`
              : `Only for a private module: name it in GONOSUMDB or GOPRIVATE`,
          ),
          run("go clean -modcache", "Empty the module cache, if a broken download stays in it"),
        ],
      };
    },
  },
  {
    id: "checksum-database-untrue",
    pattern:
      /SECURITY ERROR\ngo\.sum database server misbehavior detected!(?:\n\n?(?:\t[^\n]*|old database:|new database:|proof of misbehavior:))*|(?:(?<module>[^\s@:"]+)@(?<version>v[^\s:]+): )?verifying (?:module|go\.mod): (?:\S+@\S+: )?(?<reason>(?:initializing sumdb\.Client: )?(?:checking tree[^\n]*|reading tree note[^\n]*|security error: [^\n]*|[^\n:]*(?:inconsistent|no verifiable signatures|invalid signature)[^\n]*)[^\n]*)/,
    explain: (match, known) => ({
      meaning: `What the checksum database says cannot be true${match.get("reason") === "" ? "" : ` (${match.get("reason")})`}: it does not fit what it said before, or is not signed with the key in GOSUMDB. Somebody answers in its place, it was set up anew, or a cache in between mixes old and new answers.`,
      here: [`${known.setting("GOSUMDB")}, ${known.setting("GOPROXY")}.`],
      steps: [
        advise("Find out who answers before anything is built: a proxy that passes the database on, a cache, or the database"),
        run(
          'rm -r "$(go env GOMODCACHE)/cache/download/sumdb" "$(go env GOPATH)/pkg/sumdb"',
          "Only where your own database was set up anew: forget what it said before",
        ),
        ...(match.get("module") === ""
          ? []
          : [run(known.add("GONOSUMDB", match.get("module")), "Or leave this module to go.sum alone")]),
      ],
    }),
  },
  {
    id: "malformed-go-sum",
    pattern: /malformed go\.sum:\n(?<place>\S+:\d+): wrong number of fields (?<fields>\d+)$/,
    explain: (match) => ({
      meaning: `Line ${match.get("place")} has ${match.get("fields")} fields; path, version and hash make 3. Often a merge has left its marks there.`,
      steps: [
        advise("Remove the line, and any marks of a merge conflict"),
        run("go mod tidy", "Add what go.sum then lacks"),
        run("gomod-lint check --select sum", "See whatever else is wrong with go.sum"),
      ],
    }),
  },
  {
    id: "invalid-gosumdb",
    pattern: /(?:verifying (?:module|go\.mod): )?invalid GOSUMDB: (?<reason>.*)$/,
    explain: (match, known) => ({
      meaning: `The checksum database cannot be used: ${match.get("reason")}. GOSUMDB is a key, perhaps with an address behind it, sum.golang.org, or off.`,
      here: [`${known.setting("GOSUMDB")}.`],
      steps: [
        run(known.change("GOSUMDB", undefined), "Go back to the default, sum.golang.org"),
        advise("Or set the whole key, as its operator publishes it: NAME+HASH+KEY"),
      ],
    }),
  },
  {
    id: "checksum-database-unreachable",
    pattern:
      /(?<module>[^\s@:"]+)@(?<version>v[^\s:]+): verifying (?:module|go\.mod): (?:\S+: )?(?:Get "(?<get>[^"]+)"|reading (?<read>[^\s]+)): (?<reason>.*)(?:\n\s*server response:(?:[^\n]*))?/,
    explain(match, known) {
      const module = match.get("module");
      const url = match.get("get") || match.get("read");
      const notFound = /\b(?:404|410)\b/.test(match.get("reason"));
      return {
        meaning: notFound
          ? `The checksum database does not know ${module}@${match.get("version")}: it can only vouch for what is public.`
          : `The checksum database could not be asked for ${module}@${match.get("version")}: ${match.get("reason")}.`,
        here: [
          `It was asked at ${new URL(url).host}: ${known.setting("GOSUMDB")}, ${known.setting("GONOSUMDB")}.`,
          ...known.chain(module),
        ],
        steps: [
          ...(notFound
            ? [run(known.add("GOPRIVATE", module), `If ${module} is private, say so: neither proxy nor database is then asked`)]
            : [advise("Let this machine reach the database, directly or by a proxy that serves /sumdb/")]),
          run(known.add("GONOSUMDB", module), "Leave this module to go.sum alone"),
          advise("A complete go.sum that is committed needs no database at all"),
        ],
      };
    },
  },
]);
