import assert from "node:assert/strict";
import { escapePath, escapeVersion, unescapePath, unescapeVersion } from "../../server/version/module-escape.ts";

describe("version/module-escape", () => {
  it("escapes upper-case letters of paths, and takes good paths only", () => {
    assert.equal(escapePath("github.com/Azure/azure-SDK"), "github.com/!azure/azure-!s!d!k");
    assert.equal(escapePath("example.com/a"), "example.com/a");
    for (const path of [
      "Example.com/a",
      "example.com/../../etc/passwd",
      "example.com/!a",
      "a",
      "",
      "/etc/passwd",
      "example.com/é",
    ]) {
      assert.equal(escapePath(path), undefined, path);
    }
  });

  it("restores them", () => {
    assert.equal(unescapePath("github.com/!azure/azure-!s!d!k"), "github.com/Azure/azure-SDK");
    for (const path of [
      "github.com/Azure",
      "github.com/!Azure",
      "github.com/!!a",
      "github.com/a!",
      "github.com/!1",
      "github.com/é",
      "!example.com/a",
    ]) {
      assert.equal(unescapePath(path), undefined, path);
    }
  });

  it("escapes versions, which need not be semantic but must be file names", () => {
    assert.equal(escapeVersion("v1.0.0-RC1+incompatible"), "v1.0.0-!r!c1+incompatible");
    assert.equal(escapeVersion("master"), "master");
    for (const version of ["", "a/b", "..", "v1.", "a!b", "é", "nul", "a:b", "a\\b"])
      assert.equal(escapeVersion(version), undefined, version);
  });

  it("restores versions", () => {
    assert.equal(unescapeVersion("v1.0.0-!r!c1"), "v1.0.0-RC1");
    for (const version of ["v1.0.0-RC1", "a!", "a/b", "", "é"]) assert.equal(unescapeVersion(version), undefined, version);
  });
});
