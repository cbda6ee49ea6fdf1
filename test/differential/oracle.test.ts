import assert from "node:assert/strict";
import { describeWithOracle } from "./with-oracle.ts";

describeWithOracle("the oracle", (oracle) => {
  it("answers in the order of the requests", async () => {
    const requests = Array.from({ length: 20_000 }, (_, i) => ({ op: "compare", v: `v1.${i}.0`, w: "v1.9999.0" }) as const);
    const answers = await oracle().ask(requests);
    assert.deepEqual(
      answers,
      requests.map((_, i) => Math.sign(i - 9999)),
    );
  });

  it("answers batches that are asked at once", async () => {
    const [one, two] = await Promise.all([
      oracle().ask([{ op: "glob", pattern: "a*", name: "abc" }]),
      oracle().ask([{ op: "sum", text: "module x\n" }]),
    ]);
    assert.deepEqual(one, [{ matched: true, malformed: false }]);
    assert.deepEqual(two, ["h1:bKYNTh+vo5+F34HHOy4dca0+SoibMve/ocX8Qhd4v5Y="]);
  });

  it("takes and gives bytes that are not UTF-8 in base64", async () => {
    const text = Buffer.concat([Buffer.from("module  x // "), Buffer.from([0xff]), Buffer.from("\n")]);
    const [answer] = await oracle().ask([{ op: "parse", kind: "mod", text: text.toString("base64"), base64: true }]);
    assert.equal(Buffer.from(answer?.formatted ?? "", "base64").toString("latin1"), "module x // \xff\n");
  });

  it("fails a batch that has a malformed request, and goes on", async () => {
    const unknown = { do: "NoSuchMethod" } as unknown as { do: "SortBlocks" };
    await assert.rejects(oracle().ask([{ op: "edit", kind: "mod", text: "module x", edits: [unknown] }]), /NoSuchMethod/);
    assert.deepEqual(await oracle().ask([{ op: "compare", v: "v1", w: "v1.0.0" }]), [0]);
  });
});
