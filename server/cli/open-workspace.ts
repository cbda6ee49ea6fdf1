import type { AnyRule } from "../analysis/rule.ts";
import { defaultSettings, type RulesOf, type Settings } from "../analysis/settings.ts";
import type { Stopwatch } from "../analysis/stopwatch.ts";
import { Workspace } from "../workspace/workspace.ts";
import type { Io } from "./io.ts";
import { plainReader } from "./plain-reader.ts";

/** What a command needs of the engine. */
export interface WorkspaceNeeds {
  /** absent: none, for a command that only looks at graphs */
  readonly rules?: readonly AnyRule[];
  readonly settings?: Settings | RulesOf;
  readonly offline: boolean;
  readonly stopwatch?: Stopwatch | undefined;
}

/** Gives a workspace to `use`, and ends it afterwards. */
export async function withWorkspace<T>(
  { host }: Pick<Io, "host">,
  { rules = [], settings = defaultSettings, offline, stopwatch }: WorkspaceNeeds,
  use: (workspace: Workspace) => T | Promise<T>,
): Promise<T> {
  const workspace = new Workspace({ host, rules, settings, reader: plainReader(), offline, stopwatch });
  try {
    return await use(workspace);
  } finally {
    workspace.dispose();
  }
}
