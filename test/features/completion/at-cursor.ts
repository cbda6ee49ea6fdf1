import assert from "node:assert/strict";
import { rules } from "../../../rules/index.ts";
import { defaultSettings } from "../../../server/analysis/settings.ts";
import { complete } from "../../../server/features/completion/complete.ts";
import type { CompletionContext } from "../../../server/features/completion/context.ts";
import type { Completion, Item } from "../../../server/features/completion/item.ts";
import type { ModFileReader } from "../../../server/modfile/reader.ts";
import { createListings } from "../../../server/workspace/listings/listings.ts";
import { Workspace } from "../../../server/workspace/workspace.ts";
import type { MemoryNode } from "../../support/memory-host.ts";
import { parseTxtar } from "../../support/txtar.ts";
import { worldOf } from "../../support/world.ts";
import { mainSnapshot, worldFolder, worldHost } from "../../support/world-workspace.ts";

/** What is offered at a place. */
export interface Offered {
  /** the labels, in their order */
  readonly labels: readonly string[];
  readonly completion: Completion | undefined;
  readonly context: CompletionContext;
  /** what was asked of the disk when the same was offered once more */
  readonly again: { readonly reads: number; readonly lists: number };
  item(label: string): Item;
  /** the file's text after an item is taken, the whole word replaced; `|` where it differs from the text before it */
  taken(label: string): string;
}

/**
 * What is offered at the `|` of a world's main file (see test/support/world.ts). Every answer is held to what clients need.
 *
 * @param more files elsewhere on the machine, by absolute path
 * @param crlf the main file's lines end so
 */
export function offeredAt(
  archive: string,
  reader: ModFileReader,
  {
    more = {},
    crlf = false,
    unasked = false,
  }: { more?: Readonly<Record<string, MemoryNode>>; crlf?: boolean; unasked?: boolean } = {},
): Offered {
  const world = worldOf(parseTxtar(archive).files);
  const marked = crlf ? world.main.replaceAll("\n", "\r\n") : world.main;
  const offset = marked.indexOf("|");
  assert.notEqual(offset, -1, "the world has no |");
  const main = marked.slice(0, offset) + marked.slice(offset + 1);
  const host = worldHost({ ...world, main });
  for (const [path, node] of Object.entries(more)) host.set(path, node);
  const workspace = new Workspace({ host, rules, settings: defaultSettings, reader, offline: true, rethrow: true });
  const snapshot = mainSnapshot(workspace, world);
  const context: CompletionContext = {
    snapshot,
    directory: worldFolder,
    listings: createListings(host, workspace.sources),
    rules,
  };
  const completion = complete(context, offset, unasked);
  host.io.reads.length = 0;
  host.io.lists.length = 0;
  complete(context, offset, unasked);
  const again = { reads: host.io.reads.length, lists: host.io.lists.length };
  workspace.dispose();
  const items = completion?.items ?? [];
  const labels = items.map(({ label }) => label);
  if (completion !== undefined) assertUsable(completion, main, offset);
  const item = (label: string): Item => {
    const found = items.find((other) => other.label === label);
    assert.ok(found, `${label} is not offered, but ${labels.join(", ")}`);
    return found;
  };
  return {
    labels,
    completion,
    context,
    again,
    item,
    taken(label) {
      const { text = label } = item(label);
      assert.ok(completion);
      return main.slice(0, completion.replace.start) + text + main.slice(completion.replace.end);
    },
  };
}

/** Holds an answer to what clients need: ranges around the cursor on its line, texts to compare that begin with what is typed, distinct labels. */
export function assertUsable({ items, insert, replace }: Completion, text: string, offset: number): void {
  assert.ok(insert.start === replace.start && insert.end === offset && replace.end >= offset && insert.start <= offset);
  assert.ok(!/[\r\n]/.test(text.slice(replace.start, replace.end)), "the range leaves its line");
  const labels = items.map(({ label }) => label);
  assert.equal(new Set(labels).size, labels.length, "a label comes twice");
  const typed = text.slice(insert.start, insert.end);
  for (const { label, filter = label } of items)
    assert.ok(filter.startsWith(typed), `a client would drop ${label}: ${filter} does not begin with ${typed}`);
}
