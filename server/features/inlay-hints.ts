import { actingReplacement } from "../analysis/replacements.ts";
import { pathsTo } from "../graph/paths.ts";
import type { LoadedGraph } from "../graph/update-roots.ts";
import { setGo, setRequirementVersion } from "../modfile/edit.ts";
import type { Located, ModFile, Requirement } from "../modfile/mod-file.ts";
import type { TextEdit } from "../text/edits.ts";
import type { Span } from "../text/span.ts";
import { compareModVersions } from "../version/go-version.ts";
import type { FilePlace } from "../workspace/file-place.ts";
import type { ModulePlaces } from "../workspace/module-places.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { type Block, code, list, paragraph } from "./markup.ts";
import { chainText, modulesText } from "./module-text.ts";
import { ownPlace, requirementPlace } from "./surroundings.ts";

/** A word that an editor shows in a line, behind what stands there. */
export interface InlayHint {
  /** UTF-16 offset that it stands at */
  readonly offset: number;
  readonly label: string;
  /** Says more, when somebody asks. */
  explain(): readonly Block[];
  /** The line that makes it so, on this machine. */
  place(places: ModulePlaces): FilePlace | undefined;
  /** what makes the file say so itself; absent while the graph is not whole */
  readonly edits?: readonly TextEdit[];
}

/** How many requirement chains are shown. */
const chainLimit = 3;

/** The hints of the lines that a span has a part of: what the module graph makes of a line, where that is not what the line says. */
export function inlayHints(snapshot: Snapshot, span: Span): readonly InlayHint[] {
  const { file } = snapshot;
  const { graph, uses } = snapshot.facts;
  const wanted = ({ span: own }: { readonly span: Span }): boolean => own.start <= span.end && own.end >= span.start;
  if (file.kind === "work") {
    if (uses === undefined || "unavailable" in uses) return [];
    return file.use.filter(wanted).flatMap((use) => {
      const module = uses.ready.get(use);
      if (module === undefined || "unavailable" in module.file || module.file.module === undefined) return [];
      const path = module.file.module.path.value;
      const explain = () => [paragraph("the module in this directory")];
      const place = (places: ModulePlaces) => places.directory(snapshot.path, use.path.value);
      return [{ offset: use.path.span.end, label: path, explain, place }];
    });
  }
  if (graph === undefined || "unavailable" in graph) return [];
  const loaded = graph.ready;
  const hints: InlayHint[] = [];
  if (file.go !== undefined && wanted(file.go)) {
    hints.push(...selectedHint(snapshot, loaded, "go", file.go.version, (version) => setGo(file, version)));
  }
  for (const requirement of file.require)
    if (wanted(requirement)) hints.push(...requirementHints(snapshot, file, requirement, loaded));
  return hints;
}

function requirementHints(
  snapshot: Snapshot,
  file: ModFile,
  requirement: Requirement,
  loaded: LoadedGraph,
): readonly InlayHint[] {
  const { path, version } = requirement;
  const hints = selectedHint(snapshot, loaded, path.value, version, (to) => setRequirementVersion(file, requirement, to));
  const node = loaded.declared.selectedNode(path.value);
  if (node === undefined || node.version === "" || node.target === node) return hints;
  const replacement = actingReplacement(file, node);
  if (replacement === undefined) return hints;
  const { newPath, newVersion } = replacement;
  const by =
    newVersion === undefined ? newPath.value : `${newPath.value === path.value ? "" : `${newPath.value} `}${newVersion.value}`;
  const explain = (): readonly Block[] => [
    paragraph("what is built is ", code(by), ", by the replacement of ", code(replacement.oldPath.value), " in this file"),
  ];
  return [...hints, { offset: version.span.end, label: `=> ${by}`, explain, place: () => ownPlace(snapshot, replacement.span) }];
}

/** The version that the graph of the file as it stands selects, where it is above the one of the line. */
function selectedHint(
  snapshot: Snapshot,
  { declared, effective }: LoadedGraph,
  path: string,
  required: Located,
  raise: (version: string) => readonly TextEdit[],
): readonly InlayHint[] {
  const node = declared.selectedNode(path);
  if (node === undefined || node.version === "" || compareModVersions(path, node.version, required.value) <= 0) return [];
  const label = declared.complete ? `→ ${node.version}` : `→ ${node.version} or higher`;
  const version = declared.complete ? effective.selected(path) : undefined;
  const [from, to] = declared.shortestChain(node).slice(-2);
  const explain = (): readonly Block[] => {
    const forcing = declared.requirers(node).filter((from) => from.version !== "");
    const { paths } = pathsTo(declared, node, chainLimit);
    return [
      paragraph("selected: ", code(node.version), ...(forcing.length === 0 ? [] : [", forced by ", ...modulesText(forcing, 3)])),
      ...(paths.length === 0 ? [] : [list(paths.map(chainText))]),
    ];
  };
  return [
    {
      offset: required.span.end,
      label,
      explain,
      place: (places) => (from === undefined || to === undefined ? undefined : requirementPlace(snapshot, places, from, to)),
      ...(version === undefined || version === "" ? {} : { edits: raise(version) }),
    },
  ];
}
