import type { UsageError } from "./arguments.ts";
import { mergeSarif, type SarifLog, type SarifRun } from "./merge-sarif.ts";
import { jsonPieces } from "./reporters/json-pieces.ts";
import type { Report, ReportSummary } from "./reporters/json-report.ts";
import { opening, xmlHead } from "./reporters/xml.ts";

/** A report of gomod-lint, taken apart as far as joining needs it. */
type ParsedReport =
  | { readonly format: "sarif"; readonly content: SarifLog }
  | { readonly format: "json"; readonly content: Report }
  | { readonly format: "jsonl"; readonly content: string }
  | { readonly format: "gitlab"; readonly content: readonly unknown[] }
  /** tests, failures and errors, and what stands within the outermost element */
  | { readonly format: "junit"; readonly content: { readonly counts: readonly number[]; readonly inner: string } }
  | { readonly format: "checkstyle"; readonly content: string };

type Format = ParsedReport["format"];
type ContentOf<F extends Format> = Extract<ParsedReport, { format: F }>["content"];

/** A report with the file that it was read from, as it was named. */
export interface ReportText {
  readonly file: string;
  readonly text: string;
}

/** Joins reports of one format into one of the same. */
export function mergeReports(texts: readonly ReportText[]): Iterable<string> | UsageError {
  const reports: ParsedReport[] = [];
  let first: ReportText | undefined;
  for (const text of texts) {
    const parsed = parseReport(text.text);
    if (parsed === undefined) {
      const hint = "json, jsonl, sarif, gitlab, junit and checkstyle are joined; of text, concise and github cat does it";
      return { usage: `${text.file} is no report of gomod-lint that can be joined`, hint };
    }
    const [known] = reports;
    // A report of lines is empty where nothing was found: it goes with every other.
    if (parsed.format === "jsonl" && parsed.content === "") continue;
    if (known !== undefined && known.format !== parsed.format)
      return {
        usage: `${text.file} is ${parsed.format}, and ${first?.file} is ${known.format}`,
        hint: "join reports of one format",
      };
    first ??= text;
    reports.push(parsed);
  }
  const contents = <F extends Format>(format: F): readonly ContentOf<F>[] =>
    reports.flatMap((report) => (report.format === format ? [report.content as ContentOf<F>] : []));
  switch (reports[0]?.format) {
    case undefined:
      return [];
    case "sarif":
      return jsonPieces(mergeSarif(contents("sarif")), 4);
    case "json":
      return jsonPieces(mergeJson(contents("json")), 2);
    case "jsonl":
      return contents("jsonl");
    case "gitlab":
      return jsonPieces(contents("gitlab").flat(), 1);
    case "junit": {
      const all = contents("junit");
      const [tests = 0, failures = 0, errors = 0] = [0, 1, 2].map((i) =>
        all.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0),
      );
      const start = `${xmlHead}${opening("testsuites", { name: "gomod-lint", tests, failures, errors })}\n`;
      return [start, ...all.map((one) => one.inner), "</testsuites>\n"];
    }
    case "checkstyle":
      return [`${xmlHead}${opening("checkstyle", { version: "4.3" })}\n`, ...contents("checkstyle"), "</checkstyle>\n"];
  }
}

function mergeJson(reports: readonly Report[]): Report {
  const summary: Record<string, number> = {};
  for (const report of reports)
    for (const [key, count] of Object.entries(report.summary)) summary[key] = (summary[key] ?? 0) + count;
  const ignored = reports.flatMap((report) => report.ignored ?? []);
  return {
    findings: reports.flatMap(({ findings }) => findings),
    fixed: reports.flatMap(({ fixed }) => fixed),
    ...(ignored.length === 0 ? {} : { ignored }),
    notes: reports.flatMap(({ notes }) => notes),
    summary: summary as unknown as ReportSummary,
  };
}

function parseReport(text: string): ParsedReport | undefined {
  if (text.startsWith("<")) return parseXml(text);
  const value = parseJson(text);
  if (Array.isArray(value))
    return value.every((one) => has(one, "check_name", "fingerprint")) ? { format: "gitlab", content: value } : undefined;
  if (has(value, "runs")) return isSarif(value) ? { format: "sarif", content: value } : undefined;
  if (has(value, "findings", "fixed", "notes", "summary")) return { format: "json", content: value as unknown as Report };
  const lines = text.split("\n").filter((line) => line !== "");
  if (!lines.every((line) => has(parseJson(line), "rule", "severity", "file"))) return undefined;
  return { format: "jsonl", content: lines.map((line) => `${line}\n`).join("") };
}

function parseXml(text: string): ParsedReport | undefined {
  const junit =
    /^<\?xml[^>]*\?>\n<testsuites name="gomod-lint" tests="(\d+)" failures="(\d+)" errors="(\d+)">\n([\s\S]*)<\/testsuites>\n$/.exec(
      text,
    );
  if (junit !== null) {
    const [, tests, failures, errors, inner = ""] = junit;
    return { format: "junit", content: { counts: [tests, failures, errors].map(Number), inner } };
  }
  const checkstyle = /^<\?xml[^>]*\?>\n<checkstyle version="4\.3">\n([\s\S]*)<\/checkstyle>\n$/.exec(text);
  return checkstyle === null ? undefined : { format: "checkstyle", content: checkstyle[1] ?? "" };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function has<K extends string>(value: unknown, ...keys: readonly K[]): value is Record<K, unknown> {
  return typeof value === "object" && value !== null && keys.every((key) => Object.hasOwn(value, key));
}

function isSarif(value: Record<"runs", unknown>): value is Record<"runs", SarifRun[]> {
  return (
    Array.isArray(value.runs) &&
    value.runs.every((run) => has(run, "tool", "automationDetails", "invocations", "results") && isOurs(run))
  );
}

function isOurs(run: object): boolean {
  return (run as SarifRun).tool?.driver?.name === "gomod-lint";
}
