import { examine } from "../../doctor/examine.ts";
import { defineCommand } from "../command.ts";
import { doctorExit, doctorJson, doctorLines, doctorText } from "../doctor-report.ts";
import { directoryOf, subjectOf } from "../doctor-subject.ts";
import { usage } from "../messages.ts";
import { withWorkspace } from "../open-workspace.ts";
import { formatOf } from "../output-format.ts";
import { styleOf, wantsColor } from "../reporters/style.ts";

/** How long the size of each cache is counted, in milliseconds. */
const countingTime = 60;

export const doctor = defineCommand({
  name: "doctor",
  usage: ["doctor [OPTIONS] [PATH]"],
  description: [
    "Says whether the go command can work with the module in the directory PATH (default: the working directory), before it is started: module mode, Go itself, GOFLAGS, caches, read-only files, proxies, private modules, what a build needs that is not on this machine, and who owns what. For each check it tells what was found, where that is set, what fails, and the command that mends it.",
    "Nothing is started, neither the go command nor anything in the folder, and the network is not asked. Where writing is in question, a small file is made and removed again.",
  ],
  options: {
    ci: { type: "boolean", help: "one line where nothing failed, otherwise a line for each failure" },
    details: { type: "boolean", help: "show lists, mounts and routes also where nothing is wrong" },
    format: { type: "string", placeholder: "FORMAT", help: "text (default) or json" },
    offline: { type: "boolean", help: "check as if there were no network: what is not on this machine fails" },
    strict: { type: "boolean", help: "exit with 1 on warnings, too" },
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
    "gomod-lint doctor --offline": "what a machine without a network lacks",
    "gomod-lint doctor --format json services/api": "for a program",
  },
  async run(values, operands, io) {
    if (operands.length > 1) return usage(io, { usage: "one PATH at most" }, "doctor");
    const format = formatOf(values.format);
    if (typeof format === "object") return usage(io, format, "doctor");
    const directory = directoryOf(io, operands[0]);
    if (typeof directory === "object") return usage(io, directory, "doctor");
    const { ci = false, strict = false, details = false } = values;
    const checks = await withWorkspace(io, { offline: true }, async (workspace) =>
      examine(await subjectOf(io, workspace, directory), {
        networkOff: values.offline === true,
        counting: ci ? 0 : countingTime,
      }),
    );
    if (format === "json") io.stdout.write(doctorJson(directory, checks));
    else if (ci) io.stdout.write(doctorLines(directory, checks, strict));
    else io.stdout.write(doctorText(directory, checks, details, styleOf(wantsColor(values, io.stdout, io.host.env))));
    return doctorExit(checks, strict);
  },
});
