import { type BuildMod, type ModFileFlag, modFileFlag } from "../../environment/build-mod.ts";
import { pathsOf } from "../../environment/file-paths.ts";
import type { Setting } from "../../environment/go-env.ts";
import { type GoFlags, parseGoFlags } from "../../environment/go-flags.ts";
import { type VendorProblem, vendorProblems } from "../../graph/vendor.ts";
import type { Host } from "../../host/host.ts";
import { parseVendorManifest } from "../../modfile/vendor-manifest.ts";
import type { Depth, Subject, SubjectModule } from "../subject.ts";

export interface GoFlagsFacts {
  readonly setting: Setting;
  readonly flags: GoFlags;
  /** undefined where there is no module to decide for */
  readonly mod: BuildMod | undefined;
  readonly modFile: ModFileFlag | undefined;
  /** whether the file that -modfile names is there */
  readonly modFileThere: boolean;
  /** the vendor directory, where builds use one, with what of it go.mod contradicts */
  readonly vendor:
    | { readonly directory: string; readonly exists: boolean; readonly problems: readonly VendorProblem[] }
    | undefined;
}

export function observeGoFlags({ host, env, module }: Subject, { whole }: Depth): GoFlagsFacts {
  const paths = pathsOf(host);
  const setting = env.get("GOFLAGS");
  const workspace = env.get("GOWORK").value !== "" && env.get("GOWORK").value !== "off";
  const modFile = modFileFlag(host, env, workspace);
  const mod = module?.mod;
  let vendor: GoFlagsFacts["vendor"];
  if (module !== undefined && mod?.mode === "vendor" && mod.problem === undefined) {
    const { workFile, moduleDirectory = "" } = module.facts;
    const directory = paths.join(workFile === undefined ? moduleDirectory : paths.dirname(workFile), "vendor");
    vendor = {
      directory,
      exists: host.kind(directory) === "directory",
      problems: whole ? contradictions(host, module, directory) : [],
    };
  }
  return {
    setting,
    flags: parseGoFlags(setting.value, env.command?.version),
    mod,
    modFile,
    modFileThere: modFile === undefined || host.kind(modFile.path) === "file",
    vendor,
  };
}

function contradictions(host: Host, { set, facts }: SubjectModule, directory: string): readonly VendorProblem[] {
  const paths = pathsOf(host);
  const text = host.readText(paths.join(directory, "modules.txt"));
  return vendorProblems(set, parseVendorManifest(typeof text === "string" ? text : ""), facts.goVersion, paths);
}
