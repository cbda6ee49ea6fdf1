import assert from "node:assert/strict";
import { godebugNames, godebugSetting, newestGodebugRelease, oldestGodebugRelease } from "../../server/version/godebug.ts";

describe("godebug settings", () => {
  it("have the release that brought them, and the one that took them away", () => {
    assert.deepEqual(godebugSetting("panicnil"), { since: 23 });
    assert.deepEqual(godebugSetting("rsa1024min"), { since: 24 });
    assert.deepEqual(godebugSetting("urlstrictcolons"), { since: 26 });
    assert.deepEqual(godebugSetting("x509sha1"), { since: 23, removed: 24 });
  });

  it("are known by their whole names only", () => {
    for (const name of ["panic", "PANICNIL", "", "constructor", "default", "tlskyber x509sha1"])
      assert.equal(godebugSetting(name), undefined, name);
  });

  it("are listed once each, within the releases that are covered", () => {
    const names = godebugNames();
    assert.equal(new Set(names).size, names.length);
    for (const name of names) {
      assert.match(name, /^[a-z][a-z0-9]+$/);
      const since = godebugSetting(name)?.since ?? 0;
      assert.ok(oldestGodebugRelease <= since && since <= newestGodebugRelease, name);
    }
  });
});
