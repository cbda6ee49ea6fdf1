import type { PictureGraph } from "./model.ts";
import type { Selection } from "./select.ts";

/** What the page's program is given. */
export interface PageData {
  readonly graph: PictureGraph;
  readonly title: string;
  /** what it shows first */
  readonly selection: Selection;
}
