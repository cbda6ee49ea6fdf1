import { advise, defineMessages, run } from "../message.ts";

/** Module mode, the main module and GOFLAGS (modload.Init, modload.modRoots, base.InitGOFLAGS). */
export const modeMessages = defineMessages([
  {
    id: "get-outside-module",
    pattern:
      /go\.mod file not found in current directory or any parent directory\.\n\s*'go get' is no longer supported outside a module\.(?:\n\t[^\n]*)*/,
    explain: (_, known) => ({
      meaning: "go get changes the requirements of a module, and there is none here.",
      here: [`It was looked for in ${known.env.directory} and above.`],
      steps: [
        run("go install PACKAGE@latest", "Install a program"),
        run("go mod init example.com/name", "Or make a module here, to require something"),
      ],
    }),
  },
  {
    id: "no-go-mod",
    pattern:
      /go\.mod file not found in current directory or any parent directory(?:; see 'go help modules')?|cannot find main module(?:, but found [^\n]*(?:\n\t[^\n]*)*|; see 'go help modules')/,
    explain: (_, known) => ({
      meaning: "The command needs a module, and neither this directory nor one above it has a go.mod.",
      here: [`It was looked for in ${known.env.directory} and above.`],
      steps: [
        advise(
          "Go into the module's directory, or name it with -C DIR; in a container look at the working directory and the mounts",
        ),
        run("go mod init example.com/name", "Or make a module here"),
      ],
    }),
  },
  {
    id: "outside-module",
    pattern:
      /(?:pattern (?<pattern>[^:\s]+): )?directory prefix (?<dir>\S+) does not contain (?:main module|modules listed in go\.work)(?: or (?:its|their) selected dependencies)?/,
    explain: (_, known) => ({
      meaning: "The pattern names packages below a directory that belongs to no main module.",
      here:
        known.workFile !== undefined
          ? [`A workspace is in use: ${known.workFile}. Only the modules that it uses count.`]
          : known.files.length === 0
            ? [`There is no go.mod in ${known.env.directory} or above.`]
            : [],
      steps: [
        known.workFile === undefined
          ? advise("Go into the directory of the module, or make one with go mod init")
          : run("go work use DIR", "Add the module to the workspace, or set GOWORK=off"),
      ],
    }),
  },
  {
    id: "modules-off",
    pattern: /modules disabled by GO111MODULE=off; see 'go help modules'/,
    explain: (_, known) => ({
      meaning: "GO111MODULE=off turns modules off: the command looks at GOPATH only, and go.mod is not read.",
      here: [`${known.setting("GO111MODULE")}.`],
      steps: [run(known.change("GO111MODULE", undefined), "Take it back: modules are on by default")],
    }),
  },
  {
    id: "unknown-go111module",
    pattern: /unknown environment setting GO111MODULE=(?<value>\S*)/,
    explain: (match, known) => ({
      meaning: `GO111MODULE is on, off or auto, not ${JSON.stringify(match.get("value"))}.`,
      here: [`${known.setting("GO111MODULE")}.`],
      steps: [run(known.change("GO111MODULE", undefined), "Take it back: modules are on by default")],
    }),
  },
  {
    id: "gopath-mode",
    pattern: /cannot find package "(?<package>[^"]+)" in any of:(?:\n\t[^\n]*)*/,
    explain: (match, known) => ({
      meaning: `The go command is in GOPATH mode: it looks for ${match.get("package")} among folders and reads no go.mod.`,
      here: [`${known.setting("GO111MODULE")}.`],
      steps: [run(known.change("GO111MODULE", undefined), "Turn modules on again")],
    }),
  },
  {
    id: "goflags",
    pattern: /parsing \$GOFLAGS: (?<reason>.*)$/,
    explain: (match, known) => ({
      meaning: `Every word of GOFLAGS is a flag with its value, -name=value: ${match.get("reason")}.`,
      here: [`${known.setting("GOFLAGS")}.`],
      steps: [
        /^non-flag/.test(match.get("reason"))
          ? advise("Write the flag with - before it, and with = before its value")
          : advise("Take the flag out, or correct its name"),
        run(known.change("GOFLAGS", undefined), "Or take it back whole"),
      ],
    }),
  },
  {
    id: "mod-flag",
    pattern: /-mod=(?<value>\S*) not supported \(can be [^)]*\)/,
    explain: (match, known) => ({
      meaning: `-mod is readonly, vendor or mod, not ${JSON.stringify(match.get("value"))}.`,
      here: [`${known.setting("GOFLAGS")}.`],
      steps: [advise("Correct it where it is set: the command line or GOFLAGS")],
    }),
  },
  {
    id: "modfile-extension",
    pattern: /-modfile=(?<file>\S+): file does not have \.mod extension/,
    explain: (match, known) => ({
      meaning: `-modfile names a file that ends in .mod, and its go.sum goes by the same name; ${match.get("file")} does not.`,
      here: [`${known.setting("GOFLAGS")}.`],
      steps: [advise("Rename the file, or correct the flag")],
    }),
  },
  {
    id: "not-in-main-module",
    pattern: /main module \((?<module>[^)]+)\) does not contain package (?<package>\S+)/,
    explain(match, known) {
      return {
        meaning: `${match.get("package")} is below the path of the main module, but its directory is a module of its own or not there.`,
        here: known.workFile === undefined ? ["No go.work is in use."] : [`The workspace is ${known.workFile}.`],
        steps: [
          advise("A nested directory with a go.mod is another module: go into it, or name it with -C"),
          run("go work init . ./DIR", "Or work on both in a workspace"),
          advise("Otherwise look at the spelling, and at files that .gitignore or .dockerignore left out"),
        ],
      };
    },
  },
  {
    id: "directory-not-found",
    pattern: /stat (?<dir>\S+): directory not found/,
    explain: (match) => ({
      meaning: `There is no directory ${match.get("dir")}.`,
      steps: [advise("Correct the pattern, or see what .gitignore or .dockerignore left out of this checkout")],
    }),
  },
]);
