import { isDeepStrictEqual } from "node:util";
import { format } from "../../server/modfile/format.ts";
import { goJson, modFileJson, workFileJson } from "../../server/modfile/json.ts";
import type { ModFile, WorkFile } from "../../server/modfile/mod-file.ts";
import { readSyntax } from "../../server/modfile/read-syntax.ts";
import type { ModFileReader } from "../../server/modfile/reader.ts";
import { isMalformed, type ModSummary, scanModFile } from "../../server/modfile/scan.ts";
import type { ModValues, Oracle, ParseAnswer } from "../differential/oracle.ts";

/** What a text was compared in, and how it differed. */
export interface Difference {
  readonly aspect:
    | "accepted"
    | "error lines"
    | "values"
    | "entry lines"
    | "format"
    | "lax"
    | "lax error line"
    | "lax values"
    | "syntax";
  readonly ours: unknown;
  readonly go: unknown;
}

export interface Case {
  readonly text: string;
  readonly kind: "mod" | "work";
}

/** Asks for all cases what modfile.Parse (ParseWork) and ParseLax make of them, and compares it with both readers. */
export async function differences(oracle: Oracle, reader: ModFileReader, cases: readonly Case[]): Promise<Difference[][]> {
  const found: Difference[][] = [];
  for (let from = 0; from < cases.length; from += 500) {
    const batch = cases.slice(from, from + 500);
    const strict = await oracle.ask(batch.map(({ text, kind }) => ({ op: "parse" as const, text, kind })));
    const lax = await oracle.ask(batch.map(({ text }) => ({ op: "parse" as const, text, kind: "lax" as const })));
    batch.forEach((item, index) => {
      const list: Difference[] = [];
      const file = reader.parse(item.text, item.kind);
      compareStrict(file, strict[index] as ParseAnswer, list);
      // What stands in place of the tree where it is damaged has to read everything else the same way.
      const syntax = readSyntax(item.text);
      if (!isDeepStrictEqual(file.syntax, syntax)) list.push({ aspect: "syntax", ours: file.syntax, go: syntax });
      compareLax(item.text, lax[index] as ParseAnswer<ModValues>, list);
      found.push(list);
    });
  }
  return found;
}

function compareStrict(file: ModFile | WorkFile, go: ParseAnswer, list: Difference[]): void {
  const differ = (aspect: Difference["aspect"], ours: unknown, theirs: unknown) => {
    if (!isDeepStrictEqual(ours, theirs)) list.push({ aspect, ours, go: theirs });
  };
  differ("accepted", file.errors.length === 0, go.accepted);
  if (!go.accepted || file.errors.length > 0) {
    // Go stops at the first syntax error; what is found behind it by recovery has no counterpart.
    const [damage] = file.syntax.errors;
    const errors = damage === undefined ? file.errors : [damage];
    differ(
      "error lines",
      uniqueLines(errors.map((e) => file.lines.position(e.span.start).line)),
      uniqueLines(go.errors.map((e) => e.line)),
    );
    return;
  }
  differ("values", goJson(file.kind === "mod" ? modFileJson(file) : workFileJson(file)), goJson(go.values));
  differ("entry lines", entryLines(file), go.lines);
  differ("format", format(file), go.formatted);
}

/** For each directive the lines that its entries begin on, as the oracle gives them. */
function entryLines(file: ModFile | WorkFile): Record<string, number[]> {
  const { go, toolchain, godebug, replace } = file;
  const lists = {
    ...(file.kind === "mod" ? { module: file.module === undefined ? [] : [file.module] } : { use: file.use }),
    go: go === undefined ? [] : [go],
    toolchain: toolchain === undefined ? [] : [toolchain],
    godebug,
    replace,
    ...(file.kind === "mod" && {
      require: file.require,
      exclude: file.exclude,
      retract: file.retract,
      tool: file.tool,
      ignore: file.ignore,
    }),
  };
  const lines = Object.entries(lists).map(
    ([name, list]) => [name, list.map((entry) => file.lines.position(entry.line.span.start).line)] as const,
  );
  return Object.fromEntries(lines.filter(([, list]) => list.length > 0).map(([name, list]) => [name, [...list]]));
}

function compareLax(text: string, go: ParseAnswer<ModValues>, list: Difference[]): void {
  const ours = scanModFile(text);
  if (isMalformed(ours) === go.accepted) {
    list.push({ aspect: "lax", ours, go: go.errors });
  } else if (isMalformed(ours)) {
    if (ours.line !== go.errors[0]?.line) list.push({ aspect: "lax error line", ours, go: go.errors });
  } else if (go.parsed !== null && !isDeepStrictEqual(withoutToolchain(ours), laxSummary(go.parsed))) {
    list.push({ aspect: "lax values", ours, go: go.parsed });
  }
}

/** ParseLax passes over the toolchain line, the scanner tells of it all the same. */
function withoutToolchain(summary: ModSummary): ModSummary {
  const { toolchain: _, ...rest } = summary;
  return rest;
}

function laxSummary({ Module, Go, Require, Retract }: ModValues): ModSummary {
  return {
    ...(Module.Path !== "" && { path: Module.Path }),
    ...(Module.Deprecated !== undefined && { deprecated: Module.Deprecated }),
    ...(Go !== undefined && { go: Go }),
    require: (Require ?? []).map((r) => ({ path: r.Path, version: r.Version ?? "", indirect: r.Indirect === true })),
    retract: (Retract ?? []).map((r) => ({ low: r.Low ?? "", high: r.High ?? "", rationale: r.Rationale ?? "" })),
  };
}

function uniqueLines(lines: readonly number[]): number[] {
  return [...new Set(lines)].sort((a, b) => a - b);
}

/** A failure's text: the first differences, each with the text that made it. */
export function describeDifferences(
  found: readonly (readonly Difference[])[],
  names: readonly string[],
  cases: readonly Case[],
): string {
  const parts: string[] = [];
  found.forEach((list, index) => {
    for (const { aspect, ours, go } of list) {
      if (parts.length >= 5) return;
      const values = `ours: ${JSON.stringify(ours)?.slice(0, 600)}\n  go:   ${JSON.stringify(go)?.slice(0, 600)}`;
      parts.push(`${names[index]}: ${aspect}\n  ${values}\n  text: ${JSON.stringify(cases[index]?.text).slice(0, 1500)}`);
    }
  });
  return parts.join("\n");
}
