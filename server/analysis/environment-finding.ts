import type { ModFile } from "../modfile/mod-file.ts";
import type { EnvironmentProblem, EnvironmentSystem } from "./facts.ts";
import type { Finding, Severity } from "./finding.ts";
import { fileSpan } from "./place-of.ts";

/**
 * What is wrong in one part of the environment, as one finding on the module line: the gravest problem, and how many others there are.
 * @param mild the severity of what does not make the go command stop
 */
export function* environmentFinding(
  file: ModFile,
  environment: readonly EnvironmentProblem[],
  system: EnvironmentSystem,
  mild: Severity = "warning",
): Iterable<Finding> {
  const problems = environment.filter((problem) => problem.system === system);
  const gravest = problems.find(({ status }) => status === "failed") ?? problems[0];
  if (gravest === undefined) return;
  const { status, observed, reason, remedy } = gravest;
  const others = problems.length - 1;
  const more = others === 0 ? "" : `; ${others} more of its kind`;
  yield {
    span: fileSpan(file),
    message: `${observed}: ${reason}`,
    why: `to mend it: ${remedy} (gomod-lint doctor tells all of it${more})`,
    severity: status === "failed" ? "error" : mild,
  };
}
