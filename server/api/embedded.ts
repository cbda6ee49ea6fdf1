import type { AnyRule } from "../analysis/rule.ts";
import { type CheckValues, checkOptions } from "../cli/check-options.ts";
import { runCheck } from "../cli/check-session.ts";
import { ruleUrl } from "../cli/documentation.ts";
import { graphReport } from "../cli/graph-json.ts";
import type { GraphReport } from "../cli/graph-report.ts";
import type { ExitCode, Io } from "../cli/io.ts";
import { usage } from "../cli/messages.ts";
import { withModule } from "../cli/module-file.ts";
import { reportCollector } from "../cli/reporters/json.ts";
import type { Report } from "../cli/reporters/json-report.ts";
import type { Reporter } from "../cli/reporters/report.ts";
import type { Output } from "../host/output.ts";

/** Why there is no answer, in the words of the command line. */
export interface NoAnswer {
  readonly problem: string;
  /** `usage`: what was asked for makes no sense; `failed`: it could not be done */
  readonly code: "usage" | "failed";
}

/** What `check` found. */
export interface Checked {
  readonly report: Report;
  /** the text after fixing, where a text was handed in */
  readonly text: string;
}

/**
 * The command `check` as a function: the same work and the same report, as a value. Findings are no failure here.
 * @param io its streams are not used
 * @param text stands in the place of the operands
 */
export async function embeddedCheck(
  io: Io,
  values: CheckValues,
  operands: readonly string[],
  text?: string,
): Promise<Checked | NoAnswer> {
  const [stdout, stderr] = [collected(), collected()];
  const inner: Io = { ...io, stdout, stderr, stdin: async () => text ?? "" };
  let report: Report | undefined;
  const exit = await checkWith(inner, values, text === undefined ? operands : ["-"], await io.rules(), (made) => {
    report = made;
  });
  return report === undefined || exit === 2 ? noAnswer(stderr.text(), exit) : { report, text: stdout.text() };
}

async function checkWith(
  io: Io,
  values: CheckValues,
  operands: readonly string[],
  rules: readonly AnyRule[],
  done: (report: Report) => void,
): Promise<ExitCode> {
  const options = checkOptions(values, operands, rules);
  if ("usage" in options) return usage(io, options, "check");
  return runCheck(io, options, rules, operands, async () => {
    const { finish, ...collector } = reportCollector((rule) => ruleUrl(io, rule));
    const reporter: Reporter = {
      ...collector,
      end(summary) {
        done(finish(summary));
        return "";
      },
    };
    return { reporter, write: () => 0 };
  });
}

/** The command `graph --format json` as a function; a graph that is not whole is no failure here. */
export async function embeddedGraph(io: Io, path: string | undefined, offline: boolean): Promise<GraphReport | NoAnswer> {
  const stderr = collected();
  let report: GraphReport | undefined;
  const exit = await withModule({ ...io, stdout: collected(), stderr }, "graph", path, { offline }, (module) => {
    report = graphReport(module);
    return 0;
  });
  return report ?? noAnswer(stderr.text(), exit);
}

function noAnswer(said: string, exit: ExitCode): NoAnswer {
  return { problem: said.replace(/^gomod-lint: /gm, "").trimEnd(), code: exit === 2 ? "usage" : "failed" };
}

/** A stream that keeps what is written. */
function collected(): Output & { text(): string } {
  let text = "";
  return {
    write(part) {
      text += part;
    },
    gone: () => false,
    terminal: () => false,
    flush: async () => undefined,
    text: () => text,
  };
}
