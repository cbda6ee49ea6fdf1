import type { MessageType } from "vscode-languageserver/node";
import { directRequirements, updateRequirements } from "../features/updates.ts";
import { isUnavailable } from "../graph/lookup.ts";
import type { ModFile } from "../modfile/mod-file.ts";
import { counted } from "../text/counted.ts";
import { messageType } from "./protocol.ts";
import { knownVersions } from "./refactoring-port.ts";
import type { Session } from "./session.ts";
import { workspaceEdit } from "./workspace-edit.ts";

/** How many modules are asked for at once. */
const width = 8;

/**
 * Asks proxies for the versions of all direct requirements of a document, unless the network may not be asked, and lets the client require
 * the highest of each. The document is taken as it is when the answers are there.
 */
export async function updateAll(session: Session, uri: string, cancelled: AbortSignal): Promise<void> {
  const tell = (type: MessageType, message: string): void =>
    session.client.notify("window/showMessage", { type, message: `gomod-lint: ${message}` });
  const before = modFileOf(session, uri);
  if (before === undefined) return;
  const failed = session.settings.offline ? [] : await askForVersions(session, before, cancelled);
  if (failed === "cancelled") return;
  const [first, ...more] = failed;
  if (first !== undefined) {
    const others = more.length === 0 ? "" : ` (and of ${more.length} more)`;
    tell(messageType.warning, `the versions of ${first.path} could not be had${others}: ${first.detail}`);
  }
  const file = modFileOf(session, uri);
  const document = session.live.documents.get(uri);
  if (file === undefined || document === undefined) return;
  const updates = updateRequirements(file, directRequirements(file), (path) => knownVersions(session, path));
  if (updates.length === 0) {
    tell(messageType.info, "no direct requirement has a higher version that is known");
    return;
  }
  const label = `Update ${counted(updates.length, "requirement")}`;
  const edit = workspaceEdit(
    updates.flatMap(({ edits }) => edits),
    document,
    session.features,
  );
  const answer = await session.client.ask("workspace/applyEdit", { label, edit });
  if (answer?.applied !== true) tell(messageType.warning, `the editor did not take the updates${reason(answer?.failureReason)}`);
}

function reason(why: string | undefined): string {
  return why === undefined || why === "" ? "" : `: ${why}`;
}

function modFileOf(session: Session, uri: string): ModFile | undefined {
  const document = session.live.documents.get(uri);
  const file = document === undefined ? undefined : session.live.current(document)?.file;
  return file?.kind === "mod" ? file : undefined;
}

/** @returns the modules of which nothing could be had */
async function askForVersions(
  session: Session,
  file: ModFile,
  cancelled: AbortSignal,
): Promise<{ readonly path: string; readonly detail: string }[] | "cancelled"> {
  const { sources } = session.live.workspace;
  const paths = [...new Set(directRequirements(file).map(({ path }) => path.value))];
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  cancelled.addEventListener("abort", stop);
  const { signal } = controller;
  const shown = await session.progresses.begin("gomod-lint: asking for versions", stop);
  const failed: { path: string; detail: string }[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let path = paths[next++]; path !== undefined && !signal.aborted; path = paths[next++]) {
      const answer = await sources.fetchVersions(path, signal);
      if ("unavailable" in answer) failed.push({ path, detail: answer.detail });
      shown.report(++done, paths.length, path);
    }
  };
  try {
    await Promise.all(Array.from({ length: width }, work));
    // What the newest version retracts stands in its go.mod.
    const newest = updateRequirements(file, directRequirements(file), (path) => knownVersions(session, path)).map(
      ({ requirement, version }) => ({
        path: requirement.path.value,
        version,
      }),
    );
    const missing = newest.filter((module) => isUnavailable(sources.lookup(module)));
    if (!signal.aborted && missing.length > 0) await sources.prefetch(missing, { signal });
  } finally {
    shown.end();
    cancelled.removeEventListener("abort", stop);
  }
  return signal.aborted ? "cancelled" : failed.sort((a, b) => (a.path < b.path ? -1 : 1));
}
