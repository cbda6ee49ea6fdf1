import { formatChain } from "../../analysis/describe.ts";
import type { Diagnostic } from "../../analysis/finding.ts";
import { pathsOf } from "../../environment/file-paths.ts";
import { readGoEnv } from "../../environment/go-env.ts";
import { type Known, knownOf } from "../../features/go-errors/known.ts";
import { recognise } from "../../features/go-errors/recognise.ts";
import { isUnavailable } from "../../graph/lookup.ts";
import { loadModuleGraph } from "../../graph/update-roots.ts";
import type { FoundSet } from "../../workspace/module-set.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { defineCommand } from "../command.ts";
import { goErrorJson, goErrorText } from "../go-error-report.ts";
import { displayName } from "../inputs.ts";
import type { ExitCode, Io } from "../io.ts";
import { complain, tellFailure, usage } from "../messages.ts";
import { mainFiles } from "../module-file.ts";
import { withWorkspace } from "../open-workspace.ts";
import { formatOf, formatOption } from "../output-format.ts";
import { type Style, styleOf, wantsColor } from "../reporters/style.ts";

export const explainError = defineCommand({
  name: "explain-error",
  usage: ["explain-error [OPTIONS] [FILE|-]"],
  description: [
    "Explains what the go command printed when it failed (go mod tidy, build, get, download, vendor …): what each message means, what the module graph and the settings here add to it, and what to do.",
    "FILE holds its output, such as the log of a CI job; - or nothing reads standard input. The module in the working directory is what it is explained with. The network is never asked.",
  ],
  options: { format: formatOption },
  exits: {
    0: "every message was explained, or there was none",
    1: "some were not known",
    2: "the command line makes no sense",
    3: "the output could not be read",
  },
  examples: {
    "go mod tidy 2>&1 | gomod-lint explain-error": "what it stopped at, and why",
    "gomod-lint explain-error build.log": "the same of a log",
  },
  async run(values, operands, io) {
    const [name = "-", ...more] = operands;
    if (more.length > 0) return usage(io, { usage: "one FILE at most" }, "explain-error");
    const format = formatOf(values.format);
    if (typeof format === "object") return usage(io, format, "explain-error");
    return explainOutput(io, name, {
      format,
      style: styleOf(wantsColor(values, io.stdout, io.host.env)),
      directory: io.host.cwd,
    });
  },
});

export interface ExplainOptions {
  readonly format: "text" | "json";
  readonly style: Style;
  /** absolute: whose module and settings it is explained with */
  readonly directory: string;
}

/**
 * Explains the go command's output in a file.
 * @param name relative to the working directory; `-`: standard input
 */
export async function explainOutput(io: Io, name: string, { format, style, directory }: ExplainOptions): Promise<ExitCode> {
  const { host } = io;
  const output = name === "-" ? await io.stdin() : host.readText(pathsOf(host).resolve(host.cwd, name));
  if (typeof output !== "string") return tellFailure(io, name === "-" ? "standard input" : name, output, "read");
  return withWorkspace(io, { rules: await io.rules(), offline: true }, (workspace) => {
    const found = recognise(output, knownIn(io, workspace, directory));
    io.stdout.write(format === "json" ? goErrorJson(found) : goErrorText(found, style));
    if (found.explained.length === 0 && found.unknown.length === 0 && format === "text") {
      complain(
        io,
        "there is no message of the go command in this",
        "give it the whole output: go mod tidy 2>&1 | gomod-lint explain-error",
      );
    }
    return found.unknown.length > 0 ? 1 : 0;
  });
}

/** What is known of a directory. A module that cannot be read is as good as none: what is wrong with it is in the output. */
function knownIn(io: Io, workspace: Workspace, directory: string): Known {
  const { host } = io;
  const found = workspace.findSet(directory);
  if ("problem" in found) return knownOf({ env: readGoEnv(host, directory), files: [] });
  const [first] = found.documents;
  return knownOf({
    env: found.env,
    files: mainFiles(io, found),
    workFile: first.file.kind === "work" ? displayName(host, first.path) : undefined,
    graph: loadModuleGraph(found.set, workspace.sources.lookup).declared,
    findings: () => errorsOf(io, workspace, found),
    cached: (path) =>
      workspace.sources.versions(path).map((version) => {
        const summary = workspace.sources.lookup({ path, version });
        return { version, go: isUnavailable(summary) ? undefined : summary.go };
      }),
  });
}

/** What the rules find that makes the go command stop. */
function errorsOf(io: Io, workspace: Workspace, { documents }: FoundSet): readonly string[] {
  return documents.flatMap((document) => {
    const name = displayName(io.host, document.path);
    return workspace
      .lint(document)
      .result.diagnostics.filter(({ severity }) => severity === "error")
      .map((diagnostic) => sentence(name, diagnostic, document.file.lines.position(diagnostic.span.start).line));
  });
}

function sentence(name: string, { message, related = [] }: Diagnostic, line: number): string {
  const chain = related.flatMap((other) => ("chain" in other ? [formatChain(other.chain)] : []))[0];
  return `${name}:${line}: ${message}${chain === undefined ? "" : ` (${chain})`}.`;
}
