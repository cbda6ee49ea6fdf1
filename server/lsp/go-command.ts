import { pathsOf } from "../environment/file-paths.ts";
import { messageType } from "./protocol.ts";
import type { Session } from "./session.ts";
import { pathOfUri, uriOfPath } from "./uris.ts";

/** What came of a run of the go command. */
export interface GoOutcome {
  readonly ok: boolean;
  /** everything that it printed */
  readonly output: string;
}

/** Files that the go command may write in a module's folder. */
const written = ["go.mod", "go.sum", "go.work.sum", "vendor/modules.txt"];

/** How much of what it said is shown in a message, in lines: the log has all of it. */
const shownLines = 6;

/**
 * Runs the go command in a module's folder, because the user has asked for it: with the toolchain that is there, without version control
 * unless the settings allow it, for a limited time. What it prints goes to the client's log, how it ended is shown.
 * @param uri of the module's go.mod
 */
export async function runGoCommand(
  session: Session,
  uri: string,
  args: readonly string[],
  cancelled: AbortSignal,
): Promise<GoOutcome> {
  const { host, settings, client } = session;
  const title = `go ${args.join(" ")}`;
  const refuse = (why: string): GoOutcome => {
    client.notify("window/showMessage", { type: messageType.error, message: `gomod-lint: ${title}: ${why}` });
    return { ok: false, output: why };
  };
  const path = pathOfUri(uri, host.platform);
  if (path === undefined || pathsOf(host).basename(path) !== "go.mod") return refuse(`${uri} is no go.mod on this machine`);
  const directory = pathsOf(host).dirname(path);
  const { command } = session.live.workspace.env;
  if (command === undefined) return refuse("there is no go command on PATH");
  const open = session.live.documents.at(path);
  if (open !== undefined && host.readText(path) !== open.positions.text) {
    return refuse("go.mod has changes that are not saved, which the go command would not see: save it first");
  }
  const run = session.goRuns.start(directory);
  if (run === undefined) return refuse("the go command is at work in this folder already");
  const stop = (): void => run.controller.abort();
  cancelled.addEventListener("abort", stop);
  const progress = await session.progresses.begin(title, stop);
  const lines: string[] = [];
  client.log("info", `${directory}: ${title}`);
  try {
    const result = await session.runGo({
      command: command.path,
      args,
      cwd: directory,
      env: {
        GOTOOLCHAIN: settings.go.toolchain,
        ...(settings.go.vcs ? {} : { GOVCS: "*:off" }),
        ...(settings.offline ? { GOPROXY: "off" } : {}),
        // Nobody is there to answer a question.
        GIT_TERMINAL_PROMPT: "0",
      },
      timeout: settings.go.timeout * 1000,
      signal: run.controller.signal,
      onLine: (line) => {
        lines.push(line);
        client.log("info", line);
      },
    });
    const output = lines.join("\n");
    session.filesChanged({
      changes: written.map((name) => ({ uri: uriOfPath(pathsOf(host).join(directory, name), host.platform), type: 2 })),
    });
    if ("ended" in result && result.ended === "aborted") return { ok: false, output };
    const problem = problemOf(result, settings.go.timeout);
    const tail = lines.slice(-shownLines).join("\n");
    client.notify("window/showMessage", {
      type: problem === undefined ? messageType.info : messageType.error,
      message: `gomod-lint: ${title} ${problem ?? "is done"}${tail === "" ? "" : `\n${tail}`}`,
    });
    return { ok: problem === undefined, output };
  } finally {
    progress.end();
    cancelled.removeEventListener("abort", stop);
    run.end();
  }
}

function problemOf(result: Awaited<ReturnType<Session["runGo"]>>, timeout: number): string | undefined {
  if ("failed" in result) return `could not be started: ${result.failed}`;
  if ("ended" in result) return `was ended after ${timeout} seconds (setting go.timeout)`;
  return result.code === 0 ? undefined : `failed (exit code ${result.code})`;
}

/** The go commands that are at work: one in a folder at a time, since they write the same files. */
export class GoRuns {
  readonly #running = new Map<string, AbortController>();

  /** @returns undefined when there is one already */
  start(directory: string): { readonly controller: AbortController; end(): void } | undefined {
    if (this.#running.has(directory)) return undefined;
    const controller = new AbortController();
    this.#running.set(directory, controller);
    return { controller, end: () => this.#running.delete(directory) };
  }

  dispose(): void {
    for (const controller of this.#running.values()) controller.abort();
  }
}
