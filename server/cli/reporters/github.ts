import type { Severity } from "../../analysis/finding.ts";
import { oneLine } from "./one-line.ts";
import { printable, shortened } from "./printable.ts";
import { remarks } from "./remarks.ts";
import type { Reporter } from "./report.ts";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/**
 * Workflow commands of GitHub Actions, one a finding: annotations of the changed files.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions; escapes as @actions/core's command.ts.
 * @param inRepository a file's name → its path from the repository's root
 */
export function githubReporter(inRepository: (name: string) => string): Reporter {
  return {
    file({ name, lines, findings }) {
      let text = "";
      for (const finding of findings) {
        const { line, column, endColumn } = oneLine(finding.span, lines);
        const place = { file: inRepository(name), line, col: column, endLine: line, endColumn };
        // The job's log shows the message alone: it says again where and by which rule.
        const message = `${name}:${line}:${column}: ${shortened(finding.message)} [${finding.rule}]`;
        text += command(commands[finding.severity], { title: `gomod-lint ${finding.rule}`, ...place }, [
          printable(message),
          ...remarks(finding),
        ]);
      }
      return text;
    },
    note({ kind, file, message }) {
      if (kind !== "error") return undefined;
      const place = file === undefined ? {} : { file: inRepository(file) };
      return command("error", { title: "gomod-lint", ...place }, [
        printable(file === undefined ? message : `${file}: ${message}`),
      ]);
    },
  };
}

function command(name: string, properties: Readonly<Record<string, string | number>>, lines: readonly string[]): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(printable(String(value)))}`);
  return `::${name} ${list.join(",")}::${escapeData(lines.join("\n"))}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
