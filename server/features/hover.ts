import type { Diagnostic } from "../analysis/finding.ts";
import { type Span, touches } from "../text/span.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { hoverDirective } from "./hover-directive.ts";
import { hoverReplacement } from "./hover-replacement.ts";
import { hoverRequirement } from "./hover-requirement.ts";
import type { Links } from "./links.ts";
import { type Block, code, list, paragraph, title } from "./markup.ts";
import { chainText } from "./module-text.ts";
import { type Place, placeAt } from "./place.ts";

/** What to show at a place. */
export interface Hover {
  readonly span: Span;
  readonly blocks: readonly Block[];
}

/**
 * What the entry under the cursor means for the build, and the findings on it.
 * @param offset UTF-16 offset into the document's text
 */
export function hover(snapshot: Snapshot, offset: number, links: Links): Hover | undefined {
  const place = placeAt(snapshot.file, offset);
  const findings = snapshot.result.diagnostics.filter((d) => d.span.end > d.span.start && touches(d.span, offset));
  const parts = [
    ...(place === undefined ? [] : [describePlace(place, snapshot, links)]),
    ...findings.map((finding) => describeFinding(finding, links)),
  ].filter((part) => part.length > 0);
  const span = place?.span ?? findings[0]?.span;
  if (span === undefined || parts.length === 0) return undefined;
  return { span, blocks: parts.flatMap((part, i) => (i === 0 ? part : [{ kind: "line" } as const, ...part])) };
}

function describePlace(place: Place, snapshot: Snapshot, links: Links): readonly Block[] {
  switch (place.kind) {
    case "require":
      return hoverRequirement(place.entry, snapshot, links);
    case "replace":
      return hoverReplacement(place.entry, snapshot);
    default:
      return hoverDirective(place, snapshot);
  }
}

function describeFinding(finding: Diagnostic, links: Links): readonly Block[] {
  const chains = (finding.related ?? []).flatMap((place) => ("chain" in place ? [place] : []));
  return [
    title(`${finding.severity}: `, code(finding.rule)),
    paragraph(finding.message),
    ...(finding.why === undefined ? [] : [paragraph(finding.why)]),
    ...(chains.length === 0 ? [] : [list(chains.map((place) => [...chainText(place.chain), `: ${place.message}`]))]),
    paragraph({ link: links.rule(finding.rule), text: `About ${finding.rule}` }),
  ];
}
