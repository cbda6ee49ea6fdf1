import { requirementSpan } from "../analysis/describe.ts";
import type { ModuleVersion } from "../graph/module-version.ts";
import type { Located } from "../modfile/mod-file.ts";
import type { Span } from "../text/span.ts";
import { type Place, placeAt } from "./place.ts";
import { subjectOf } from "./subject.ts";
import { builtGraph, type Known, providers, type Surroundings } from "./surroundings.ts";

/** Where a file speaks of a module. */
export interface Occurrence {
  readonly path: Span;
  /** undefined where no version stands with it */
  readonly version: Located | undefined;
  /** path and version */
  readonly span: Span;
  /** the line decides something for this module, rather than using it in another's place */
  readonly decides: boolean;
  /** it is the module's own line */
  readonly declares: boolean;
}

/** Every line of a file that names a module by its path, or a tool of it, in the order of the file. */
export function occurrences(known: Known, modulePath: string): readonly Occurrence[] {
  const { file } = known;
  const graph = builtGraph(known);
  const found: Occurrence[] = [];
  const add = (path: Located, version: Located | undefined, decides: boolean, declares = false): void => {
    if (path.value !== modulePath) return;
    const span = version === undefined ? path.span : requirementSpan({ path, version });
    found.push({ path: path.span, version, span, decides, declares });
  };
  if (file.kind === "mod") {
    if (file.module !== undefined) add(file.module.path, undefined, true, true);
    for (const { path, version } of [...file.require, ...file.exclude]) add(path, version, true);
    for (const { path } of file.tool) {
      if (graph === undefined || providers(graph, path.value)[0]?.path !== modulePath) continue;
      found.push({ path: path.span, version: undefined, span: path.span, decides: false, declares: false });
    }
  }
  for (const { oldPath, oldVersion, newPath, newVersion } of file.replace) {
    add(oldPath, oldVersion, true);
    if (newVersion !== undefined) add(newPath, newVersion, false);
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** A part of a file that belongs with what the cursor is on. */
export interface Highlight {
  readonly span: Span;
  /** `write`: the line that decides; `read`: one that uses; `text`: the same word */
  readonly kind: "write" | "read" | "text";
}

/**
 * What belongs together in a file: on a path all lines about that module, on a version the same version of it, on a verb all of that verb.
 */
export function highlights(known: Known, offset: number, surroundings: Surroundings): readonly Highlight[] {
  const place = placeAt(known.file, offset);
  if (place === undefined) return [];
  if (place.kind === "verb") return verbs(known, place.verb);
  const subject = subjectOf(place, known, surroundings);
  const found = subject === undefined || place.kind === "use" ? [] : highlightsOf(known, subject, place);
  const around = found.some(({ span }) => span.start <= place.span.start && place.span.end <= span.end);
  const own: readonly Highlight[] = around ? [] : [{ span: place.span, kind: "text" }];
  return [...own, ...found].sort((a, b) => a.span.start - b.span.start);
}

function highlightsOf(known: Known, subject: ModuleVersion, place: Place): readonly Highlight[] {
  const all = occurrences(known, subject.path);
  const kind = ({ decides }: Occurrence): Highlight["kind"] => (decides ? "write" : "read");
  const onVersion = all.some(({ version }) => version?.span.start === place.span.start);
  if (!onVersion) return all.map((occurrence) => ({ span: occurrence.path, kind: kind(occurrence) }));
  return all.flatMap((occurrence) => {
    const { version } = occurrence;
    return version?.value === subject.version ? [{ span: version.span, kind: kind(occurrence) }] : [];
  });
}

function verbs({ file }: Known, verb: string): readonly Highlight[] {
  return file.syntax.statements.flatMap((statement): Highlight[] => {
    const first = statement.kind === "comment" ? undefined : statement.tokens[0];
    return first?.text === verb ? [{ span: first.span, kind: "text" }] : [];
  });
}
