import { LineIndex } from "../text/line-index.ts";
import { isToolchainLineName } from "../version/go-version.ts";
import { readLaxModFile } from "./meaning.ts";
import type { MalformedModFile, ModSummary } from "./mod-summary.ts";
import { parseSyntax } from "./read-syntax.ts";
import type { FileSyntax } from "./syntax.ts";

/** The summary of any text by way of its syntax: what the scanner says, for texts that are not plain. */
export function readLaxSummary(text: string): ModSummary | MalformedModFile {
  const syntax = parseSyntax(text);
  // Go stops at the first syntax error, and reads no meaning then.
  const [damage] = syntax.errors;
  if (damage !== undefined) {
    return { malformed: damage.message, line: new LineIndex(text).position(damage.span.start).line };
  }
  const file = readLaxModFile(syntax);
  const [error] = file.errors;
  if (error !== undefined) return { malformed: error.message, line: file.lines.position(error.span.start).line };
  const { module, go } = file;
  const toolchain = toolchainOf(syntax);
  return {
    ...(module !== undefined && module.path.value !== "" && { path: module.path.value }),
    ...(module?.deprecated !== undefined && { deprecated: module.deprecated }),
    ...(go && { go: go.version.value }),
    ...(toolchain !== undefined && { toolchain }),
    require: file.require.map((r) => ({ path: r.path.value, version: r.version.value, indirect: r.indirect })),
    retract: file.retract.map((r) => ({ low: r.low.value, high: r.high.value, rationale: r.rationale })),
  };
}

/** The first toolchain line that is well-formed; ParseLax passes over all of them. */
function toolchainOf(syntax: FileSyntax): string | undefined {
  for (const statement of syntax.statements) {
    if (statement.kind !== "line") continue;
    const [verb, name] = statement.tokens;
    if (verb?.text !== "toolchain" || name === undefined || statement.tokens.length !== 2) continue;
    if (isToolchainLineName(name.text)) return name.text;
  }
  return undefined;
}
