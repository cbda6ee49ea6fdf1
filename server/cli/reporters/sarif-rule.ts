import type { Severity } from "../../analysis/finding.ts";
import type { AnyRule } from "../../analysis/rule.ts";
import { plainMarkdown } from "../plain-markdown.ts";
import { shortened } from "./printable.ts";
import { styleOf } from "./style.ts";

/** The documentation of a rule in Markdown; undefined where it cannot be read. */
export type RuleDocumentation = (rule: string) => string | undefined;

export const sarifLevels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

/** How GitHub sorts and filters alerts of rules that are no security queries. */
const problemSeverities: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "recommendation" };

/** Characters that GitHub shows of a description. */
const longest = 1024;

/**
 * A rule as SARIF's reportingDescriptor, with all that GitHub asks for: descriptions, help as text and Markdown, severity and tags.
 * @param rule undefined where the registry has none of that id
 */
export function describeRule(id: string, rule: AnyRule | undefined, documentation: RuleDocumentation): object {
  const summary = shortened(rule?.summary ?? id, longest - 1);
  const markdown = documentation(id);
  const severity = rule?.severity ?? "warning";
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: shortened(markdown === undefined ? summary : firstParagraph(markdown, summary), longest - 1) },
    help:
      markdown === undefined
        ? { text: `gomod-lint explain ${id}` }
        : { text: plainMarkdown(markdown, styleOf(false)), markdown: withoutLocalLinks(markdown) },
    defaultConfiguration: { level: sarifLevels[severity] },
    properties: {
      tags: ["go.mod", ...(rule === undefined ? [] : [rule.group])],
      precision: "very-high",
      "problem.severity": problemSeverities[severity],
    },
  };
}

/** What stands between the title and the next heading's blank line. */
function firstParagraph(markdown: string, otherwise: string): string {
  const text = /^# .*\n+([^#\n][\s\S]*?)(?:\n\n|\n*$)/.exec(markdown)?.[1];
  return text === undefined ? otherwise : plainMarkdown(text, styleOf(false)).replace(/\s+/g, " ").trim();
}

/** A forge has no page beside this one: of a link to another rule's page its name stays. */
function withoutLocalLinks(markdown: string): string {
  return markdown.replace(/\[([^\]]+)\]\((?!https?:)[^)]+\)/g, "`$1`");
}
