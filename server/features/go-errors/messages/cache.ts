import { advise, defineMessages, run } from "../message.ts";

/** The module cache, and files that cannot be written. */
export const cacheMessages = defineMessages([
  {
    id: "gomodcache-relative",
    pattern: /GOMODCACHE entry is relative; must be absolute path: "(?<value>[^"]*)"\.?/,
    explain: (match, known) => ({
      meaning: `GOMODCACHE has to be an absolute path; ${JSON.stringify(match.get("value"))} is not.`,
      here: [`${known.setting("GOMODCACHE")}.`],
      steps: [
        run(`GOMODCACHE="$PWD/${match.get("value")}"`, "Write it whole"),
        run(known.change("GOMODCACHE", undefined), "Or go back to the default"),
      ],
    }),
  },
  {
    id: "no-module-cache",
    pattern: /module cache not found: neither GOMODCACHE nor GOPATH is set/,
    explain: () => ({
      meaning:
        "The go command does not know where the module cache is: it follows from GOPATH, which follows from HOME, and none is set. Service managers and scratch containers start programs like that.",
      steps: [run("HOME=/root", "Set HOME"), run("GOPATH=/go GOCACHE=/tmp/go-build", "Or say where the caches are")],
    }),
  },
  {
    id: "module-cache-not-made",
    pattern: /could not create module cache: (?<reason>.*)$/,
    explain: (match, known) => ({
      meaning: `The module cache cannot be made: ${match.get("reason")}.`,
      here: [`${known.setting("GOMODCACHE")}.`],
      steps: [
        advise("Let GOMODCACHE name a directory that this user may write, or make it"),
        run("gomod-lint doctor", "See what stands in the way"),
      ],
    }),
  },
  {
    id: "no-space",
    pattern: /(?:(?<action>write|mkdir|open|close|sync) (?<path>\S+): )?no space left on device/,
    explain: (match, known) => ({
      meaning: `The disk is full${match.get("path") === "" ? "" : ` where ${match.get("path")} lies`}, in bytes or in files.`,
      here: [`${known.setting("GOMODCACHE")}, ${known.setting("GOCACHE")}.`],
      steps: [
        run("df -h; df -i", "See which disk it is, and whether it is out of inodes"),
        run("go clean -cache", "Free what can be built again"),
        run("go clean -modcache", "Free what can be downloaded again"),
      ],
    }),
  },
  {
    id: "not-writable",
    pattern:
      /(?:updating (?<file>go\.(?:mod|sum|work)): )?(?<action>open|mkdir|unlinkat|rename|remove|create|lock|chmod) (?<path>[^\n:]+): (?<reason>permission denied|read-only file system|operation not permitted)/,
    explain(match, known) {
      const file = match.get("file") || /[^/\\]+$/.exec(match.get("path"))?.[0] || match.get("path");
      const own = /^go\.(?:mod|sum|work)/.test(file);
      const mount = match.get("reason") === "read-only file system";
      return {
        meaning: `${match.get("path")} could not be written: ${match.get("reason")}.${own ? ` The command wanted to change ${file}, so it is not up to date.` : ""}`,
        here: own ? [] : [`${known.setting("GOMODCACHE")}.`],
        steps: [
          own
            ? run("go mod tidy", `Bring ${file} up to date where it can be written, and commit it: a build then changes nothing`)
            : run('GOMODCACHE="$HOME/go/pkg/mod"', "Use a module cache that this user owns"),
          mount
            ? advise("Or mount the directory for writing")
            : run(`ls -ld ${match.get("path")}`, "Or see who owns it: a cache filled by root stays root's"),
          ...(own ? [run("GOFLAGS=-mod=readonly", "Have the command say what it would change, instead of trying")] : []),
        ],
      };
    },
  },
]);
