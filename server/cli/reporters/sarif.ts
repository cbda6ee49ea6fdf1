import type { Diagnostic, Fix } from "../../analysis/finding.ts";
import { fingerprint, uniqueFingerprints } from "../../analysis/fingerprint.ts";
import type { AnyRule } from "../../analysis/rule.ts";
import type { Span } from "../../text/span.ts";
import type { CheckOptions } from "../check-options.ts";
import { jsonPieces } from "./json-pieces.ts";
import { lineHashes } from "./line-hash.ts";
import { oneLine } from "./one-line.ts";
import { printable, shortened } from "./printable.ts";
import { remarks } from "./remarks.ts";
import type { FileReport, Note, Reporter } from "./report.ts";
import { describeRule, type RuleDocumentation, sarifLevels } from "./sarif-rule.ts";
import { uriReference } from "./uri.ts";

export interface SarifOptions {
  /** this program's version */
  readonly version: string;
  readonly rules: readonly AnyRule[];
  readonly documentation: RuleDocumentation;
  /** a file's name → its path from the repository's root */
  inRepository(name: string): string;
  /** the part of all files that is reported, where it is a part */
  readonly shard?: CheckOptions["shard"] | undefined;
}

/** What GitHub takes: https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
export const sarifLimits = { runs: 20, results: 25_000 } as const;

type Result = { readonly ruleId: string; readonly level: string } & Readonly<Record<string, unknown>>;

/** What was found in one file that was checked, and in those that belong to it. */
interface FileResults {
  readonly path: string;
  readonly results: Result[];
}

/**
 * SARIF 2.1.0 as GitHub code scanning takes it: a run for each file, so that each module is an analysis of its own whose alerts close when
 * it is clean; for more files than GitHub takes runs, one run.
 */
export function sarifReporter(options: SarifOptions): Reporter {
  const files: FileResults[] = [];
  const notes: Note[] = [];
  return {
    file(report) {
      const path = options.inRepository(report.name);
      const hashOf = lineHashes(report.text);
      const unique = uniqueFingerprints();
      const results = report.findings.map((finding) => resultOf(report, finding, path, hashOf, unique));
      const owner = report.of === undefined ? undefined : options.inRepository(report.of);
      const known = files.find((file) => file.path === owner);
      if (known === undefined) files.push({ path, results });
      else known.results.push(...results);
      return "";
    },
    note(note) {
      notes.push(note);
      return undefined;
    },
    end() {
      const groups = files.length === 0 || files.length > sarifLimits.runs ? [files] : files.map((file) => [file]);
      const log = {
        $schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: groups.map((group, i) =>
          runOf(
            group,
            options,
            notes.filter((note) => indexOf(note, groups, options) === i),
          ),
        ),
      };
      return jsonPieces(log, 4);
    },
  };
}

/** The run that a note belongs to: its file's, else the first. */
function indexOf({ file }: Note, groups: readonly (readonly FileResults[])[], { inRepository }: SarifOptions): number {
  const path = file === undefined ? undefined : inRepository(file);
  return Math.max(
    0,
    groups.findIndex((group) => group.some((one) => one.path === path)),
  );
}

function runOf(group: readonly FileResults[], options: SarifOptions, notes: readonly Note[]): object {
  const all = group.flatMap(({ results }) => results);
  const results = all.length <= sarifLimits.results ? all : gravest(all);
  const ids = [...new Set(results.map(({ ruleId }) => ruleId))].sort();
  const indices = new Map(ids.map((id, index) => [id, index]));
  const [only] = group;
  const left: readonly Note[] =
    results.length === all.length
      ? []
      : [
          {
            kind: "note",
            message: `${all.length - results.length} of ${all.length} findings were left out: more than GitHub takes`,
          },
        ];
  return {
    tool: {
      driver: {
        name: "gomod-lint",
        semanticVersion: options.version,
        rules: ids.map((id) =>
          describeRule(
            id,
            options.rules.find((rule) => rule.id === id),
            options.documentation,
          ),
        ),
      },
    },
    automationDetails: { id: analysisOf(group.length === 1 ? only : undefined, options) },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { "%SRCROOT%": { description: { text: "the repository's root" } } },
    invocations: [
      {
        executionSuccessful: !notes.some(({ kind }) => kind === "error"),
        toolExecutionNotifications: [...notes, ...left].map((note) => notificationOf(note, options)),
      },
    ],
    results: results.map((result) => ({ ...result, ruleIndex: indices.get(result.ruleId) })),
  };
}

/** What GitHub tells analyses apart by: of two with one id the later stands in the place of the other. */
function analysisOf(file: FileResults | undefined, { shard }: SarifOptions): string {
  if (file !== undefined) return `gomod-lint/${printable(file.path)}/`;
  return shard === undefined || shard.count === 1 ? "gomod-lint/" : `gomod-lint/${shard.index}-of-${shard.count}/`;
}

/** As many as GitHub takes of one run, errors before warnings before notes. */
export function gravest<R extends { readonly level: string }>(results: readonly R[]): readonly R[] {
  const order = ["error", "warning", "note"];
  return results.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level)).slice(0, sarifLimits.results);
}

function notificationOf({ kind, file, message, hint }: Note, { inRepository }: SarifOptions): object {
  return {
    level: kind,
    message: { text: plain(hint === undefined ? message : `${message}; ${hint}`) },
    ...(file === undefined ? {} : { locations: [{ physicalLocation: { artifactLocation: locationOf(inRepository(file)) } }] }),
  };
}

function resultOf(
  report: FileReport,
  finding: Diagnostic,
  path: string,
  hashOf: (line: number) => string,
  unique: (fingerprint: string) => string,
): Result {
  const { lines } = report;
  const related = (finding.related ?? []).flatMap((place) => ("span" in place ? [place] : []));
  const physicalLocation = (span: Span): object => ({ artifactLocation: locationOf(path), region: regionOf(report, span) });
  return {
    ruleId: finding.rule,
    level: sarifLevels[finding.severity],
    message: { text: [plain(finding.message), ...remarks(finding).map(plain)].join("\n") },
    locations: [{ physicalLocation: physicalLocation(finding.span) }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map(({ span, message }, id) => ({
            id,
            physicalLocation: physicalLocation(span),
            message: { text: plain(message) },
          })),
        }),
    partialFingerprints: {
      primaryLocationLineHash: hashOf(lines.position(finding.span.start).line),
      "gomodLintFinding/v1": unique(fingerprint(finding, report)),
    },
    ...fixesOf(report, finding, path),
  };
}

/** Edits of a fix that are written: of a line that stands in a file a thousand times, each would have all the others' edits. */
const mostEdits = 25;

function fixesOf(report: FileReport, { fixes = [] }: Diagnostic, path: string): { readonly fixes?: readonly object[] } {
  const few = fixes.filter(({ edits }) => edits.length <= mostEdits);
  return few.length === 0 ? {} : { fixes: few.map((fix) => fixOf(report, fix, path)) };
}

function regionOf({ text, lines }: FileReport, span: Span): object {
  const { line, column, endColumn } = oneLine(span, lines);
  const snippet = text.slice(lines.lineStart(line) + column - 1, lines.lineStart(line) + endColumn - 1);
  return { startLine: line, startColumn: column, endLine: line, endColumn, snippet: { text: printable(snippet) } };
}

function fixOf({ lines }: FileReport, fix: Fix, path: string): object {
  return {
    description: { text: plain(fix.title) },
    artifactChanges: [
      {
        artifactLocation: locationOf(path),
        replacements: fix.edits.map(({ span, text }) => {
          const start = lines.position(span.start);
          const end = lines.position(span.end);
          return {
            deletedRegion: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
            insertedContent: { text: text.replace(/[\uD800-\uDFFF]/gu, "\uFFFD") },
          };
        }),
      },
    ],
    properties: { safety: fix.safety },
  };
}

function locationOf(path: string): object {
  const uri = uriReference(path);
  return uri.startsWith("file:") ? { uri } : { uri, uriBaseId: "%SRCROOT%" };
}

/** Text of a message: what would be read as a link (SARIF 2.1.0, 3.11.6) is none. */
function plain(text: string): string {
  return printable(shortened(text)).replace(/\[(?=[^\]]*\]\()/g, "\\[");
}
