import type { Known } from "../known.ts";
import { advise, defineMessages, type Explanation, type Match, run } from "../message.ts";

/** Modules fetched from their repositories (modfetch/codehost, vcs). */
export const vcsMessages = defineMessages([
  {
    id: "govcs",
    pattern:
      /(?:(?<module>[^\s@:"]+)@(?<version>v?[^\s:]+): )?GOVCS disallows using (?<tool>\S+) for (?<kind>public|private) (?<path>[^\s;]+)(?:; see 'go help vcs')?/,
    explain: (match, known) => ({
      meaning: `GOVCS does not allow ${match.get("tool")} for ${match.get("kind")} modules such as ${match.get("path")}.`,
      here: [`${known.setting("GOVCS")}.`, ...known.chain(match.get("path"))],
      steps: [
        run(
          known.change("GOVCS", `"${match.get("path")}:${match.get("tool")},public:git|hg,private:all"`),
          "Allow it for this module",
        ),
        advise("Or fetch the module by a proxy, which needs no version control here"),
      ],
    }),
  },
  {
    id: "repository-unreachable",
    pattern:
      /(?:(?<module>[^\s@:"]+)@(?<version>[^\s:]+): )?(?:invalid version: |reading \S+ at revision \S+: )*(?:git (?:ls-remote|fetch|init|remote)|hg (?:clone|pull)|svn)\b[^\n]*? in (?<dir>\S+): (?:exit status (?<status>\d+)|(?<fault>exec: [^\n]*))(?::\n(?<output>(?:\t[^\n]*\n?)+))?(?:Confirm the import path was entered correctly\.\nIf this is a private repository, see [^\n]*)?/,
    explain: explainRepository,
  },
  {
    id: "no-version-control",
    pattern:
      /(?:(?<module>[^\s@:"]+)@(?<version>[^\s:]+): )?(?:invalid version: |reading \S+ at revision \S+: |git \S+ [^\n]{0,200}? in \S+: )*(?:exec: "(?<tool>git|hg|svn|fossil|bzr)": executable file not found in \$PATH|missing (?<missing>\S+) command\.[^\n]*)/,
    explain(match, known) {
      const tool = match.get("tool") || match.get("missing");
      return {
        meaning: `${tool} is not installed, and a module was to be fetched from its repository.`,
        here: [`${known.setting("GOPROXY")}, ${known.setting("GONOPROXY")}.`, ...known.chain(match.get("module"))],
        steps: [
          advise(`Install ${tool} in the image`),
          run("GOPROXY=https://proxy.golang.org", "Or fetch by a proxy, which needs none"),
        ],
      };
    },
  },
  {
    id: "unrecognized-import-path",
    pattern: /(?:(?<module>[^\s@:"]+)@(?<version>[^\s:]+): )?unrecognized import path "(?<path>[^"]+)": (?<reason>.*)$/,
    explain(match, known) {
      const path = match.get("path");
      return {
        meaning: `The go command asked https://${path} itself where the repository is, and got no answer that says so: ${match.get("reason")}.`,
        here: [
          `It did so because of ${known.setting("GOPROXY")}, ${known.setting("GONOPROXY")}.`,
          ...known.chain(match.get("module") || path),
        ],
        steps: [
          ...(known.isPrivate(path)
            ? []
            : [run("GOPROXY=https://proxy.golang.org,direct", "Ask a proxy first, where the module is public")]),
          advise(`Check the path for a typo, and that this machine reaches ${path.split("/")[0]}`),
          run(`go mod edit -replace=${path}=../DIR`, "Or use a copy on this machine"),
        ],
      };
    },
  },
]);

function explainRepository(match: Match, known: Known): Explanation {
  const output = match.get("output");
  const module = match.get("module");
  const host =
    /https?:\/\/(?:[^@/\s]*@)?([^/\s'"]+)/.exec(match.text)?.[1] ??
    /git@([^:\s]+)/.exec(match.text)?.[1] ??
    module.split("/")[0] ??
    "";
  const here = [`${known.setting("GOPRIVATE")}, ${known.setting("GOPROXY")}.`, ...known.chain(module)];
  if (
    /could not read Username|Authentication failed|terminal prompts disabled|Permission denied|Repository not found|could not read Password|access denied/i.test(
      output,
    )
  ) {
    return {
      meaning: `${host} did not let git in: no password or key for it is at hand, or the repository is not there.`,
      here,
      steps: [
        run(`git config --global url."ssh://git@${host}/".insteadOf "https://${host}/"`, "Fetch by ssh, with a key"),
        advise(`Or put a token for ${host} into ~/.netrc; in CI, into the job's secrets`),
        run(
          known.add("GOPRIVATE", module.split("/").slice(0, 2).join("/")),
          "Say that it is private, so that no public proxy hears of it",
        ),
      ],
    };
  }
  if (
    /Could not resolve host|unable to access|Connection (?:refused|timed out)|Failed to connect|Network is unreachable/i.test(
      output,
    )
  ) {
    return {
      meaning: `${host} cannot be reached from here, and the module was to be fetched from its repository.`,
      here,
      steps: [
        run("GOPROXY=https://proxy.golang.org", "Fetch by a proxy that this machine reaches"),
        advise("Or let it reach the host, or fill the module cache elsewhere: gomod-lint mirror"),
      ],
    };
  }
  return {
    meaning: `The repository of ${module || host} could not be read.${output.trim() === "" ? "" : ` It said: ${output.trim().split("\n")[0]?.trim()}.`}`,
    here,
    steps: [
      advise("Run the command in the message by hand, and mend what it says"),
      run("GOPROXY=https://proxy.golang.org", "Or fetch by a proxy"),
    ],
  };
}
