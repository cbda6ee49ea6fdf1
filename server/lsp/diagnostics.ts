import type {
  DiagnosticRelatedInformation,
  Location,
  Position,
  Diagnostic as ProtocolDiagnostic,
  Range,
} from "vscode-languageserver/node";
import { formatChain } from "../analysis/describe.ts";
import type { Diagnostic, OtherPlace, Related, Severity } from "../analysis/finding.ts";
import type { ModuleNode } from "../graph/module-graph.ts";
import type { ModuleVersion } from "../graph/module-version.ts";
import type { ClientFeatures } from "./client-features.ts";
import type { OpenDocument } from "./open-documents.ts";
import { type PositionEncoding, unitsBetween } from "./positions.ts";

/** The server's name beside its findings; other servers have theirs. */
export const diagnosticSource = "gomod-lint";

/** What a severity is in the protocol (DiagnosticSeverity). */
export const severityNumber = { error: 1, warning: 2, info: 3 } as const satisfies Record<Severity, number>;
/** DiagnosticTag */
const tagNumber = { unnecessary: 1, deprecated: 2 } as const;

/** What a diagnostic carries for later requests. */
export interface DiagnosticData {
  readonly rule: string;
}

export interface DiagnosticContext {
  readonly features: ClientFeatures["diagnostics"];
  /** address of the rules' documentation, ending in `/` */
  readonly documentation: string;
  /** where the last requirement of a chain is written; undefined when that is not on this machine */
  readonly place: (chain: readonly ModuleVersion[]) => Location | undefined;
  /** the URI of a file of this machine */
  readonly uri: (path: string) => string;
  /** what was made of chains that end in files that do not change: an unchanged graph has the same ones at every keystroke */
  readonly chains: {
    /** what the last edit's findings had */
    readonly before: ReadonlyMap<Related, DiagnosticRelatedInformation>;
    readonly now: Map<Related, DiagnosticRelatedInformation>;
  };
}

/** A finding as the client takes it. What it cannot show apart becomes part of the message. */
export function toProtocol(diagnostic: Diagnostic, document: OpenDocument, context: DiagnosticContext): ProtocolDiagnostic {
  const elsewhere =
    diagnostic.place === undefined ? [] : [elsewhereInformation(diagnostic.place, diagnostic.message, document, context)];
  return {
    range: document.positions.range(diagnostic.span),
    ...described(diagnostic, elsewhere, document, context),
  };
}

/** The same finding in the file where it stands in truth, with the way back to the document that it concerns. */
export function toProtocolElsewhere(
  diagnostic: Diagnostic,
  place: OtherPlace,
  document: OpenDocument,
  context: DiagnosticContext,
): ProtocolDiagnostic {
  const { uri, positions } = document;
  const back = { location: { uri, range: positions.range(diagnostic.span) }, message: "concerns this line" };
  return { range: rangeOf(place, positions.encoding), ...described(diagnostic, [back], document, context) };
}

/** All of a finding but its range. */
function described(
  diagnostic: Diagnostic,
  first: readonly DiagnosticRelatedInformation[],
  document: OpenDocument,
  context: DiagnosticContext,
): Omit<ProtocolDiagnostic, "range"> {
  const { features, documentation } = context;
  const related = diagnostic.related ?? [];
  const lines = [diagnostic.message];
  if (diagnostic.why !== undefined) lines.push(diagnostic.why);
  if (!features.related) lines.push(...related.flatMap((place) => ("chain" in place ? [describeChain(place)] : [])));
  const tags = (diagnostic.tags ?? []).map((tag) => tagNumber[tag]).filter((tag) => features.tags.includes(tag));
  return {
    severity: severityNumber[diagnostic.severity],
    code: diagnostic.rule,
    source: diagnosticSource,
    message: lines.join("\n"),
    ...(features.codeDescription ? { codeDescription: { href: ruleAddress(documentation, diagnostic.rule) } } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(features.related && related.length + first.length > 0
      ? {
          relatedInformation: [...first, ...related.map((place) => relatedInformation(place, diagnostic, document, context))],
        }
      : {}),
    ...(features.data ? { data: { rule: diagnostic.rule } satisfies DiagnosticData } : {}),
  };
}

/** Where a rule is explained. */
export function ruleAddress(documentation: string, rule: string): string {
  return `${documentation}${rule}.md`;
}

/** The place of a finding that stands in another file, such as go.sum. */
function elsewhereInformation(
  place: OtherPlace,
  message: string,
  { positions }: OpenDocument,
  { uri }: DiagnosticContext,
): DiagnosticRelatedInformation {
  return { location: { uri: uri(place.path), range: rangeOf(place, positions.encoding) }, message };
}

/** The file's lines are known: a go.sum with a thousand findings is not searched for line ends a thousand times. */
function rangeOf({ text, lines, span }: OtherPlace, encoding: PositionEncoding): Range {
  const position = (offset: number): Position => {
    const { line } = lines.position(offset);
    const start = lines.lineStart(line);
    return { line: line - 1, character: unitsBetween(text, start, offset, encoding) };
  };
  return { start: position(span.start), end: position(span.end) };
}

function relatedInformation(
  place: Related,
  diagnostic: Diagnostic,
  { uri, positions }: OpenDocument,
  { place: placeOf, chains }: DiagnosticContext,
): DiagnosticRelatedInformation {
  if ("span" in place) return { location: { uri, range: positions.range(place.span) }, message: place.message };
  const known = chains.before.get(place);
  if (known !== undefined) {
    chains.now.set(place, known);
    return known;
  }
  const location = placeOf(place.chain);
  const message = describeChain(place);
  if (location === undefined) return { location: { uri, range: positions.range(diagnostic.span) }, message };
  const information = { location, message };
  if (isLasting(place.chain.at(-2))) chains.now.set(place, information);
  return information;
}

/** Whether a module of a graph has its go.mod in the module cache: others are edited. */
function isLasting(module: ModuleVersion | undefined): boolean {
  return module !== undefined && module.version !== "" && "target" in module && (module as ModuleNode).target.version !== "";
}

function describeChain({ chain, message }: Related & { readonly chain: readonly ModuleVersion[] }): string {
  return `${formatChain(chain)}: ${message}`;
}
