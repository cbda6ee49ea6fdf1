import { nameOf, type PictureGraph, type PictureModule, type PictureVersion } from "../model.ts";
import type { PageData } from "../page-data.ts";
import { type Reach, reachOf } from "../reach.ts";
import type { Selection } from "../select.ts";

/** What the page shows. */
export interface State {
  readonly selection: Selection;
  /** the module that the panel is about, as an index */
  readonly chosen: number | undefined;
}

/** The graph and the state of the page. Every part is told when it changes, in the order in which they came. */
export class Store {
  readonly graph: PictureGraph;
  readonly reach: Reach;
  readonly title: string;
  state: State;
  readonly #listeners: ((state: State, before: State) => void)[] = [];

  constructor({ graph, selection, title }: PageData) {
    this.graph = graph;
    this.reach = reachOf(graph);
    this.title = title;
    this.state = { selection, chosen: selection.view === "focus" ? selection.module : undefined };
  }

  listen(listener: (state: State, before: State) => void): void {
    this.#listeners.push(listener);
  }

  #set(state: State): void {
    const before = this.state;
    this.state = state;
    for (const listener of this.#listeners) listener(state, before);
  }

  /** Shows something else; what was added by hand stays with the view that it was added to. */
  show(change: Partial<Selection>): void {
    const { added: _, unfolded: __, ...kept } = this.state.selection;
    this.#set({ ...this.state, selection: { ...kept, ...change } });
  }

  /** Shows what is up to so many requirements away; undefined for as far as it goes. */
  showDepth(depth: number | undefined): void {
    const { added: _, unfolded: __, depth: ___, ...kept } = this.state.selection;
    this.#set({ ...this.state, selection: { ...kept, ...(depth === undefined ? {} : { depth }) } });
  }

  /** Turns to a module. One that the view does not show is added to it. */
  choose(module: number | undefined, shown = true): void {
    const { selection } = this.state;
    const wanted = module !== undefined && !shown;
    this.#set({ chosen: module, selection: wanted ? { ...selection, added: [...(selection.added ?? []), module] } : selection });
  }

  /** Shows only what leads to a module. */
  focus(module: number): void {
    const { max, indirect } = this.state.selection;
    this.#set({ chosen: module, selection: { view: "focus", module, max, indirect } });
  }

  isUnfolded(module: number): boolean {
    return this.state.selection.unfolded?.includes(module) === true;
  }

  /** Shows what a module requires, or takes that away again. */
  toggle(module: number): void {
    const { selection } = this.state;
    const others = (selection.unfolded ?? []).filter((other) => other !== module);
    const unfolded = this.isUnfolded(module) ? others : [...others, module];
    this.#set({ ...this.state, selection: { ...selection, unfolded } });
  }

  module(index: number): PictureModule {
    return this.graph.modules[index] as PictureModule;
  }

  version(index: number): PictureVersion {
    return this.graph.versions[index] as PictureVersion;
  }

  name(version: number): string {
    return nameOf(this.graph, version);
  }
}
