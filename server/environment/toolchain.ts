import type { Host } from "../host/host.ts";
import { compareGoVersions, isGoLanguageVersion, toolchainGoVersion } from "../version/go-version.ts";
import { pathsOf, processVariable, splitPathList } from "./file-paths.ts";
import type { GoEnv } from "./go-env.ts";
import { modulesWillBeOn } from "./module-mode.ts";

/** Which Go runs a command in a directory. */
export interface ToolchainChoice {
  /** its name, such as `go1.26.8`; empty when the local one's version is not known and it is the one */
  readonly toolchain: string;
  /** whether the go command that was found does the work itself */
  readonly local: boolean;
  /** where another one is: a program on PATH, a directory of the module cache; `download`: it would be fetched; `nowhere`: it may not be */
  readonly place: { readonly file: string } | { readonly directory: string } | "download" | "nowhere" | undefined;
  /** the decision step by step, a clause each */
  readonly steps: readonly string[];
  /** what the go command stops with */
  readonly problem?: string;
}

/** What decides besides GOTOOLCHAIN: the lines of the go.work or go.mod that is in force. */
export interface VersionLines {
  readonly file: string;
  /** empty where there is no such line */
  readonly go: string;
  readonly toolchain: string;
}

/**
 * The go and toolchain lines that the go command looks at before it reads go.work or go.mod as such (toolchain.modGoToolchain): of the
 * go.work that is in force, or else of go.mod; undefined where there is neither.
 *
 * @param overlay the text of a document that is open
 */
export function versionLines(host: Host, env: GoEnv, overlay?: (path: string) => string | undefined): VersionLines | undefined {
  const work = env.get("GOWORK").value;
  const inForce = work !== "" && work !== "off" && host.kind(work) !== "missing" ? work : env.get("GOMOD").value;
  const file = pathsOf(host).isAbsolute(inForce) && host.kind(inForce) === "file" ? inForce : undefined;
  if (file === undefined) return undefined;
  const text = overlay?.(file) ?? host.readText(file);
  return typeof text === "string" ? { file, go: lookUp(text, "go"), toolchain: lookUp(text, "toolchain") } : undefined;
}

/** The first line that begins with a key, whatever stands around it (gover.GoModLookup). */
function lookUp(text: string, key: "go" | "toolchain"): string {
  for (const line of text.split("\n")) {
    const value = new RegExp(`^\\s*${key}[ \\t](.*)$`).exec(line)?.[1];
    if (value !== undefined) return value.replace(/\/\/.*$/, "").trim();
  }
  return "";
}

/** Which toolchain GOTOOLCHAIN and the lines select (toolchain.Select), and where it would come from (toolchain.Exec). */
export function chooseToolchain(host: Host, env: GoEnv, lines: VersionLines | undefined): ToolchainChoice {
  const local = env.command?.version ?? "";
  const localName = toolchainGoVersion(local) === "" ? "" : local;
  const steps: string[] = [
    localName === "" ? "the version of the local go command is not known" : `the local toolchain is ${localName}`,
  ];
  const stop = (problem: string): ToolchainChoice => ({ toolchain: localName, local: true, place: undefined, steps, problem });
  const setting = env.get("GOTOOLCHAIN").value;
  if (!modulesWillBeOn(env)) {
    steps.push("module mode is off, so that GOTOOLCHAIN is not looked at");
    return { toolchain: localName, local: true, place: undefined, steps };
  }
  if (setting === "") {
    steps.push("GOTOOLCHAIN is not set anywhere");
    return { toolchain: localName, local: true, place: undefined, steps };
  }

  const parsed = parseToolchainSetting(setting);
  if ("problem" in parsed) return stop(parsed.problem);
  const { least, suffix } = parsed;
  let chosen = localName;
  let version = toolchainGoVersion(localName);
  if (least !== "local") {
    chosen = least;
    version = toolchainGoVersion(least);
    steps.push(`GOTOOLCHAIN=${setting} asks for ${least}`);
  }
  if (suffix === undefined) steps.push(`GOTOOLCHAIN=${setting} looks at no go.mod`);
  else if (lines === undefined) steps.push(`GOTOOLCHAIN=${setting}, but there is no go.mod or go.work`);
  else if (lines.toolchain === "default") steps.push(`${lines.file} says toolchain default`);
  else {
    if (lines.toolchain !== "") {
      const wanted = toolchainGoVersion(lines.toolchain);
      if (wanted === "") return stop(`invalid toolchain ${JSON.stringify(lines.toolchain)} in ${lines.file}`);
      if (compareGoVersions(wanted, version) > 0) {
        chosen = lines.toolchain;
        version = wanted;
        steps.push(`the toolchain line of ${lines.file} asks for ${chosen}`);
      } else steps.push(`the toolchain line of ${lines.file} asks for ${lines.toolchain}, which is not newer`);
    }
    if (lines.go !== "" && compareGoVersions(lines.go, version) > 0) {
      // Since 1.21 the first release of a language version has a .0 of its own.
      const released = isGoLanguageVersion(lines.go) && compareGoVersions(lines.go, "1.21") >= 0 ? `${lines.go}.0` : lines.go;
      chosen = `go${released}`;
      steps.push(`the go line of ${lines.file} asks for ${chosen}`);
    }
  }
  if (chosen === localName) {
    steps.push("the local toolchain does it");
    return { toolchain: localName, local: true, place: undefined, steps };
  }
  if (!chosen.startsWith("go1")) return stop(`invalid GOTOOLCHAIN ${JSON.stringify(chosen)}`);
  const place = findToolchain(host, env, chosen, suffix === "path");
  steps.push(placeInWords(chosen, place));
  const found = { toolchain: chosen, local: false, place, steps };
  return place === "nowhere" ? { ...found, problem: `cannot find ${JSON.stringify(chosen)} in PATH` } : found;
}

/** A value of GOTOOLCHAIN in its parts, `auto` and `path` standing for `local+auto` and `local+path`; or what the go command says of it. */
export function parseToolchainSetting(
  setting: string,
): { readonly least: string; readonly suffix: "auto" | "path" | undefined } | { readonly problem: string } {
  if (setting === "auto" || setting === "path") return { least: "local", suffix: setting };
  const plus = setting.indexOf("+");
  const least = plus < 0 ? setting : setting.slice(0, plus);
  const suffix = plus < 0 ? undefined : setting.slice(plus + 1);
  const invalid = `invalid GOTOOLCHAIN ${JSON.stringify(setting)}`;
  if (least !== "local" && toolchainGoVersion(least) === "") {
    return { problem: suffix === undefined ? invalid : `${invalid}: invalid minimum toolchain ${JSON.stringify(least)}` };
  }
  if (suffix === undefined || suffix === "auto" || suffix === "path") return { least, suffix };
  return { problem: `${invalid}: only version suffixes are +auto and +path` };
}

function findToolchain(host: Host, env: GoEnv, name: string, pathOnly: boolean): ToolchainChoice["place"] {
  const paths = pathsOf(host);
  for (const directory of splitPathList(host, processVariable(host, "PATH"))) {
    const file = paths.join(directory, host.platform === "win32" ? `${name}.exe` : name);
    if (paths.isAbsolute(directory) && host.executable(file)) return { file };
  }
  if (pathOnly) return "nowhere";
  const module = `toolchain@v0.0.1-${name}.${env.get("GOHOSTOS").value}-${env.get("GOHOSTARCH").value}`;
  const directory = paths.join(env.get("GOMODCACHE").value, "golang.org", module);
  return host.kind(paths.join(directory, "bin")) === "directory" ? { directory } : "download";
}

function placeInWords(name: string, place: ToolchainChoice["place"]): string {
  if (place === "download") return `${name} is neither on PATH nor in the module cache: it would be downloaded`;
  if (place === "nowhere" || place === undefined) return `${name} is not on PATH, and may not be downloaded`;
  return "file" in place ? `${name} is on PATH: ${place.file}` : `${name} is in the module cache: ${place.directory}`;
}
