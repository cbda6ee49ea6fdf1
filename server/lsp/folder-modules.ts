import type { Known } from "../features/surroundings.ts";
import { fileKind } from "../workspace/documents.ts";
import type { Session } from "./session.ts";
import { breathe } from "./wait.ts";

/** How long a search goes on before messages are let in, in milliseconds. */
const stretch = 10;

/**
 * The go.mod files in the client's folders as they are now, without their graphs: loading those of a whole repository takes seconds.
 * @returns those read so far when the signal is aborted
 */
export async function folderModules({ live, folders }: Session, signal: AbortSignal): Promise<readonly Known[]> {
  const found: Known[] = [];
  let since = performance.now();
  for (const path of await folders.files(signal)) {
    if (fileKind(path) === "work") continue;
    const document = live.workspace.documents.get(path);
    if (!("failed" in document)) found.push({ ...document, facts: {} });
    if (performance.now() - since < stretch) continue;
    await breathe();
    if (signal.aborted) break;
    since = performance.now();
  }
  return found;
}
