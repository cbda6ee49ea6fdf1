import { advise, defineMessages, run } from "../message.ts";

/** Command lines that make no sense where they are given (modget, work.installOutsideModule, workcmd, modcmd, tool). */
export const commandMessages = defineMessages([
  {
    id: "install-needs-version",
    pattern: /'go install' requires a version when current directory is not in a module(?:\n\s*Try '(?<command>[^']*)'[^\n]*)?/,
    explain: (match, known) => ({
      meaning: "Outside of a module go install takes a program with its version, since nothing else says which.",
      here: [`A go.mod was looked for in ${known.env.directory} and above.`],
      steps: [
        run(match.get("command") || "go install PACKAGE@latest", "Name the version"),
        advise("Or go into the module first"),
      ],
    }),
  },
  {
    id: "install-with-directives",
    pattern:
      /(?<query>\S+) \(in (?<module>[^\s)]+)\):\n\s*The go\.mod file for the module providing named packages contains one or\n\s*more (?<kind>\w+) directives\.(?:[^\n]*\n\t)?[^\n]*(?:\n\t[^\n]*)*/,
    explain(match) {
      const at = match.get("query").split("@");
      return {
        meaning: `The go.mod of ${match.get("module")} has ${match.get("kind")} lines, which hold only where it is the main module: installed by its version the program would be another one.`,
        steps: [
          advise("Clone its repository, and run go install in there"),
          run(`go get -tool ${match.get("query")}`, "Or make it a tool of your module, and run it by go tool"),
          advise(`Or ask its authors for a release of ${at[0]} without such lines`),
        ],
      };
    },
  },
  {
    id: "no-such-tool",
    pattern: /no such tool "(?<tool>[^"]*)"/,
    explain: (match, known) => ({
      meaning: `${match.get("tool")} is neither a tool that comes with Go nor one that a tool line of go.mod names.`,
      here: known.files.flatMap(({ name, file }) =>
        file.tool.length === 0 ? [] : [`${name} names ${file.tool.map(({ path }) => path.value).join(", ")}.`],
      ),
      steps: [
        run("go tool", "See which there are"),
        run("go get -tool PACKAGE@latest", "Add the tool's package (from Go 1.24 on)"),
        ...(known.files.length === 0 ? [advise("Go into the module's directory: its tools are known only there")] : []),
      ],
    }),
  },
  {
    id: "no-go-work",
    pattern: /no go\.work file found(?:\n\s*\(run [^\n]*)?/,
    explain: (_, known) => ({
      meaning: "The command is about a workspace, and there is no go.work here or above.",
      here: [`${known.setting("GOWORK")}.`],
      steps: [run("go work init .", "Make one here"), advise("Or go to where it is")],
    }),
  },
  {
    id: "work-use-no-directory",
    pattern: /go: directory (?<dir>[^\n]+) does not exist/,
    explain: (match) => ({
      meaning: `There is no directory ${match.get("dir")} to take into the workspace.`,
      steps: [run("go work use -r .", "Take in all modules below, and drop those that are gone")],
    }),
  },
  {
    id: "module-path-unknown",
    pattern:
      /cannot determine module path for source directory (?<dir>[^\n]*?) \((?<reason>[^\n]*)\)(?:\n+Example usage:(?:\n\t[^\n]*)*)?(?:\n+Run 'go help mod init'[^\n]*)?/,
    explain: (match) => ({
      meaning: `A module needs a path, and ${match.get("dir")} does not tell which: ${match.get("reason")}.`,
      steps: [
        run("go mod init example.com/name", "Name it: the address of its repository, where it is to be imported by others"),
      ],
    }),
  },
  {
    id: "go-mod-exists",
    pattern: /(?<path>\S*go\.mod) already exists/,
    explain: (match) => ({
      meaning: `There is a module already: ${match.get("path")}.`,
      steps: [run("go mod tidy", "Bring it up to date"), run("go mod edit -module=PATH", "Or give it another path")],
    }),
  },
  {
    id: "malformed-path",
    pattern: /malformed (?<kind>module|import) path "(?<path>[^"]*)": (?<reason>[^\n]*)/,
    explain: (match) => ({
      meaning: `${JSON.stringify(match.get("path"))} is no ${match.get("kind")} path: ${match.get("reason")}.`,
      steps: [
        /missing dot/.test(match.get("reason"))
          ? advise("Write the whole path, which begins with a host: github.com/NAME/REPOSITORY")
          : advise("Correct it: letters, digits and -._~ between slashes; no scheme such as https://"),
      ],
    }),
  },
  {
    id: "not-a-package-here",
    pattern: /(?<pattern>\S+) \((?<dir>[^)\n]+)\) is not a package in module rooted at (?<root>[^\n]+)/,
    explain: (match) => ({
      meaning: `${match.get("dir")} has no package: it is not there, has no Go files, or belongs to another module than ${match.get("root")}.`,
      steps: [
        run("go list ./...", "See which packages there are"),
        advise("Or name a package by its path, to require its module"),
      ],
    }),
  },
  {
    id: "modfile-missing",
    pattern: /go: open (?<file>\S+\.mod): no such file or directory/,
    explain: (match, known) => ({
      meaning: `-modfile names ${match.get("file")}, which is not there.`,
      here: [`${known.setting("GOFLAGS")}.`],
      steps: [run(`cp go.mod ${match.get("file")}`, "Make it"), advise("Or take -modfile out of GOFLAGS or the command line")],
    }),
  },
]);
