import assert from "node:assert/strict";
import { pathOfUri, uriOfPath } from "../../server/lsp/uris.ts";

describe("file URIs", () => {
  const cases: readonly (readonly ["posix" | "win32", string, string])[] = [
    ["posix", "/home/a/go.mod", "file:///home/a/go.mod"],
    ["posix", "/with space/100%/go.mod", "file:///with%20space/100%25/go.mod"],
    ["posix", "/größe/日本/𝕏/go.mod", "file:///gr%C3%B6%C3%9Fe/%E6%97%A5%E6%9C%AC/%F0%9D%95%8F/go.mod"],
    ["posix", "/a#b?c/go.mod", "file:///a%23b%3Fc/go.mod"],
    ["win32", "C:\\Users\\a b\\go.mod", "file:///C:/Users/a%20b/go.mod"],
    ["win32", "\\\\server\\share\\go.mod", "file://server/share/go.mod"],
  ];
  for (const [platform, path, uri] of cases) {
    it(`${uri} is ${path}`, () => {
      assert.equal(pathOfUri(uri, platform), path);
      assert.equal(uriOfPath(path, platform), uri);
    });
  }

  it("knows a drive however it is spelled", () => {
    for (const uri of ["file:///c%3A/m/go.mod", "file:///c:/m/go.mod", "file:///C%3A/m/go.mod", "FILE:///C:/m/go.mod"]) {
      assert.equal(pathOfUri(uri, "win32"), "C:\\m\\go.mod");
    }
  });

  it("has no path for what is no file of this machine", () => {
    for (const uri of [
      "untitled:Untitled-1",
      "git:/a/go.mod",
      "http://example.com/go.mod",
      "file:///a%2Fb",
      "file:///%zz",
      "file://host/a",
      "",
      "/a/go.mod",
    ]) {
      assert.equal(pathOfUri(uri, "posix"), undefined, uri);
    }
  });

  it("takes localhost for this machine", () => assert.equal(pathOfUri("file://localhost/a/go.mod", "posix"), "/a/go.mod"));
});
