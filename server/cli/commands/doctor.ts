import { defineCommand } from "../command.ts";
import { doctorExit, doctorJson, doctorLines, doctorText } from "../doctor-report.ts";
import { diagnose, waitFor } from "../doctor-run.ts";
import { directoryOf, subjectOf } from "../doctor-subject.ts";
import { parseDuration } from "../duration.ts";
import type { ExitCode, Io } from "../io.ts";
import { complain, usage } from "../messages.ts";
import { withWorkspace } from "../open-workspace.ts";
import { formatOf, formatOption } from "../output-format.ts";
import { type Style, styleOf, wantsColor } from "../reporters/style.ts";

/** How long the size of each cache is counted, in milliseconds. */
const countingTime = 40;

/** How long a proxy's answer is waited for, in milliseconds. */
const requestTime = 10_000;

export const doctor = defineCommand({
  name: "doctor",
  usage: ["doctor [OPTIONS] [PATH]"],
  description: [
    "Says whether the go command can work with the module in the directory PATH (default: the working directory), before it is started: module mode, Go itself, GOFLAGS, caches, read-only files, proxies, private modules, what a build needs that is not on this machine, and who owns what. For each check it tells what was found, where that is set, what fails, and the command that mends it.",
    "Nothing is started, neither the go command nor anything in the folder, and the network is not asked unless --online or --wait says so. Where writing is in question, a small file is made and removed again.",
  ],
  options: {
    ci: { type: "boolean", help: "one line where nothing failed, otherwise a line for each failure" },
    details: { type: "boolean", help: "show lists, mounts and routes also where nothing is wrong" },
    egress: { type: "boolean", help: "instead: the hosts and ports that must be reached, and why" },
    "explain-error": {
      type: "string",
      placeholder: "FILE|-",
      help: "instead: what the go command printed there when it failed, explained (as gomod-lint explain-error)",
    },
    format: formatOption,
    offline: { type: "boolean", help: "check as if there were no network: what is not on this machine fails" },
    online: { type: "boolean", help: "also ask each proxy and the checksum database whether they answer" },
    strict: { type: "boolean", help: "exit with 1 on warnings, too" },
    timeout: { type: "string", placeholder: "TIME", help: "how long the answer of a proxy is waited for (default 10s)" },
    wait: {
      type: "string",
      placeholder: "TIME",
      help: "examine again and again, at most so long (60s, 2m), until nothing fails; proxies are asked where something is to be downloaded",
    },
  },
  exits: {
    0: "nothing failed",
    1: "a check failed: the go command will stop",
    2: "the command line makes no sense",
    3: "a check could not be done",
  },
  examples: {
    "gomod-lint doctor": "the whole page for the module here",
    "gomod-lint doctor --ci": "in front of a build: one line, one exit code",
    "gomod-lint doctor --online": "does each proxy answer, and if not, where does it end",
    "gomod-lint doctor --wait 60s --ci && go build ./...": "in an entry point: until the caches are mounted and the proxy is up",
    "gomod-lint doctor --egress --format json": "a list for a firewall",
    "gomod-lint doctor --offline": "what a machine without a network lacks",
    "gomod-lint doctor --format json services/api": "for a program",
  },
  async run(values, operands, io) {
    if (operands.length > 1) return usage(io, { usage: "one PATH at most" }, "doctor");
    const format = formatOf(values.format);
    if (typeof format === "object") return usage(io, format, "doctor");
    const directory = directoryOf(io, operands[0]);
    if (typeof directory === "object") return usage(io, directory, "doctor");
    const { ci = false, strict = false, details = false, online = false, offline = false } = values;
    if (offline && online) return usage(io, { usage: "--offline and --online contradict each other" }, "doctor");
    const style = styleOf(wantsColor(values, io.stdout, io.host.env));
    const output = values["explain-error"];
    if (output !== undefined) return (await import("./explain-error.ts")).explainOutput(io, output, { format, style, directory });
    if (values.egress === true) return tellEgress(io, directory, format, style);
    const wait = values.wait === undefined ? undefined : parseDuration(values.wait);
    const timeout = values.timeout === undefined ? requestTime : parseDuration(values.timeout);
    if (timeout === undefined || (values.wait !== undefined && wait === undefined)) {
      const option = timeout === undefined ? `--timeout ${values.timeout}` : `--wait ${values.wait}`;
      return usage(io, { usage: `${option}: not a time`, hint: "such as 60s, 2m or 1m30s" }, "doctor");
    }
    const options = {
      networkOff: offline,
      online: online ? "always" : wait === undefined ? "never" : "needed",
      counting: ci || wait !== undefined ? 0 : countingTime,
      timeout,
    } as const;
    const checks = wait === undefined ? await diagnose(io, directory, options) : await waitFor(io, directory, options, wait);
    if (format === "json") io.stdout.write(doctorJson(directory, checks));
    else if (ci) io.stdout.write(doctorLines(directory, checks, strict));
    else io.stdout.write(doctorText(directory, checks, details, style));
    return doctorExit(checks, strict);
  },
});

async function tellEgress(io: Io, directory: string, format: "text" | "json", style: Style): Promise<ExitCode> {
  const [{ egress }, { egressJson, egressText }] = await Promise.all([
    import("../../doctor/egress.ts"),
    import("../egress-report.ts"),
  ]);
  return withWorkspace(io, { offline: true }, async (workspace) => {
    const subject = await subjectOf(io, workspace, directory);
    const hosts = egress(subject);
    io.stdout.write(format === "json" ? egressJson(directory, hosts) : egressText(hosts, style));
    if (subject.problem === undefined) return 0;
    complain(io, `the list knows no modules: ${subject.problem.message}`);
    return 3;
  });
}
