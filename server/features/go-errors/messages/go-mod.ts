import { nearest } from "../../../analysis/settings.ts";
import { advise, defineMessages, run, type Step } from "../message.ts";

const directives = ["module", "go", "toolchain", "require", "exclude", "replace", "retract", "godebug", "tool", "ignore", "use"];
const place = String.raw`^(?:go: )?(?:errors parsing \S+:\n|error (?:loading|reading) \S+:\n)?(?<place>\S*(?:go\.mod|go\.work|\.mod):\d+(?::\d+)?): `;

/** go.mod and go.work that cannot be read (modfile's errors, modload.checkGodebugs). */
export const goModMessages = defineMessages([
  {
    id: "invalid-go-version",
    pattern: new RegExp(String.raw`${place}invalid go version '(?<value>[^']*)': must match format (?<format>\S+)`),
    explain(match, known) {
      const value = match
        .get("value")
        .replace(/^v|^go/, "")
        .replace(/\.x$/, "");
      const toolchain = /^\d+\.\d+\.\d+/.test(match.get("value")) && /^\d+\.\d+$/.test(match.get("format"));
      return {
        meaning: toolchain
          ? `A Go before 1.21 reads this file: it knows go lines of two numbers only, and ${match.get("value")} has three.`
          : `${JSON.stringify(match.get("value"))} is no Go version: that is 1.23, 1.23.4 or 1.24rc1, without go or v before it.`,
        here: known.env.get("GOVERSION").value === "" ? [] : [`${known.env.get("GOVERSION").value} is the go command here.`],
        steps: toolchain
          ? [
              advise("Use Go 1.21 or later, which reads it"),
              run(
                `go mod edit -go=${match.get("value").replace(/\.\d+$/, "")}`,
                "Or leave the third number out, if no dependency asks for it",
              ),
            ]
          : [advise(`Write go ${/^\d+\.\d+/.test(value) ? value : "1.24"} in that line`)],
      };
    },
  },
  {
    id: "unknown-directive",
    pattern: new RegExp(String.raw`${place}unknown (?<kind>directive|block type): (?<name>\S+)`),
    explain(match) {
      const name = match.get("name");
      const since = { toolchain: "1.21", godebug: "1.23", tool: "1.24", ignore: "1.25" }[name];
      const near = nearest(name, directives);
      return {
        meaning:
          since === undefined
            ? `${match.get("place")} begins with ${JSON.stringify(name)}, which is no directive.`
            : `The go command that read this does not know ${name}, which came with Go ${since}.`,
        steps:
          since === undefined
            ? [advise(near === undefined ? "Remove the line" : `Write ${near}`)]
            : [
                advise(`Use Go ${since} or later`),
                advise("A Go from 1.21 on fetches it by itself when the go line says so, and GOTOOLCHAIN allows it"),
              ],
      };
    },
  },
  {
    id: "major-version-mismatch",
    pattern: new RegExp(
      String.raw`(?:${place})?(?:require |replace |exclude )?(?:(?<module>[^\s:@]+)[@:]\s?)?(?:version "?(?<version>v[^\s"]+)"? )?invalid(?: version)?: (?:should be (?<should>v\S+(?: or v\d+)?), not (?<not>v\d+)|module contains a go\.mod file, so module path must match major version \("(?<path>[^"]+)"\)|go\.mod has (?:post|non)-\S+ module path "(?<declared>[^"]+)"[^\n]*)`,
    ),
    explain(match) {
      const module = match.get("module");
      const version = match.get("version");
      const base = module.replace(/\/v\d+$/, "");
      const major = match.get("not");
      const own = match.get("path") || match.get("declared") || (major === "v0" || major === "v1" ? base : `${base}/${major}`);
      return {
        meaning: `From v2 on the major version is a part of the module path, and ${module || "the path"} does not fit ${version || "the version"}.`,
        steps: [
          ...(own === "" ? [] : [advise(`Require ${own}${version === "" ? "" : ` ${version}`}, and import it by that path`)]),
          ...(/^v[2-9]|^v1\d/.test(major) && match.get("path") === ""
            ? [advise(`Or, for a repository without go.mod at that version: ${module} ${version}+incompatible`)]
            : []),
          run(`go list -m -versions ${base || "MODULE"}`, "See which versions this path has"),
        ],
      };
    },
  },
  {
    id: "unresolved-version",
    pattern: new RegExp(
      String.raw`${place}(?:require |replace |exclude )?(?<module>[^\s:]+): version "(?<version>[^"]+)" invalid: (?<reason>[^\n]*)`,
    ),
    explain: (match) => ({
      meaning: `${JSON.stringify(match.get("version"))} is no version. A command that may change go.mod looks up which one it stands for; that failed here, or was not allowed: ${match.get("reason")}.`,
      steps: [
        run(`go get ${match.get("module")}@${match.get("version")}`, "Have it looked up, and written as a version"),
        run(`go list -m -versions ${match.get("module")}`, "Or name one that there is"),
      ],
    }),
  },
  {
    id: "replacement-form",
    pattern: new RegExp(
      String.raw`${place}replacement module (?:without version must be directory path[^\n]*|directory path "(?<dir>[^"]*)" cannot have version|must match format[^\n]*)`,
    ),
    explain: (match) => ({
      meaning: `What stands behind => at ${match.get("place")} is neither a module with its version nor a directory: a directory begins with ./, ../ or /, and has no version.`,
      steps: [advise("Write ./ before a directory"), advise("Or add the version of the module")],
    }),
  },
  {
    id: "unknown-godebug",
    pattern: new RegExp(
      String.raw`${place}(?<reason>unknown godebug "(?<key>[^"]*)"|use of removed godebug "[^"]*"[^\n]*|default=\S+ too new[^\n]*|value for default=[^\n]*)`,
    ),
    explain: (match) => ({
      meaning: `The Go that runs here does not take the setting at ${match.get("place")}: ${match.get("reason")}.`,
      steps: [
        advise("Correct its name, or remove the line: https://go.dev/doc/godebug lists what each release knows"),
        run("gomod-lint explain unknown-godebug", "See more of it"),
      ],
    }),
  },
  {
    id: "missing-module-line",
    pattern:
      /(?:error reading (?<file>\S+): missing module declaration\. To specify the module path:\n\s*go mod edit -module=\S+|parsing go\.mod: missing module line)/,
    explain: (match) => ({
      meaning: `${match.get("file") || "A go.mod"} has no module line, so it has no name.`,
      steps: [run("go mod edit -module=example.com/name", "Give it one, as it is imported")],
    }),
  },
  {
    id: "go-mod-syntax",
    pattern: new RegExp(String.raw`${place}(?<reason>[^\n]+)`),
    explain(match) {
      const file = match.get("place").replace(/:.*/, "");
      const step: Step = run(`gomod-lint check ${file}`, "See the line, and what else is wrong");
      return { meaning: `${match.get("place")} cannot be read: ${match.get("reason")}.`, steps: [step] };
    },
  },
]);
