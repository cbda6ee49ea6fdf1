import type { Span } from "../../text/span.ts";

/** What an item is, for the sign that an editor shows with it. */
export type ItemKind = "directive" | "module" | "version" | "directory" | "package" | "value" | "comment" | "rule";

/** What is told of an item when a person looks at it. */
export type About =
  | { readonly about: "module"; readonly path: string }
  | { readonly about: "version"; readonly path: string; readonly version: string }
  | { readonly about: "directive"; readonly verb: string }
  | { readonly about: "go"; readonly version: string }
  | { readonly about: "godebug"; readonly key: string }
  | { readonly about: "rule"; readonly id: string };

/** One thing that may stand at the cursor. */
export interface Item {
  readonly label: string;
  readonly kind: ItemKind;
  /** what replaces the word; absent: the label */
  readonly text?: string;
  /** the same with places to fill in, in the syntax of LSP's snippets */
  readonly snippet?: string;
  /** what the client compares what is typed with; absent: the label */
  readonly filter?: string;
  /** what the item is here, in a few words */
  readonly detail?: string;
  /** nobody should take it any more */
  readonly deprecated?: true;
  /** absent: there is no more to tell */
  readonly about?: About;
}

/** The items of one place. */
export interface Items {
  /** best first */
  readonly items: readonly Item[];
  /** there are more, or will be: the client is to ask again as more is typed */
  readonly incomplete: boolean;
}

/** What may stand at a place, and what it replaces. */
export interface Completion extends Items {
  /** from the word's start to the cursor */
  readonly insert: Span;
  /** the whole word */
  readonly replace: Span;
}

export const nothing: Items = { items: [], incomplete: false };

/** Most items of one answer: nobody reads more, and the next letter asks again. */
export const itemLimit = 100;

/** Items by rank, least first, in their order within a rank, as many as an answer has. */
export function ranked(items: readonly { readonly item: Item; readonly rank: number }[], incomplete = false): Items {
  const sorted = [...items].sort((a, b) => a.rank - b.rank);
  return {
    items: sorted.slice(0, itemLimit).map(({ item }) => item),
    incomplete: incomplete || sorted.length > itemLimit,
  };
}
