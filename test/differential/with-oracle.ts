import { available, type Oracle, startOracle } from "./oracle.ts";

/**
 * A mocha suite whose tests ask the oracle: it is built and started before the first of them and ended after the last. Where the
 * go command is absent, the suite is one pending test that says so.
 * @param body defines the tests; the function it is given is to be called inside of them only
 */
export function describeWithOracle(title: string, body: (oracle: () => Oracle) => void): void {
  describe(title, function () {
    // The first build downloads and compiles, and thousands of cases take their time on a busy machine.
    this.timeout(180_000);
    const reason = available();
    if (reason !== undefined) {
      it(`skipped: ${reason}`, function () {
        this.skip();
      });
      return;
    }
    let oracle: Oracle | undefined;
    before("start the oracle", async () => {
      oracle = await startOracle();
    });
    after("end the oracle", () => oracle?.close());
    body(() => {
      if (oracle === undefined) throw new Error("the oracle is asked outside of a test");
      return oracle;
    });
  });
}
