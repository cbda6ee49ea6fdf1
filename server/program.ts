import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { EditorChannel, ExitCode, Io } from "./cli/io.ts";
import { run } from "./cli/run.ts";
import { youngCollector } from "./collect-garbage.ts";
import type { Host } from "./host/host.ts";
import { nodeHost } from "./host/node.ts";
import { runGit } from "./host/node-git.ts";
import { runGo } from "./host/node-go.ts";
import { nodeOutput, readStandardInput } from "./host/node-output.ts";
import type { Channel, Transport } from "./lsp/transport.ts";
import { decodeUtf8 } from "./text/utf8.ts";

/** Bytes of standard input that are read: what the go command reads of a go.mod. */
const inputLimit = 16 * 1024 * 1024;

/**
 * The composition root: everything that commands stand on is put together here, and nowhere else. Sets the exit code of the process and
 * leaves the rest to its natural end, when all output is out.
 * @param args the command line without Node and the program's name
 */
export async function runProgram(args: readonly string[]): Promise<void> {
  // A handler runs between two steps, never within the writing of a file: an interrupt leaves no file half-written. A second one ends at once.
  process.once("SIGINT", () => process.exit(130));
  process.once("SIGTERM", () => process.exit(143));
  let host: Host;
  try {
    host = nodeHost();
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : String(error);
    process.stderr.write(
      `gomod-lint: the working directory cannot be told (${why})\n  it was removed, perhaps: cd into one that is there\n`,
    );
    process.exitCode = 3;
    return;
  }
  const io = nodeIo(host);
  let exit: number;
  try {
    exit = await run(args, io);
  } catch (error) {
    io.stderr.write(`gomod-lint: internal error: ${error instanceof Error ? error.message : String(error)}\n`);
    io.stderr.write("  this is a bug of gomod-lint; files are only ever changed as a whole (GOMOD_LINT_DEBUG=1 shows where)\n");
    if (process.env["GOMOD_LINT_DEBUG"] && error instanceof Error) io.stderr.write(`${error.stack}\n`);
    exit = 3;
  }
  const failure = await io.stdout.flush();
  if (failure !== undefined) {
    io.stderr.write(`gomod-lint: standard output could not be written (${failure.detail})\n`);
    exit = 3;
  }
  await io.stderr.flush();
  process.exitCode = exit;
}

/**
 * What the package gives to programs that import it; `api/api.ts` is their side of it.
 * @param surroundings those of the process where they are absent
 */
export async function embed(surroundings: {
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}) {
  return { ...(await import("./api/embedded.ts")), io: nodeIo(nodeHost(surroundings)) };
}

function nodeIo(host: Host): Io {
  // This file is dist/server/program.js.
  const packageDirectory = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  return {
    host,
    stdout: nodeOutput(1),
    stderr: nodeOutput(2),
    async stdin() {
      const bytes = await readStandardInput(inputLimit);
      return "failed" in bytes ? bytes : decodeUtf8(bytes);
    },
    async rules() {
      return (await import("../rules/index.ts")).rules;
    },
    async configuration() {
      return (await import("./workspace/configuration/read.ts")).readConfiguration;
    },
    async picture() {
      return (await import("./picture/picture.ts")).drawPicture;
    },
    async git(...question) {
      const { findProgram } = await import("./environment/go-command.ts");
      const command = findProgram(host, "git");
      return command === undefined ? { failed: "ENOENT" } : runGit(command, ...question);
    },
    packageDirectory,
    languageServer: (channel, client) => languageServer({ host, packageDirectory }, channel, client),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    pause: (time) => new Promise((resolve) => setTimeout(resolve, time)),
    uptime: () => performance.now(),
  };
}

async function languageServer(
  { host, packageDirectory }: Pick<Io, "host" | "packageDirectory">,
  channel: EditorChannel,
  client: number | undefined,
): Promise<ExitCode> {
  // The grammar is compiled while the rest is loaded.
  const [reader, { startLanguageServer }, { rules }, { packageVersion }, { readConfiguration }] = await Promise.all([
    import("./modfile/reader.ts").then(({ createModFileReader }) => createModFileReader({ windows: host.platform === "win32" })),
    import("./lsp/server.ts"),
    import("../rules/index.ts"),
    import("./cli/documentation.ts"),
    import("./workspace/configuration/read.ts"),
  ]);
  // Last, so that nothing that happens on it goes unheard.
  const transport = await openChannel(channel);
  if ("problem" in transport) {
    reader.dispose();
    process.stderr.write(`gomod-lint: ${transport.problem}\n`);
    return 3;
  }
  try {
    return await startLanguageServer({
      host,
      rules,
      reader,
      readConfiguration,
      transport,
      runGo,
      version: packageVersion({ host, packageDirectory }),
      documentation: pathToFileURL(join(packageDirectory, "rules", "/")).href,
      async drawPage(graph, focus) {
        const page = await pageParts({ host, packageDirectory });
        if ("problem" in page) return page;
        const { drawPicture } = await import("./picture/picture.ts");
        return drawPicture(graph, { format: "html", ...(focus === undefined ? {} : { focus: { path: focus.path } }) }, page).text;
      },
      async examine(directory) {
        const [{ diagnose }, report, { styleOf }] = await Promise.all([
          import("./cli/doctor-run.ts"),
          import("./cli/doctor-report.ts"),
          import("./cli/reporters/style.ts"),
        ]);
        const checks = await diagnose({ host }, directory, { networkOff: false, online: "never", counting: 0, timeout: 0 });
        return {
          page: report.doctorText(directory, checks, false, styleOf(false)),
          lines: report.doctorLines(directory, checks, false),
          failed: report.doctorExit(checks, false) === 1,
          checks,
        };
      },
      isAlive,
      rest: youngCollector(),
      ...(client === undefined ? {} : { client }),
    });
  } finally {
    reader.dispose();
    // A client that has said exit may keep its end open.
    if ("input" in transport) transport.input.destroy();
    else if (process.connected) process.disconnect();
  }
}

async function pageParts(installed: Pick<Io, "host" | "packageDirectory">) {
  return (await import("./cli/graph-picture.ts")).readPage(installed);
}

/** Opens the way to an editor, or says why there is none. */
async function openChannel(channel: EditorChannel): Promise<Transport | { readonly problem: string }> {
  if (channel === "stdio") return { input: process.stdin, output: process.stdout };
  if (channel === "node-ipc") {
    return process.send === undefined
      ? { problem: "--node-ipc: whoever started this process has opened no channel to it" }
      : { channel: process as Channel };
  }
  const { connect } = await import("node:net");
  const socket = "port" in channel ? connect(channel.port, "127.0.0.1") : connect(channel.path);
  return new Promise((resolve) => {
    socket.once("connect", () => resolve({ input: socket, output: socket }));
    socket.once("error", (error) => resolve({ problem: `nobody waits for a language server there: ${error.message}` }));
  });
}

/** Whether a process of this machine lives, whoever owns it. */
function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
