import { advise, defineMessages, run } from "../message.ts";

/** Replacements (modload.resolveReplacement, modload.goModSummary). */
export const replaceMessages = defineMessages([
  {
    id: "replacement-directory-missing",
    pattern: /(?<module>[^\s@:"]+)@(?<version>v[^\s:]+): replacement directory (?<dir>\S+) does not exist/,
    explain(match, known) {
      const module = match.get("module");
      const found = known.replacement(module);
      return {
        meaning: `${module} is replaced by the directory ${match.get("dir")}, which is not on this machine.`,
        here: [...(found === undefined ? [] : [`The replacement stands at ${found.place}.`]), ...known.chain(module)],
        steps: [
          advise(
            `Bring the directory here: check out the repository beside this one, or add it to the image, volume or build context`,
          ),
          run(`go mod edit -dropreplace=${module}`, "Or remove the replacement, and build with the published version"),
          advise("For work on several modules use a go.work that is not committed, instead of replace lines that are"),
        ],
      };
    },
  },
  {
    id: "replacement-without-go-mod",
    pattern: /module (?<dir>\.{0,2}\/?[^\s:]+): reading (?<file>\S+go\.mod): open [^\n]*no such file or directory/,
    explain(match) {
      const dir = match.get("dir");
      return {
        meaning: `The directory ${dir} of a replacement has no go.mod, so it is no module.`,
        steps: [
          run(`(cd ${dir} && go mod init MODULE)`, "Make it one, with the path of the module that it replaces"),
          advise("Or let the replacement point at the directory that holds go.mod: the root of the module, not of a package"),
        ],
      };
    },
  },
  {
    id: "conflicting-replacements",
    pattern:
      /conflicting replacements for (?<module>[^\s:]+):\n\s*(?<one>\S+)\n\s*(?<two>\S+)(?:\nuse "(?<command>[^"]+)"[^\n]*)?/,
    explain(match) {
      const module = match.get("module");
      const work = match.get("command") !== "";
      return {
        meaning: `${module} is replaced by ${match.get("one")} and by ${match.get("two")}${work ? ", in two modules of the workspace" : ", in the same file"}.`,
        steps: [
          work
            ? run(match.get("command"), "Decide in go.work, whose replacements go before those of its modules")
            : advise("Remove one of the two lines"),
          run("gomod-lint check --select conflicting-replace", "See both places"),
        ],
      };
    },
  },
  {
    id: "replacement-used-twice",
    pattern: /(?<target>[^\s@]+@v\S+) used for two different module paths \((?<one>\S+) and (?<two>[^\s)]+)\)/,
    explain: (match) => ({
      meaning: `${match.get("target")} stands in for both ${match.get("one")} and ${match.get("two")}, and a module can be built in under one path only.`,
      steps: [
        advise("Replace one of them only, and change the imports of the other"),
        advise("Or publish the fork under two paths"),
      ],
    }),
  },
]);
