import { advise, defineMessages, run } from "../message.ts";

const leave = run("GOWORK=off", "Or leave the workspace for this command");

/** go.work (modload.loadWorkFile, modload.setDefaultBuildMod). */
export const workspaceMessages = defineMessages([
  {
    id: "mod-flag-in-workspace",
    pattern:
      /-mod may only be set to readonly or vendor when in workspace mode, but it is set to "(?<value>[^"]*)"(?:\n[^\n]*){0,2}GOWORK=off[^\n]*/,
    explain: (match, known) => ({
      meaning: `-mod=${match.get("value")} would change go.mod, and in a workspace it is not clear which.`,
      here: [`${known.setting("GOFLAGS")}.`, `${known.setting("GOWORK")}.`],
      steps: [advise("Take -mod out of GOFLAGS or the command line"), leave],
    }),
  },
  {
    id: "modfile-in-workspace",
    pattern: /-modfile cannot be used in workspace mode/,
    explain: (_, known) => ({
      meaning: "-modfile names one module's go.mod, and a workspace has several.",
      here: [`${known.setting("GOFLAGS")}.`, `${known.setting("GOWORK")}.`],
      steps: [advise("Take -modfile out of GOFLAGS or the command line"), leave],
    }),
  },
  {
    id: "work-use-missing",
    pattern: /cannot load module (?<path>\S+) listed in go\.work file: (?<reason>.*)$/,
    explain: (match) => ({
      meaning: `go.work uses the directory ${match.get("path")}, where there is no go.mod that can be read: ${match.get("reason")}.`,
      steps: [
        run(`go work edit -dropuse=./${match.get("path").replace(/^\.\//, "")}`, "Take the directory out of go.work"),
        run("go work use -r .", "Or gather all modules below anew"),
        leave,
      ],
    }),
  },
  {
    id: "work-module-twice",
    pattern: /module (?<module>\S+) appears multiple times in workspace/,
    explain: (match) => ({
      meaning: `Two directories of go.work have a go.mod that declares ${match.get("module")}.`,
      steps: [advise("Take one of the two use lines out of go.work"), advise("Or give the copy a module path of its own")],
    }),
  },
  {
    id: "work-directory-twice",
    pattern: /error loading go\.work:\n(?<place>\S+:\d+): path (?<path>\S+) appears multiple times in workspace/,
    explain: (match) => ({
      meaning: `${match.get("place")} uses a directory that another line uses, too, perhaps spelt otherwise.`,
      steps: [run("gomod-lint check --fix go.work", "Remove the second line")],
    }),
  },
  {
    id: "work-module-replaced",
    pattern: /workspace module (?<module>\S+) is replaced at all versions in the go\.work file[^\n]*/,
    explain: (match) => ({
      meaning: `go.work both uses and replaces ${match.get("module")}: the used directory is the replacement already.`,
      steps: [run(`go work edit -dropreplace=${match.get("module")}`, "Remove the replacement from go.work")],
    }),
  },
  {
    id: "outside-workspace",
    pattern:
      /(?:directory (?<dir>\S+)|current directory) is contained in a module that is not one of the workspace modules listed in go\.work\.[^\n]*(?:\n\s*(?<command>go work use .*))?/,
    explain: (match, known) => ({
      meaning: `A go.work is in use that does not name the module of ${match.get("dir") || "this directory"}.`,
      here: known.workFile === undefined ? [] : [`The workspace is ${known.workFile}.`],
      steps: [run(match.get("command") || `go work use ${match.get("dir") || "."}`, "Add the module to the workspace"), leave],
    }),
  },
]);
