import assert from "node:assert/strict";
import { format } from "../../server/modfile/format.ts";
import { goJson, modFileJson, workFileJson } from "../../server/modfile/json.ts";
import { isMalformed, scanModFile } from "../../server/modfile/scan.ts";
import { suiteReader } from "../support/reader.ts";
import { recorded } from "./recorded.ts";

describe("texts recorded from the go command", () => {
  const reader = suiteReader();

  it("are there", () => assert.ok(recorded().length > 100));

  for (const { kind, text, errorLines, values, formatted, lax } of recorded()) {
    it(`${kind}: ${JSON.stringify(text).slice(0, 90)}`, () => {
      const file = reader.parse(text, kind);
      const [damage] = file.syntax.errors;
      const errors = damage === undefined ? file.errors : [damage];
      const lines = new Set(errors.map(({ span }) => file.lines.position(span.start).line));
      assert.deepEqual(
        [...lines].sort((a, b) => a - b),
        errorLines,
      );
      if (values !== null) {
        assert.equal(goJson(file.kind === "mod" ? modFileJson(file) : workFileJson(file)), goJson(values));
        assert.equal(format(file), formatted);
      }
      const summary = scanModFile(text);
      if ("line" in lax) {
        assert.deepEqual(isMalformed(summary) && summary.line, lax.line);
        return;
      }
      assert.ok(!isMalformed(summary));
      assert.deepEqual(
        [summary.path ?? "", summary.deprecated, summary.go, summary.require, summary.retract],
        [
          lax.Module.Path,
          lax.Module.Deprecated,
          lax.Go,
          (lax.Require ?? []).map((r) => ({ path: r.Path, version: r.Version, indirect: r.Indirect === true })),
          (lax.Retract ?? []).map((r) => ({ low: r.Low, high: r.High, rationale: r.Rationale ?? "" })),
        ],
      );
    });
  }
});
