import { statementOf } from "../modfile/layout.ts";
import { counted } from "../text/counted.ts";
import type { Span } from "../text/span.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { builtGraph } from "./surroundings.ts";

/** What a lens does: the command that it names. */
export type LensCommand = "graph" | "tidy" | "vendor" | "updates" | "why";

/** A line of words that an editor shows above a line, which can be chosen. */
export interface CodeLens {
  readonly span: Span;
  readonly command: LensCommand;
  /** the module that a `why` is about */
  readonly module?: string;
  /** What is shown. May cost work. */
  title(): string;
}

/** Which lenses there are. */
export interface LensOptions {
  /** the commands that there are */
  readonly commands: ReadonlySet<LensCommand>;
  /** also a lens for each requirement: many find that too much */
  readonly requirements: boolean;
}

/** The lenses of a go.mod, in the order of its lines; those of a line in the order in which they are to be shown. */
export function codeLenses(snapshot: Snapshot, { commands, requirements }: LensOptions): readonly CodeLens[] {
  const { file } = snapshot;
  if (file.kind === "work" || file.module === undefined) return [];
  const lenses: CodeLens[] = [];
  const { span } = file.module;
  lenses.push({ span, command: "graph", title: () => graphTitle(snapshot) });
  lenses.push({ span, command: "tidy", title: () => "tidy" });
  const { vendor } = snapshot.facts;
  if (vendor !== undefined && "ready" in vendor && vendor.ready !== undefined) {
    lenses.push({ span, command: "vendor", title: () => "vendor" });
  }
  const direct = file.require.find(({ indirect }) => !indirect);
  const block = direct && statementOf(file, direct.line);
  if (block !== undefined) {
    lenses.push({ span: block.span, command: "updates", title: () => "check for updates" });
  }
  if (requirements) {
    for (const { path, span: place } of file.require) {
      lenses.push({ span: place, command: "why", module: path.value, title: () => whyTitle(snapshot, path.value) });
    }
  }
  return lenses.filter(({ command }) => commands.has(command)).sort((a, b) => a.span.start - b.span.start);
}

function graphTitle(snapshot: Snapshot): string {
  const graph = builtGraph(snapshot);
  if (graph === undefined) return "graph";
  const count = graph.dependencies().length;
  return `graph of ${counted(count, "module")}`;
}

function whyTitle(snapshot: Snapshot, path: string): string {
  const graph = builtGraph(snapshot);
  const node = graph?.selectedNode(path);
  if (graph === undefined || node === undefined) return "why";
  const count = graph.requirers(node).filter((from) => from.version !== "").length;
  if (count === 0) return "required by no other module";
  return `required by ${counted(count, "other module")}`;
}
