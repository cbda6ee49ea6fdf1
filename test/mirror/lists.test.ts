import assert from "node:assert/strict";
import { updateList } from "../../server/mirror/lists.ts";
import { memoryHost } from "../support/memory-host.ts";

describe("lists of a mirror", () => {
  const info = (version: string): string => `{"Version":"${version}"}`;

  it("have what another process puts beside while they are written", () => {
    const host = memoryHost({ files: { "/m/@v/v1.0.0.info": info("v1.0.0") } });
    let others = 2;
    const busy = {
      ...host,
      write(...args: Parameters<typeof host.write>) {
        if (others > 0) host.set(`/m/@v/v1.${others--}.0.info`, "{}");
        return host.write(...args);
      },
    };
    assert.equal(updateList(busy, "/m/@v", true), "written");
    assert.equal(host.readText("/m/@v/list"), "v1.0.0\nv1.1.0\nv1.2.0\n");
    assert.equal(updateList(host, "/m/@v", true), "kept");
    assert.equal(host.io.writes.length, 3);
  });

  it("are written again where the temporary file was taken for a leftover, and fail where nothing helps", () => {
    const host = memoryHost({ files: { "/m/@v/v1.0.0.info": info("v1.0.0") } });
    let failures = 1;
    const missing = { failed: "missing", detail: "ENOENT" } as const;
    const disturbed = {
      ...host,
      write: (...args: Parameters<typeof host.write>) => (failures-- > 0 ? missing : host.write(...args)),
    };
    assert.equal(updateList(disturbed, "/m/@v", true), "written");
    const full = { failed: "no-space", detail: "ENOSPC" } as const;
    host.set("/m/@v/v2.0.0.info", "{}");
    assert.deepEqual(updateList({ ...host, write: () => full }, "/m/@v", true), full);
  });

  it("name versions in their order, and neither pseudo-versions nor what is no version", () => {
    const versions = ["v1.10.0", "v1.2.0", "v1.2.0-rc.1", "v0.0.0-20240102030405-0123456789ab", "v2.0.0+incompatible", "latest"];
    const host = memoryHost({ files: Object.fromEntries(versions.map((version) => [`/m/@v/${version}.info`, info(version)])) });
    assert.equal(updateList(host, "/m/@v", false), "missing");
    assert.equal(updateList(host, "/m/@v", true), "written");
    assert.equal(host.readText("/m/@v/list"), "v1.2.0-rc.1\nv1.2.0\nv1.10.0\nv2.0.0+incompatible\n");
  });
});
