import { type BuildMod, buildMod, type ModFileFlag, modFileFlag } from "../../environment/build-mod.ts";
import { pathsOf } from "../../environment/file-paths.ts";
import type { Setting } from "../../environment/go-env.ts";
import { type GoFlags, parseGoFlags } from "../../environment/go-flags.ts";
import { type VendorProblem, vendorProblems } from "../../graph/vendor.ts";
import { parseVendorManifest } from "../../modfile/vendor-manifest.ts";
import type { Subject } from "../subject.ts";

export interface GoFlagsFacts {
  readonly setting: Setting;
  readonly flags: GoFlags;
  /** undefined where there is no module to decide for */
  readonly mod: BuildMod | undefined;
  readonly modFile: ModFileFlag | undefined;
  /** whether the file that -modfile names is there */
  readonly modFileThere: boolean;
  /** the vendor directory, where builds use one */
  readonly vendor:
    | { readonly directory: string; readonly exists: boolean; readonly problems: readonly VendorProblem[] }
    | undefined;
}

export function observeGoFlags({ host, env, module }: Subject): GoFlagsFacts {
  const paths = pathsOf(host);
  const setting = env.get("GOFLAGS");
  const workspace = env.get("GOWORK").value !== "" && env.get("GOWORK").value !== "off";
  const modFile = modFileFlag(host, env, workspace);
  const mod = module === undefined ? undefined : buildMod(host, env, module.facts, "build");
  let vendor: GoFlagsFacts["vendor"];
  if (module !== undefined && mod?.mode === "vendor" && mod.problem === undefined) {
    const { workFile, moduleDirectory = "" } = module.facts;
    const directory = paths.join(workFile === undefined ? moduleDirectory : paths.dirname(workFile), "vendor");
    const text = host.readText(paths.join(directory, "modules.txt"));
    const manifest = parseVendorManifest(typeof text === "string" ? text : "");
    vendor = {
      directory,
      exists: host.kind(directory) === "directory",
      problems: vendorProblems(module.set, manifest, module.facts.goVersion, paths),
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
