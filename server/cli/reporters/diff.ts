import { unifiedDiff } from "../unified-diff.ts";
import type { Reporter } from "./report.ts";

/** What fixing would change, as a patch and nothing else. */
export function diffReporter(): Reporter {
  return { file: ({ name, before, text }) => unifiedDiff(name, before, text) };
}
