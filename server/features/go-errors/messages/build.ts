import { advise, defineMessages, run } from "../message.ts";

/** What a build needs beside modules: its cache, a place to work, a C compiler, the repository's state (cache.DefaultDir, work.BuildInit, load.setBuildInfo). */
export const buildMessages = defineMessages([
  {
    id: "no-build-cache",
    pattern:
      /build cache is (?:required, but could not be located: (?<reason>[^\n]*)|disabled by (?<off>GOCACHE=off), but required[^\n]*)|failed to initialize build cache at (?<dir>[^\n:]+): (?<fault>[^\n]*)/,
    explain(match, known) {
      const dir = match.get("dir");
      return {
        meaning:
          dir !== ""
            ? `The build cache cannot be made in ${dir}: ${match.get("fault")}.`
            : match.get("off") !== ""
              ? "Since Go 1.12 there is no building without a cache, and GOCACHE=off asks for that."
              : `The go command does not know where its build cache is: ${match.get("reason")}. Service managers and scratch containers start programs without HOME.`,
        here: [`${known.setting("GOCACHE")}.`],
        steps: [
          run("GOCACHE=/tmp/go-build", "Let GOCACHE name a directory that this user may write, by its absolute path"),
          run("HOME=/root", "Or set HOME: the cache is below it"),
          ...(dir === "" ? [] : [run("gomod-lint doctor", "See what stands in the way")]),
        ],
      };
    },
  },
  {
    id: "vcs-stamping",
    pattern: /error obtaining VCS status: (?<reason>[^\n]*)(?:\n\s*Use -buildvcs=false to disable VCS stamping\.)?/,
    explain: (match, known) => ({
      meaning: `go build writes the commit into the program, and ${match.get("reason")} is how the version control system ended. In a container it is mostly git that refuses a repository of another user (“dubious ownership”), or a .git without its objects.`,
      here: [`${known.setting("GOFLAGS")}.`],
      steps: [
        run("GOFLAGS=-buildvcs=false", "Build without the commit"),
        run('git config --global --add safe.directory "$PWD"', "Or let git trust the repository, whoever owns it"),
        run("git status", "Or see what git has to say"),
      ],
    }),
  },
  {
    id: "no-c-compiler",
    pattern: /cgo: C compiler "(?<tool>[^"]*)" not found: [^\n]*/,
    explain: (match) => ({
      meaning: `A package uses C, and the compiler ${match.get("tool")} is not there.`,
      steps: [
        run("CGO_ENABLED=0", "Build without C: net, os/user and most packages can do without"),
        advise("Or install a compiler: build-essential on Debian, build-base on Alpine"),
      ],
    }),
  },
  {
    id: "program-not-started",
    pattern: /fork\/exec (?<path>[^\n:]+): (?<reason>permission denied|exec format error)/,
    explain: (match) =>
      match.get("reason") === "exec format error"
        ? {
            meaning: `${match.get("path")} is made for another system or processor than this one.`,
            steps: [
              run("unset GOOS GOARCH", "Build for this machine, to run it here"),
              run(
                "go env GOOS GOARCH GOHOSTARCH; uname -m",
                "See for what it is built; in an image, whether the image is this machine's",
              ),
            ],
          }
        : {
            meaning: `The system does not let ${match.get("path")} be started: temporary files mostly lie where programs may not run (mounted noexec).`,
            steps: [
              run(
                'GOTMPDIR="$HOME/tmp"',
                "Let the go command work in a directory, one that is there, from which programs may be started",
              ),
              run(`findmnt -T ${match.get("path")}`, "See how it is mounted"),
            ],
          },
  },
  {
    id: "no-work-directory",
    pattern: /creating work dir: (?<reason>[^\n]*)/,
    explain: (match, known) => ({
      meaning: `There is no place for the temporary files of a build: ${match.get("reason")}.`,
      here: [`${known.setting("GOTMPDIR")}.`],
      steps: [
        run("GOTMPDIR=/tmp", "Name a directory that is there, and that this user may write"),
        run("df -h /tmp", "Or see whether it is full"),
      ],
    }),
  },
  {
    id: "goroot-missing",
    pattern: /cannot find GOROOT directory: (?<dir>[^\n]*)/,
    explain: (match, known) => ({
      meaning: `GOROOT says that Go lies in ${match.get("dir")}, where it is not. It need not be set at all: the go command knows where it lies.`,
      here: [`${known.setting("GOROOT")}.`],
      steps: [run(known.change("GOROOT", undefined), "Take it back")],
    }),
  },
  {
    id: "unsupported-platform",
    pattern: /unsupported GOOS\/GOARCH pair (?<pair>\S+)/,
    explain: (match, known) => ({
      meaning: `This Go builds nothing for ${match.get("pair")}.`,
      here: [`${known.setting("GOOS")}, ${known.setting("GOARCH")}.`],
      steps: [run("go tool dist list", "See for what it builds: amd64 and arm64, not x86_64 and aarch64")],
    }),
  },
  {
    id: "files-excluded",
    pattern: /(?:package (?<package>\S+): )?build constraints exclude all Go files in (?<dir>[^\n]+)/,
    explain: (match, known) => ({
      meaning: `No file in ${match.get("dir")} is for this system, processor and set of tags, or all use C while that is turned off.`,
      here: [`${known.setting("GOOS")}, ${known.setting("GOARCH")}, ${known.setting("GOFLAGS")}.`],
      steps: [
        run(
          `go list -f '{{.IgnoredGoFiles}}' ${match.get("package") || "."}`,
          "See which files are passed over, and the //go:build lines at their start",
        ),
        run("CGO_ENABLED=1", "Where they import C: turn it on"),
      ],
    }),
  },
  {
    id: "embed-pattern",
    pattern: /(?<place>\S+:\d+:\d+): pattern (?<pattern>[^\n:]+): no matching files found/,
    explain: (match) => ({
      meaning: `The //go:embed line at ${match.get("place")} finds no file for ${match.get("pattern")}.`,
      steps: [
        advise("Make the files first, where they are generated; look at .gitignore and .dockerignore where they are not here"),
        advise("A pattern starts at the package's directory, does not leave it, and passes over names with . or _ before them"),
      ],
    }),
  },
  {
    id: "relative-import",
    pattern:
      /(?<place>\S+:\d+:\d+): "(?<path>[^"]*)" is relative, but relative import paths are not supported in module mode(?:\n\S+: local import "[^"]*" in non-local package)?/,
    explain: (match, known) => ({
      meaning: `${match.get("place")} imports ${match.get("path")} by its place; in a module a package is imported by its whole path.`,
      steps: [
        advise(
          `Write the module's path before it${known.files[0]?.file.module === undefined ? "" : `: ${known.files[0].file.module.path.value}/…`}`,
        ),
      ],
    }),
  },
  {
    id: "no-main-package",
    pattern: /package (?<package>\S+) is not a main package/,
    explain: (match) => ({
      meaning: `${match.get("package")} is a library: only package main with a function main can be run.`,
      steps: [run("go list -f '{{if eq .Name \"main\"}}{{.ImportPath}}{{end}}' ./...", "See which programs there are")],
    }),
  },
]);
