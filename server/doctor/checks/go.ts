import { describeOrigin } from "../../environment/go-env.ts";
import { compareGoVersions, goStrictVersion, toolchainGoVersion } from "../../version/go-version.ts";
import type { Check } from "../check.ts";
import { mend } from "../mend.ts";
import type { GoFacts } from "../observe/go.ts";

/** The go command that is found, the one that will run in its place, and what the files ask of it. */
export function checkGo(facts: GoFacts): readonly Check[] {
  const { command } = facts;
  if (command === undefined) {
    return [
      {
        system: "go",
        status: "failed",
        subject: "go command",
        observed: "none on PATH",
        reason: "nothing can be built here",
        remedy: "install Go (https://go.dev/dl/) and put its bin directory on PATH",
      },
    ];
  }
  const found: Check = {
    system: "go",
    status: "passed",
    subject: "go command",
    observed: `${command.version ?? "of unknown version"}, ${command.path}`,
  };
  const wrong = checkGoSettings(facts);
  return wrong.length > 0 ? [found, ...wrong] : [found, toolchainCheck(facts), ...lineChecks(facts)];
}

/** GOROOT and GOTOOLCHAIN as settings, whatever the module. */
export function checkGoSettings({ problems, root, setting }: Pick<GoFacts, "problems" | "root" | "setting">): readonly Check[] {
  return problems.map(({ variable, message }) => {
    const wrong = variable === "GOROOT" ? root : setting;
    return {
      system: "go",
      status: "failed",
      subject: variable,
      observed: wrong.value === "" ? "not set" : wrong.value,
      origin: describeOrigin(wrong.origin),
      reason: `${message}: every go command stops`,
      remedy: mend(variable, wrong, variable === "GOTOOLCHAIN" ? "auto" : undefined),
    };
  });
}

function toolchainCheck({ choice, setting, network, lines }: GoFacts): Check {
  const common = {
    system: "go",
    subject: "toolchain",
    observed: choice.toolchain === "" ? "the local one" : choice.toolchain,
    origin: `GOTOOLCHAIN=${setting.value}, ${describeOrigin(setting.origin)}`,
    steps: choice.steps,
  } as const;
  const stops = "every go command stops";
  if (choice.problem !== undefined) {
    const remedy = `${mend("GOTOOLCHAIN", setting, "auto")}, or install ${choice.toolchain}`;
    return { ...common, status: "failed", reason: `${choice.problem}: ${stops}`, remedy };
  }
  if (choice.place === "download" && !network) {
    return {
      ...common,
      status: "failed",
      reason: `it is neither on PATH nor in the module cache, and nothing may be downloaded: ${stops}`,
      remedy: `elsewhere: go mod download golang.org/toolchain@v0.0.1-${choice.toolchain}.GOOS-GOARCH, or lower the go line to that of the go command here`,
    };
  }
  const version = toolchainGoVersion(choice.toolchain);
  // Before Go 1.21 a go line was a hint that a build may fail, and no more.
  const strict = version !== "" && compareGoVersions(version, goStrictVersion) >= 0;
  if (strict && lines !== undefined && compareGoVersions(lines.go, version) > 0) {
    return {
      ...common,
      status: "failed",
      reason: `${lines.file} requires go ${lines.go}: ${stops}`,
      remedy: mend("GOTOOLCHAIN", setting, "auto"),
    };
  }
  return { ...common, status: "passed", ...(choice.place === "download" ? { pending: true } : {}) };
}

/** What the files ask for, beside which Go that is. */
function lineChecks({ lines, choice, highest, needed, directives, kind }: GoFacts): readonly Check[] {
  if (lines === undefined || kind === undefined) return [];
  const details = releaseNotes(lines.go, directives);
  if (highest !== undefined) details.push(`the dependency with the highest go line is ${highest.module}: go ${highest.go}`);
  const common = {
    system: "go",
    subject: "go line",
    observed: lines.go === "" ? "none" : `go ${lines.go}`,
    origin: lines.file,
    details,
  } as const;
  const version = toolchainGoVersion(choice.toolchain);
  const unknown = [...directives].find((name) => version !== "" && compareGoVersions(version, since[name]) < 0);
  if (unknown !== undefined) {
    const reason = `${choice.toolchain} does not know the directive ${unknown}, which came with Go ${since[unknown]}: it stops at the file`;
    return [{ ...common, status: "failed", reason, remedy: "install a newer Go" }];
  }
  if (lines.go !== "" && version !== "" && compareGoVersions(version, goStrictVersion) < 0 && !/^\d+\.\d+$/.test(lines.go)) {
    const reason = `${choice.toolchain} takes no third number or release candidate in a go line: it stops at the file`;
    return [{ ...common, status: "failed", reason, remedy: "install a newer Go" }];
  }
  const own = lines.go === "" ? "1.16" : lines.go;
  if (needed !== undefined && compareGoVersions(needed, own) > 0) {
    const reason = `the module graph needs go ${needed}: commands that build stop and ask for updates to go.mod`;
    return [{ ...common, status: "failed", reason, remedy: `go mod edit -go=${needed}` }];
  }
  return [{ ...common, status: "passed" }];
}

/** The release of Go that each directive came with. */
const since = { toolchain: "1.21", godebug: "1.23", tool: "1.24", ignore: "1.25" } as const;

/** What differs between releases of Go for a file with this go line and these directives. */
function releaseNotes(go: string, directives: GoFacts["directives"]): string[] {
  const own = go === "" ? "1.16" : go;
  const notes: string[] = [];
  const before = (version: string): boolean => compareGoVersions(own, version) < 0;
  notes.push(
    before("1.17")
      ? "below go 1.17: the graph holds all requirements of all dependencies (no pruning), and go.mod does not list them"
      : "since go 1.17: the graph leaves out what dependencies of dependencies require for themselves (pruning)",
  );
  notes.push(
    before("1.21")
      ? "below go 1.21: the go line stops no Go that is older"
      : "since go 1.21: a Go that is older than the go line refuses the file, or fetches the release that it asks for",
  );
  for (const name of directives) notes.push(`${name} needs Go ${since[name]} to be read`);
  return notes;
}
