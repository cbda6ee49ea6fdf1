import { describeOrigin } from "../../environment/go-env.ts";
import type { Check } from "../check.ts";
import { mend } from "../mend.ts";
import type { ModuleModeFacts } from "../observe/module-mode.ts";

/** Whether commands in the directory work with its module, or in GOPATH mode, or with another module than it looks. */
export function checkModuleMode(facts: ModuleModeFacts): readonly Check[] {
  const { decision, setting, goMod, directory } = facts;
  const common = { system: "module-mode", subject: "mode", steps: decision.steps } as const;
  const origin = describeOrigin(setting.origin);
  const checks: Check[] = [];
  if (facts.goModInGoPath !== undefined) {
    checks.push({
      system: "module-mode",
      status: "warned",
      subject: "GOPATH",
      observed: facts.goModInGoPath,
      reason: "a go.mod right in $GOPATH is ignored, and go mod tidy, vendor, verify, graph and why stop, in every module",
      remedy: `move it into a directory of its own: $GOPATH is where the go command keeps its files`,
    });
  }
  if (decision.mode === "gopath" && setting.value !== "auto") {
    const unknown = decision.problem !== undefined;
    checks.push({
      ...common,
      status: goMod === undefined && !unknown ? "warned" : "failed",
      observed: unknown ? `GO111MODULE=${setting.value}` : `GOPATH mode (GO111MODULE=${setting.value})`,
      origin,
      reason: unknown
        ? "it is on, off or auto: every go command stops"
        : goMod === undefined
          ? "modules are not looked at: commands that need one stop"
          : `${goMod} is not looked at: its requirements do not count, and go mod and go get stop`,
      remedy: mend("GO111MODULE", setting),
    });
    return checks;
  }
  if (decision.problem !== undefined) {
    const reason = `${decision.problem}: every go command stops`;
    const remedy = mend("GOWORK", facts.work);
    return [
      ...checks,
      {
        ...common,
        status: "failed",
        observed: `GOWORK=${facts.work.value}`,
        origin: describeOrigin(facts.work.origin),
        reason,
        remedy,
      },
    ];
  }
  if (decision.mode === "module-without-main" || decision.mode === "gopath") {
    if (facts.temporary !== undefined && goMod !== undefined) {
      checks.push({
        ...common,
        status: "failed",
        observed: `${goMod} is ignored`,
        reason: `it lies right in the directory for temporary files (${facts.temporary}), where the go command takes no go.mod`,
        remedy: "move the module into a directory of its own below it, or set TMPDIR to another directory",
      });
    } else {
      checks.push({
        ...common,
        status: "warned",
        observed: `no go.mod in ${directory} or above`,
        reason: "what depends on a module was not checked",
        remedy: "go into a module's directory, or name it: gomod-lint doctor DIR",
      });
    }
    return checks;
  }
  const kind = decision.mode === "workspace" ? "workspace mode" : "module mode";
  if (facts.problem !== undefined) {
    checks.push({
      ...common,
      status: "failed",
      observed: `${kind}: ${decision.file}`,
      reason: facts.problem,
      remedy: "gomod-lint check shows all that is wrong with it",
    });
    return checks;
  }
  const { root } = facts;
  if (decision.mode === "workspace" && root !== undefined && facts.used !== undefined && !facts.used.includes(root)) {
    checks.push({
      ...common,
      status: "failed",
      observed: `workspace mode: ${decision.file}`,
      origin: describeOrigin(facts.work.origin),
      reason: `it does not use ${root}, so that no package there can be built`,
      remedy: `go work use ${root}, or GOWORK=off to leave the workspace`,
    });
    return checks;
  }
  const below =
    facts.belowGoPath === undefined
      ? []
      : [`it lies below ${facts.belowGoPath}, whose other packages are not looked at in module mode`];
  checks.push({
    ...common,
    status: "passed",
    observed: `${kind}: ${decision.file}`,
    steps: [...decision.steps, ...below],
  });
  return checks;
}
