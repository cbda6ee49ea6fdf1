import { compareGoVersions } from "../../../version/go-version.ts";
import type { Known } from "../known.ts";
import { advise, defineMessages, run, type Step } from "../message.ts";

/** go and toolchain lines, and GOTOOLCHAIN (gover.TooNewError, toolchain.Select). */
export const toolchainMessages = defineMessages([
  {
    id: "go-too-old",
    pattern:
      /(?:go: )?(?:(?<module>[^\s@:"]+)@(?<version>v[^\s:]+)|(?<file>\S+)) requires go >= (?<need>\S+) \(running go (?<have>[^;)]+)(?:; GOTOOLCHAIN=(?<setting>[^)]*))?\)/,
    explain(match, known) {
      const module = match.get("module");
      const need = match.get("need");
      const what = module === "" ? match.get("file") : `${module}@${match.get("version")}`;
      const setting = match.get("setting");
      const older = olderVersion(known, module, match.get("version"), match.get("have"));
      return {
        meaning: `${what} asks for Go ${need}; go ${match.get("have")} runs here${setting === "" ? "" : `, and GOTOOLCHAIN=${setting} keeps it from fetching another release`}.`,
        here: [`${known.setting("GOTOOLCHAIN")}.`, ...(module === "" ? [] : known.chain(module, match.get("version")))],
        steps: [
          ...(setting === "" || setting === "auto"
            ? []
            : [run("GOTOOLCHAIN=auto", "Let the go command fetch the release, where a proxy is in reach")]),
          advise(`Install Go ${need} or later here, in the image or in the CI job`),
          ...older,
          ...(module === ""
            ? [
                run(
                  `go mod edit -go=${match.get("have").replace(/^go/, "")}`,
                  "Lower the go line, if the module does not need more",
                ),
              ]
            : []),
        ],
      };
    },
  },
  {
    id: "work-go-too-low",
    pattern:
      /module (?<module>\S+) listed in go\.work file requires go >= (?<need>[^,\s]+), but go\.work (?:lists|implicitly requires) go (?<have>[^;\s]+)(?:; to update it:\n\s*go work use)?/,
    explain: (match, known) => ({
      meaning: `A workspace needs the Go of its most demanding module: ${match.get("module")} says ${match.get("need")}, go.work says ${match.get("have")}.`,
      here: known.workFile === undefined ? [] : [`The workspace is ${known.workFile}.`],
      steps: [run("go work use", "Raise the go line of go.work"), run("GOWORK=off", "Or leave the workspace for this command")],
    }),
  },
  {
    id: "toolchain-not-available",
    pattern: /(?:go: )?download (?<toolchain>go\S+) for (?<platform>[^:\s]+): (?<reason>.*)$/,
    explain: (match, known) => ({
      meaning: `${match.get("toolchain")} was asked for by a go or toolchain line, and could not be had for ${match.get("platform")}: ${match.get("reason")}.`,
      here: [`Toolchains come as modules by ${known.setting("GOPROXY")}.`],
      steps: [
        advise(
          /not available/.test(match.get("reason"))
            ? "See whether there is such a release: https://go.dev/dl"
            : "Let this machine reach the proxy, or install the release",
        ),
        run("go mod edit -toolchain=none -go=VERSION", "Name a release that there is"),
        run("GOTOOLCHAIN=local", "Go on with the Go that is installed, where the go line allows it"),
      ],
    }),
  },
  {
    id: "invalid-gotoolchain",
    pattern: /invalid GOTOOLCHAIN "(?<value>[^"]*)"/,
    explain: (match, known) => ({
      meaning: `${JSON.stringify(match.get("value"))} is no value of GOTOOLCHAIN: that is local, auto, path, a release such as go1.25.3, or one with +auto or +path behind it.`,
      here: [`${known.setting("GOTOOLCHAIN")}.`],
      steps: [
        ...(/^\d/.test(match.get("value"))
          ? [run(`GOTOOLCHAIN=go${match.get("value")}`, "Write the release with go before it")]
          : []),
        run(known.change("GOTOOLCHAIN", undefined), "Go back to the default"),
      ],
    }),
  },
]);

/** The last version below `version` on this machine whose go line the running Go satisfies. */
function olderVersion(known: Known, module: string, version: string, have: string): readonly Step[] {
  if (module === "") return [];
  const fitting = (known.cached?.(module) ?? []).filter(
    (other) => other.version !== version && (other.go === undefined || compareGoVersions(other.go, have.replace(/^go/, "")) <= 0),
  );
  const last = fitting.at(-1)?.version;
  return last === undefined
    ? [advise(`Or require a version of ${module} whose go line is lower`)]
    : [run(`go get ${module}@${last}`, "Or go back to a version that this Go can build")];
}
