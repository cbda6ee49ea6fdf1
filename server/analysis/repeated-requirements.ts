import { setIndirect } from "../modfile/edit.ts";
import { removeEntries } from "../modfile/edit-remove.ts";
import type { ModFile, Requirement } from "../modfile/mod-file.ts";
import type { TextEdit } from "../text/edits.ts";
import { compareModVersions } from "../version/go-version.ts";
import { requirementSpan } from "./describe.ts";
import type { Finding } from "./finding.ts";
import { requirementLines } from "./requirement-lines.ts";

/** A module that a file requires more than once. */
export interface Repeated {
  readonly requirements: readonly Requirement[];
  /** at different versions */
  readonly conflicting: boolean;
  /** all of them `// indirect` */
  readonly indirect: boolean;
}

/** Of more repetitions only the first has the fix, which is the same for all: a report would grow with the square of their number. */
const mostFixes = 25;

/** A finding for each further requirement of a module that is required more than once and that `wanted` takes. */
export function* repeatedRequirements(file: ModFile, wanted: (repeated: Repeated) => boolean): Iterable<Finding> {
  for (const [path, requirements] of requirementLines(file).repeated) {
    const [first, ...others] = requirements;
    if (first === undefined) continue;
    const conflicting = others.some((other) => other.version.value !== first.version.value);
    if (!wanted({ requirements, conflicting, indirect: requirements.every((r) => r.indirect) })) continue;
    const highest = requirements.reduce((a, b) => (compareModVersions(path, a.version.value, b.version.value) < 0 ? b : a));
    const edits = keepOnly(file, requirements, highest);
    for (const other of others) {
      yield {
        span: requirementSpan(other),
        message: `${path} is already required at ${first.version.value}`,
        why: conflicting
          ? "the go command stops with “updates to go.mod needed”, since only one version can be selected"
          : "the go command drops the second line when it next writes the file",
        ...(conflicting ? {} : { severity: "warning", tags: ["unnecessary"] }),
        related: [{ span: requirementSpan(first), message: "first required here" }],
        ...(others.length > mostFixes && other !== others[0]
          ? {}
          : { fixes: [{ title: `Keep ${path} ${highest.version.value} only`, safety: "safe", edits }] }),
      };
    }
  }
}

function keepOnly(file: ModFile, requirements: readonly Requirement[], kept: Requirement): readonly TextEdit[] {
  const others = requirements.filter((r) => r !== kept);
  const direct = kept.indirect && requirements.some((r) => !r.indirect);
  const removed = removeEntries(file, others, { collapse: !direct });
  return direct ? [...removed, ...setIndirect(file, kept, false)] : removed;
}
