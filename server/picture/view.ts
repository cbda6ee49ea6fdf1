import type { UpgradeRisk } from "../version/upgrade-risk.ts";
import { isSelected, type PictureGraph, type PictureModule, type PictureVersion } from "./model.ts";
import { activeRequirers, chainTo, type Reach, versionsBySelection } from "./reach.ts";

/** What one picture shows of a graph. */
export interface View {
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
  /** what it shows of how much, as a clause; absent where it shows everything */
  readonly note?: string;
  /** whether it shows less than was asked for, because that would have been too much */
  readonly cut: boolean;
  /** it has every requirement among its modules: none of them is what it is about */
  readonly whole: boolean;
  /** the module that the picture is about, as an index */
  readonly focus?: number;
}

/** A module with some of its versions, each a row. */
export interface Box {
  readonly module: number;
  readonly rows: readonly Row[];
  /** how many modules its selected version requires that the picture does not show */
  readonly hidden: number;
}

export interface Row {
  readonly version: number;
  /** how many modules of the build require it without an edge in the picture */
  readonly more: number;
}

/**
 * - `forces`: a module of the build requires the selected version, and others want another one;
 * - `lags`: a module of the build requires a version that it does not get;
 * - `inactive`: who requires is itself not the selected version;
 * - `ignored`: the version is excluded;
 * - `requires`: anything else.
 */
export type EdgeKind = "requires" | "forces" | "lags" | "inactive" | "ignored";

/** A requirement: from a version to a version, as indices. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly kind: EdgeKind;
  /** it is an `// indirect` line of a main module */
  readonly indirect: boolean;
  /** what it means for who lags */
  readonly risk?: UpgradeRisk;
}

/** A view while it is put together. */
export class ViewBuilder {
  readonly graph: PictureGraph;
  readonly reach: Reach;
  readonly modules = new Set<number>();
  readonly #rows = new Set<number>();
  readonly #edges = new Map<number, Set<number>>();
  /** modules whose versions the picture is about; undefined for all */
  #subjects: Set<number> | undefined;

  constructor(graph: PictureGraph, reach: Reach) {
    this.graph = graph;
    this.reach = reach;
  }

  /** Shows a version, and the selected one of its module. */
  add(version: number): void {
    const { module } = this.graph.versions[version] as PictureVersion;
    this.modules.add(module);
    this.#rows.add(version);
    this.#rows.add((this.graph.modules[module] as PictureModule).selected);
  }

  /** Makes a module one of those that the picture is about: who forces the version of others is not coloured then. */
  stress(module: number): void {
    this.#subjects ??= new Set();
    this.#subjects.add(module);
  }

  /** Shows a requirement with both its ends. */
  connect(from: number, to: number): void {
    this.add(from);
    this.add(to);
    const known = this.#edges.get(from);
    if (known === undefined) this.#edges.set(from, new Set([to]));
    else known.add(to);
  }

  /** Shows the chain from a main module to a version. */
  explain(version: number): void {
    const chain = chainTo(this.reach, version);
    this.add(version);
    for (let i = 1; i < chain.length; i++) this.connect(chain[i - 1] as number, chain[i] as number);
  }

  /** How many modules would be new to the picture with these versions and the chains to them. */
  cost(versions: readonly number[]): number {
    const fresh = new Set<number>();
    for (const version of versions) {
      for (const at of [version, ...chainTo(this.reach, version)]) {
        const { module } = this.graph.versions[at] as PictureVersion;
        if (!this.modules.has(module)) fresh.add(module);
      }
    }
    return fresh.size;
  }

  /** Shows every requirement among what is shown. */
  connectAll(): void {
    for (const from of [...this.#rows]) {
      for (const to of (this.graph.versions[from] as PictureVersion).requires) if (this.#rows.has(to)) this.connect(from, to);
    }
  }

  /**
   * @param indirect whether a main module's `// indirect` lines are drawn also where another edge leads to the same version
   */
  build({ note, cut }: Pick<View, "note" | "cut">, indirect: boolean, focus?: number): View {
    if (!indirect) this.#dropIndirect();
    const { graph } = this;
    const edges: Edge[] = [];
    const shownRequirers = new Map<number, number>();
    for (const [from, list] of [...this.#edges].sort(([a], [b]) => a - b)) {
      for (const to of [...list].sort((a, b) => a - b)) {
        const edge = edgeOf(graph, from, to);
        const { module } = graph.versions[to] as PictureVersion;
        const aside = edge.kind === "forces" && this.#subjects?.has(module) === false;
        edges.push(aside ? { ...edge, kind: "requires" } : edge);
        if (isSelected(graph, from) && !this.#isMain(from)) shownRequirers.set(to, (shownRequirers.get(to) ?? 0) + 1);
      }
    }
    const boxes = [...this.modules]
      .sort((a, b) => a - b)
      .map((module): Box => {
        const described = graph.modules[module] as PictureModule;
        const rows = versionsBySelection(described).filter((version) => this.#rows.has(version));
        const required = new Set(
          (graph.versions[described.selected] as PictureVersion).requires.map(
            (to) => (graph.versions[to] as PictureVersion).module,
          ),
        );
        let hidden = 0;
        for (const to of required) if (!this.modules.has(to) && graph.modules[to]?.toolchain !== true) hidden++;
        return {
          module,
          rows: rows.map((version) => ({
            version,
            more: Math.max(0, this.#requirers(version) - (shownRequirers.get(version) ?? 0)),
          })),
          hidden,
        };
      });
    return {
      boxes,
      edges,
      cut,
      whole: this.#subjects === undefined,
      ...(note === undefined ? {} : { note }),
      ...(focus === undefined ? {} : { focus }),
    };
  }

  /** How many modules of the build require a version; the main modules, which name most of what is selected, are not counted. */
  #requirers(version: number): number {
    return activeRequirers(this.graph, this.reach, version).filter((from) => !this.#isMain(from)).length;
  }

  #isMain(version: number): boolean {
    return this.graph.modules[(this.graph.versions[version] as PictureVersion).module]?.main === true;
  }

  #dropIndirect(): void {
    const others = new Set<number>();
    const marked: (readonly [number, number])[] = [];
    for (const [from, list] of this.#edges) {
      const { indirect } = this.graph.versions[from] as PictureVersion;
      for (const to of list) {
        if (indirect?.includes(to) === true) marked.push([from, to]);
        else others.add(to);
      }
    }
    for (const [from, to] of marked) if (others.has(to)) this.#edges.get(from)?.delete(to);
  }
}

/** A requirement with what it does to the build. */
function edgeOf(graph: PictureGraph, from: number, to: number): Edge {
  const target = graph.versions[to] as PictureVersion;
  const module = graph.modules[target.module] as PictureModule;
  const indirect = (graph.versions[from] as PictureVersion).indirect?.includes(to) === true;
  if (target.excluded === true) return { from, to, kind: "ignored", indirect };
  if (!isSelected(graph, from)) return { from, to, kind: "inactive", indirect };
  if (module.selected !== to)
    return { from, to, kind: "lags", indirect, ...(target.risk === undefined ? {} : { risk: target.risk }) };
  return { from, to, kind: module.versions.length > 1 ? "forces" : "requires", indirect };
}
