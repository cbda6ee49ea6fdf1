import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readGoEnv } from "../../../server/environment/go-env.ts";
import { goMessages } from "../../../server/features/go-errors/catalogue.ts";
import { type Known, knownOf } from "../../../server/features/go-errors/known.ts";
import { recognise } from "../../../server/features/go-errors/recognise.ts";
import { memoryHost } from "../../support/memory-host.ts";
import { repository } from "../../support/paths.ts";

interface Recorded {
  readonly output: string;
  readonly messages: readonly string[];
}

/** What the go command printed in the runs of test/differential/go-errors.test.ts; RECORD=1 writes it anew. */
const recorded: Readonly<Record<string, Recorded>> = JSON.parse(
  readFileSync(join(repository, "test/features/go-errors/recorded.json"), "utf8"),
);

function nowhere(): Known {
  const host = memoryHost({});
  return knownOf({ env: readGoEnv(host, host.cwd), files: [] });
}

describe("messages of the go command", () => {
  const known = nowhere();

  for (const [name, { output, messages }] of Object.entries(recorded)) {
    it(`are explained without a module, too: ${name}`, () => {
      const { explained, unknown } = recognise(output, known);
      assert.deepEqual([...new Set(explained.map(({ id }) => id))], messages);
      assert.deepEqual(unknown, []);
      for (const { meaning, here = [], steps, text, line } of explained) {
        for (const sentence of [meaning, ...here]) assert.match(sentence, /^\S.*[.!]$/s, sentence);
        for (const { text: step, command } of steps) {
          assert.match(step, /^[A-Z].*[^.\s]$/s, step);
          assert.doesNotMatch(command ?? "", /undefined|@$|\s$/);
        }
        assert.ok(steps.length > 0 && text !== "" && line >= 1);
      }
    });
  }

  it("have names of their own", () => {
    const ids = goMessages.map(({ id }) => id);
    // Said of two kinds of text, at two places of the order.
    assert.deepEqual(
      ids.filter((id, i) => ids.indexOf(id) !== i),
      ["cannot-find-module"],
    );
    assert.ok(ids.every((id) => /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)));
  });

  it("are found in a log: colours, carriage returns, time stamps, and steps of an image build", () => {
    const log = [
      "\u001b[31mgo: updates to go.mod needed\u001b[0m\r",
      "2026-03-04T05:06:07.8901234Z go: example.com/log@v1.1.0: module lookup disabled by GOPROXY=off",
      "#12 3.456 go: unknown environment setting GO111MODULE=yes",
    ].join("\n");
    assert.deepEqual(
      recognise(log, known).explained.map(({ id, line }) => `${line} ${id}`),
      ["1 updates-needed", "2 goproxy-off", "3 unknown-go111module"],
    );
  });

  it("that are said again in the same words are explained once", () => {
    const text = "go: example.com/log@v1.1.0: module lookup disabled by GOPROXY=off\n";
    assert.equal(recognise(text.repeat(3), known).explained.length, 1);
    assert.equal(recognise(text + text.replace("log", "web"), known).explained.length, 2);
  });

  it("that are not known are named, and progress is none", () => {
    const { explained, unknown } = recognise("go: downloading a v1.0.0\ngo: something new happened\nok  example.com/a\n", known);
    assert.deepEqual(explained, []);
    assert.deepEqual(unknown, [{ text: "go: something new happened", line: 2 }]);
  });

  it("take time that grows no faster than the text", () => {
    const lines = Object.values(recorded).map(({ output }) => output);
    const text = (times: number): string =>
      `${"x".repeat(200_000)}\n${"git fetch ".repeat(20_000)}\n${lines.join("\n").repeat(times)}`;
    const time = (times: number): number => {
      const start = performance.now();
      recognise(text(times), known);
      return performance.now() - start;
    };
    time(1);
    assert.ok(time(40) < 20 * time(4) + 500);
  });

  it("never show a password", () => {
    const host = memoryHost({ env: { GOPROXY: "https://ann:secret@proxy.example.com,direct" } });
    const secretive = knownOf({ env: readGoEnv(host, host.cwd), files: [] });
    const { explained } = recognise(
      "go: example.com/log@v1.1.0: GOPROXY list is not the empty string, but contains no entries",
      secretive,
    );
    assert.doesNotMatch(JSON.stringify(explained), /secret/);
  });
});
