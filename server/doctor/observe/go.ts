import type { GoCommand } from "../../environment/go-command.ts";
import type { Setting } from "../../environment/go-env.ts";
import type { SettingProblem } from "../../environment/setting-problems.ts";
import { chooseToolchain, type ToolchainChoice, type VersionLines, versionLines } from "../../environment/toolchain.ts";
import { formatModule, isToolchain } from "../../graph/module-version.ts";
import type { ModFile } from "../../modfile/mod-file.ts";
import { compareGoVersions } from "../../version/go-version.ts";
import type { Subject, SubjectModule } from "../subject.ts";
import { networkAllowed } from "./network.ts";

export interface GoFacts {
  readonly command: GoCommand | undefined;
  readonly root: Setting;
  readonly setting: Setting;
  /** the problem of GOROOT or GOTOOLCHAIN as a setting */
  readonly problems: readonly SettingProblem[];
  readonly choice: ToolchainChoice;
  readonly lines: VersionLines | undefined;
  /** whether a toolchain could be fetched */
  readonly network: boolean;
  /** the dependency with the highest go line */
  readonly highest: { readonly module: string; readonly go: string } | undefined;
  /** the go line that the module graph asks for; undefined in a workspace, where go.work decides */
  readonly needed: string | undefined;
  /** directives of the go.mod files that older releases do not know */
  readonly directives: ReadonlySet<"toolchain" | "tool" | "ignore" | "godebug">;
  readonly kind: "mod" | "work" | undefined;
}

/** @param networkOff as if there were no network, whatever GOPROXY says */
export function observeGo({ host, env, module, settings }: Subject, networkOff: boolean): GoFacts {
  const lines = versionLines(host, env);
  const directives = new Set<"toolchain" | "tool" | "ignore" | "godebug">();
  for (const { file } of module?.documents ?? []) {
    if (file.toolchain !== undefined) directives.add("toolchain");
    if (file.godebug.length > 0) directives.add("godebug");
    if (file.kind === "mod") addOfModule(file, directives);
  }
  return {
    command: env.command,
    root: env.get("GOROOT"),
    setting: env.get("GOTOOLCHAIN"),
    problems: settings.filter(({ variable }) => variable === "GOROOT" || variable === "GOTOOLCHAIN"),
    choice: chooseToolchain(host, env, lines),
    lines,
    network: !networkOff && networkAllowed(env),
    highest: highestGoLine(module),
    needed: module?.facts.workFile === undefined ? module?.graph.declared.selectedNode("go")?.version : undefined,
    directives,
    kind: module === undefined ? undefined : module.facts.workFile === undefined ? "mod" : "work",
  };
}

function highestGoLine(module: SubjectModule | undefined): GoFacts["highest"] {
  let highest: GoFacts["highest"];
  for (const node of module?.graph.effective.buildList() ?? []) {
    const go = node.version === "" || isToolchain(node.path) ? undefined : node.summary?.go;
    if (go !== undefined && (highest === undefined || compareGoVersions(go, highest.go) > 0)) {
      highest = { module: formatModule(node), go };
    }
  }
  return highest;
}

function addOfModule(file: ModFile, directives: Set<"toolchain" | "tool" | "ignore" | "godebug">): void {
  if (file.tool.length > 0) directives.add("tool");
  if (file.ignore.length > 0) directives.add("ignore");
}
