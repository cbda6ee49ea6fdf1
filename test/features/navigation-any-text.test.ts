import assert from "node:assert/strict";
import { incomingCalls, outgoingCalls, prepareCalls } from "../../server/features/call-hierarchy.ts";
import { definition } from "../../server/features/definition.ts";
import { documentLinks } from "../../server/features/document-links.ts";
import { documentSymbols, type FileSymbol } from "../../server/features/document-symbols.ts";
import { folds } from "../../server/features/folding.ts";
import { moduleAddress } from "../../server/features/links.ts";
import { highlights } from "../../server/features/occurrences.ts";
import { references } from "../../server/features/references.ts";
import { selectionRanges } from "../../server/features/selection-ranges.ts";
import { workspaceSymbols } from "../../server/features/workspace-symbols.ts";
import type { Span } from "../../server/text/span.ts";
import { mutate } from "../modfile/mutate.ts";
import { navigateWorld } from "../support/navigation.ts";
import { budget, random } from "../support/random.ts";
import { randomMain, randomUniverse, randomWorkspace } from "../support/random-world.ts";
import { suiteReader } from "../support/reader.ts";

const links = {
  rule: (id: string) => id,
  module: (module: { path: string; version: string }) => moduleAddress("https://x", module),
};

describe("navigation in damaged files", () => {
  const reader = suiteReader();

  it("answers at every place, with places that there are", () => {
    const { seed, cases } = budget("NAVIGATION", 120);
    for (let i = 0; i < cases; i++) {
      const chance = random(seed + i);
      const universe = randomUniverse(chance);
      const whole = chance.chance(0.2) ? randomWorkspace(chance, universe) : randomMain(chance, universe);
      const main = mutate(whole.main, [...universe.modules.values()], chance.next);
      const note = `NAVIGATION_SEED=${seed} case ${i}\n${main}`;
      const { known, surroundings, show } = navigateWorld({ ...whole, main }, reader);
      const { file } = known;
      const inside = ({ start, end }: Span): void => assert.ok(0 <= start && start <= end && end <= file.text.length, note);
      const nested = (symbols: readonly FileSymbol[], { start, end }: Span): void => {
        for (const { span, selection, name, children } of symbols) {
          assert.ok(start <= span.start && span.end <= end && name !== "", note);
          assert.ok(span.start <= selection.start && selection.end <= span.end, note);
          nested(children, span);
        }
      };
      nested(documentSymbols(file), { start: 0, end: file.text.length });
      for (const { span } of [...folds(file), ...documentLinks(known, links, surroundings)]) inside(span);
      for (const { place } of workspaceSymbols("e", [known], surroundings)) show(place);
      for (let offset = 0; offset <= file.text.length; offset += 1 + chance.below(6)) {
        for (const span of selectionRanges(file, offset)) inside(span);
        for (const { span } of highlights(known, offset, surroundings)) inside(span);
        for (const place of definition(known, offset, surroundings)?.targets ?? []) show(place);
        for (const place of references(known, offset, true, surroundings)?.places ?? []) show(place);
        const item = prepareCalls(known, offset, surroundings);
        const root = item === undefined ? undefined : surroundings.known(item.root);
        if (item === undefined || root === undefined) continue;
        const calls = [incomingCalls, outgoingCalls].flatMap((ask) => ask(root, item.module, surroundings));
        for (const call of calls) for (const place of [call.item.place, call.at]) if (place !== undefined) show(place);
      }
    }
  });
});
