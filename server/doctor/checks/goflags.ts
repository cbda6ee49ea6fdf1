import { describeOrigin } from "../../environment/go-env.ts";
import { parseGoFlags } from "../../environment/go-flags.ts";
import { formatModule } from "../../graph/module-version.ts";
import { counted } from "../../text/counted.ts";
import { type Check, firstLines } from "../check.ts";
import { mend } from "../mend.ts";
import type { GoFlagsFacts } from "../observe/goflags.ts";

/** What GOFLAGS makes every command do, and whether -mod and -modfile fit the module, workspace and vendor directory. */
export function checkGoFlags({ setting, flags, mod, modFile, modFileThere, vendor }: GoFlagsFacts): readonly Check[] {
  const common = {
    system: "goflags",
    subject: "GOFLAGS",
    observed: setting.value === "" ? "not set" : setting.value,
    origin: describeOrigin(setting.origin),
  } as const;
  const failed = (reason: string, remedy = without(setting, flags.problem)): Check => ({
    ...common,
    status: "failed",
    reason,
    remedy,
  });
  if (flags.problem !== undefined) return [failed(`${flags.problem}: every go command but go env stops`)];
  if (flags.flags.some(({ name }) => name === "C")) {
    return [failed("-C may only stand first on a command line: every go command stops", withoutFlag(setting, "C"))];
  }
  const problem = mod?.explicit === true ? mod.problem : undefined;
  if (problem !== undefined) return [failed(`${problem}: commands that build stop`, withoutFlag(setting, "mod"))];
  if (modFile?.problem !== undefined)
    return [failed(`${modFile.problem}: commands that need a module stop`, withoutFlag(setting, "modfile"))];
  if (!modFileThere)
    return [failed(`-modfile: there is no ${modFile?.path}: commands that need a module stop`, withoutFlag(setting, "modfile"))];
  const own: Check = { ...common, status: "passed" };
  if (mod === undefined) return [own];
  const decision = { system: "goflags", subject: "-mod", observed: `${mod.mode}: ${mod.reason}` } as const;
  if (mod.problem !== undefined)
    return [own, { ...decision, status: "failed", reason: `${mod.problem}: commands that build stop` }];
  if (vendor === undefined) return [own, { ...decision, status: "passed" }];
  const command = mod.reason.includes("go.work") ? "go work vendor" : "go mod vendor";
  if (!vendor.exists) {
    const reason = `there is no ${vendor.directory}: commands that build stop where anything is imported`;
    return [own, { ...decision, status: "failed", reason, remedy: `${command}, or ${withoutFlag(setting, "mod")}` }];
  }
  if (vendor.problems.length === 0) return [own, { ...decision, status: "passed" }];
  const details = firstLines(vendor.problems.map(({ module, problem: what }) => `${formatModule(module)} ${what}`));
  const reason = `inconsistent vendoring: ${counted(vendor.problems.length, "contradiction")} between go.mod and vendor/modules.txt`;
  return [own, { ...decision, status: "failed", reason, remedy: command, details }];
}

/** The setting again with what makes sense of it. */
function without(setting: GoFlagsFacts["setting"], problem: string | undefined): string {
  return rewritten(setting, (word) => problem !== undefined && parseGoFlags(word).problem !== undefined);
}

function withoutFlag(setting: GoFlagsFacts["setting"], name: string): string {
  return rewritten(setting, (word) => parseGoFlags(word).flags[0]?.name === name);
}

function rewritten(setting: GoFlagsFacts["setting"], drop: (word: string) => boolean): string {
  // Of words with quotes around spaces the parts are no words: then the whole goes.
  const words = /["']/.test(setting.value) ? [] : setting.value.split(/\s+/).filter((word) => word !== "" && !drop(word));
  return mend("GOFLAGS", setting, words.length === 0 ? undefined : words.join(" "));
}
