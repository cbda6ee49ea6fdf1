import { atLeast, type Diagnostic, type Severity } from "../analysis/finding.ts";
import { fingerprint } from "../analysis/fingerprint.ts";
import type { RunResult } from "../analysis/run.ts";
import { pathsOf, withSlashes } from "../environment/file-paths.ts";
import type { Host } from "../host/host.ts";
import { counted } from "../text/counted.ts";
import type { Document } from "../workspace/documents.ts";
import type { UsageError } from "./arguments.ts";
import { displayName } from "./inputs.ts";
import type { ExitCode, Io } from "./io.ts";
import type { LintFilter } from "./lint-file.ts";
import { describeFailure, tellFailure } from "./messages.ts";
import type { Note } from "./reporters/report.ts";

/** A known finding. It names no line, and no version: it stays the same while others change. */
export interface BaselineEntry {
  /** of the file that was checked, relative to the baseline's folder, `/` between its parts */
  readonly file: string;
  readonly rule: string;
  /** for who reads the baseline */
  readonly message: string;
  readonly fingerprint: string;
  /** how many findings of the file are like this; absent: one */
  readonly count?: number;
}

/** Known findings that pass. */
export interface Baseline {
  /** Takes out the findings that are known. */
  readonly filter: LintFilter;
  /** What is to be said of entries that matched nothing although their rule ran, at the end. */
  notes(): readonly Note[];
}

/** Reads a baseline: what is wrong with it is a usage error. */
export function readBaseline(io: Io, file: string): Baseline | UsageError {
  const entries = readEntries(io.host, file);
  if ("usage" in entries) return entries;
  const nameOf = namesFrom(io.host, file);
  const byFile = new Map<string, BaselineEntry[]>();
  for (const entry of entries.list) {
    const same = byFile.get(entry.file);
    if (same === undefined) byFile.set(entry.file, [entry]);
    else same.push(entry);
  }
  const stale = new Map<string, readonly BaselineEntry[]>();
  return {
    filter(document, result) {
      const name = nameOf(document.path);
      const known = byFile.get(name);
      if (known === undefined) return result.diagnostics;
      const left = new Map<string, number>();
      for (const { fingerprint, count = 1 } of known) left.set(fingerprint, (left.get(fingerprint) ?? 0) + count);
      const fresh = result.diagnostics.filter((finding) => {
        const key = fingerprintOf(document, finding);
        const count = left.get(key) ?? 0;
        left.set(key, count - 1);
        return count <= 0;
      });
      stale.set(
        name,
        settled(result) ? known.filter((entry) => (left.get(entry.fingerprint) ?? 0) > 0 && ran(entry.rule, result)) : [],
      );
      return fresh;
    },
    notes() {
      const all = [...stale.values()].flat();
      if (all.length === 0) return [];
      const [few, more] = [all.slice(0, 5), all.length - 5];
      const list = few.map(({ rule, file }) => `${rule} in ${file}`).join(", ");
      return [
        {
          kind: "note",
          message: `${file}: ${all.length === 1 ? "an entry matches" : `${all.length} entries match`} nothing any more: ${list}${more > 0 ? ` and ${more} more` : ""}`,
          hint: "--write-baseline leaves out what is mended",
        },
      ];
    },
  };
}

/** Whether a rule had its say. */
function ran(rule: string, { skipped }: RunResult): boolean {
  return !skipped.some((skip) => skip.rule === rule);
}

/** On a graph that is not whole rules stay silent, and nothing follows from that. */
function settled({ diagnostics }: RunResult): boolean {
  return !diagnostics.some(({ rule }) => rule === "incomplete-graph");
}

/** Collects findings for a baseline. */
export interface BaselineWriter {
  /** Takes all findings, and leaves none. */
  readonly filter: LintFilter;
  /**
   * Writes them, with the entries for files that were not checked and are still there.
   * @param checked absolute paths
   */
  write(checked: readonly string[]): ExitCode;
}

/** @param levelOf the mildest findings of a file that are written */
export function baselineWriter(io: Io, file: string, levelOf: (path: string) => Severity): BaselineWriter | UsageError {
  const { host } = io;
  const missing = host.kind(pathsOf(host).resolve(host.cwd, file)) === "missing";
  const before = missing ? { list: [] } : readEntries(host, file);
  if ("usage" in before) return before;
  const nameOf = namesFrom(host, file);
  const found = new Map<string, readonly BaselineEntry[]>();
  return {
    filter(document, { diagnostics }) {
      const name = nameOf(document.path);
      const entries = new Map<string, BaselineEntry>();
      for (const finding of diagnostics) {
        if (!atLeast(finding.severity, levelOf(document.path))) continue;
        const key = fingerprintOf(document, finding);
        const same = entries.get(key);
        entries.set(key, {
          file: name,
          rule: finding.rule,
          message: same?.message ?? finding.message,
          fingerprint: key,
          ...(same === undefined ? {} : { count: (same.count ?? 1) + 1 }),
        });
      }
      found.set(name, [...entries.values()]);
      return [];
    },
    write(checked) {
      const paths = pathsOf(host);
      const path = paths.resolve(host.cwd, file);
      const names = new Set(checked.map(nameOf));
      const kept = before.list.filter(
        (entry) => !names.has(entry.file) && host.kind(paths.resolve(paths.dirname(path), entry.file)) === "file",
      );
      const all = [...kept, ...[...found.values()].flat()];
      const failure = host.write(path, formatEntries(all));
      if (failure !== undefined) return tellFailure(io, file, failure, "write");
      const findings = all.reduce((sum, { count = 1 }) => sum + count, 0);
      const files = new Set(all.map((entry) => entry.file)).size;
      io.stdout.write(`${displayName(host, path)}: ${counted(findings, "known finding")} in ${counted(files, "file")}\n`);
      return 0;
    },
  };
}

function fingerprintOf({ file }: Document, finding: Diagnostic): string {
  const { place } = finding;
  return place === undefined ? fingerprint(finding, file) : fingerprint({ ...finding, span: place.span }, place);
}

/** The name of a file as the baseline's folder sees it. */
function namesFrom(host: Host, file: string): (path: string) => string {
  const paths = pathsOf(host);
  const folder = paths.dirname(paths.resolve(host.cwd, file));
  return (path) => withSlashes(host, paths.relative(folder, path));
}

/** An entry a line, sorted: two that are added in two branches are merged without conflict. */
function formatEntries(entries: readonly BaselineEntry[]): string {
  const key = ({ file, rule, fingerprint }: BaselineEntry): string => `${file}\0${rule}\0${fingerprint}`;
  const sorted = entries.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  const lines = sorted.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n");
  return `{\n  "version": 1,\n  "findings": [${lines === "" ? "" : `\n${lines}\n  `}]\n}\n`;
}

function readEntries(host: Host, file: string): { readonly list: readonly BaselineEntry[] } | UsageError {
  const hint = `gomod-lint --baseline ${file} --write-baseline writes one`;
  const text = host.readText(pathsOf(host).resolve(host.cwd, file));
  if (typeof text !== "string") return { usage: `--baseline ${file}: ${describeFailure(text, "read").message}`, hint };
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return { usage: `--baseline ${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`, hint };
  }
  const { version, findings } = (typeof content === "object" && content !== null ? content : {}) as Record<string, unknown>;
  if (version !== 1) {
    const known = typeof version === "number" && version > 1;
    return {
      usage: `--baseline ${file} is ${known ? "of a later gomod-lint" : "no baseline"}: its version is ${JSON.stringify(version)}`,
      hint,
    };
  }
  const wrong = Array.isArray(findings) ? findings.findIndex((entry) => !isEntry(entry)) : 0;
  if (wrong !== -1) return { usage: `--baseline ${file} is no baseline: entry ${wrong + 1} of findings is not one`, hint };
  return { list: findings as readonly BaselineEntry[] };
}

function isEntry(value: unknown): value is BaselineEntry {
  const { file, rule, fingerprint, count } = (typeof value === "object" && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const texts = [file, rule, fingerprint].every((text) => typeof text === "string");
  return texts && (count === undefined || (Number.isInteger(count) && (count as number) > 0));
}
