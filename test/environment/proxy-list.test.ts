import assert from "node:assert/strict";
import { readGoEnv } from "../../server/environment/go-env.ts";
import { parseProxyList, proxyRoute, redactProxyList, usesChecksumDatabase } from "../../server/environment/proxy-list.ts";
import { memoryHost } from "../support/memory-host.ts";

/** An entry in a word: its address, and `|` behind it when it falls through after any failure. */
function entries(value: string): string {
  const list = parseProxyList(value);
  if ("problem" in list) return list.problem;
  return list.entries
    .map((entry) =>
      "url" in entry
        ? `${entry.url}${entry.login === undefined ? "" : ` as ${entry.login.user}:${entry.login.password}`}${entry.fallBackOnError ? "|" : ""}`
        : entry.kind,
    )
    .join(" ");
}

describe("environment/proxy-list", () => {
  it("reads entries and what comes behind them", () => {
    assert.equal(entries("https://a.example|https://b.example/x/,direct"), "https://a.example| https://b.example/x direct");
    assert.equal(entries(" a.example , http://b.example "), "https://a.example http://b.example");
    assert.equal(entries("off,https://a.example"), "off");
    assert.equal(entries("direct,https://a.example"), "direct");
    assert.equal(entries(",|,https://a.example,"), "https://a.example");
    assert.equal(entries("file:///srv/proxy/|direct"), "file:///srv/proxy| direct");
    assert.equal(entries("https://a.example/p?x=y#z"), "https://a.example/p?x=y");
  });

  it("refuses what the go command refuses", () => {
    const nothing = "GOPROXY list is not the empty string, but contains no entries";
    for (const empty of ["", ",", " ", "|,|"]) assert.equal(entries(empty), nothing);
    assert.equal(entries("proxy"), "invalid proxy URL missing scheme: proxy");
    assert.equal(entries("/srv/proxy"), "invalid proxy URL missing scheme: /srv/proxy");
    assert.equal(entries("ftp://a.example"), "invalid proxy URL scheme (must be https, http, file): ftp://a.example");
    for (const bad of ["file://host/x", "file:///x?y", "file:///x#y", "file:x:/"])
      assert.match(entries(bad), /non-path elements/);
    assert.match(entries("https://a b.example"), /^invalid proxy URL: /);
    assert.equal(entries("off,ftp://never.read"), "off");
  });

  it("splits off credentials, and shows them nowhere", () => {
    assert.equal(entries("https://me:s%40crt@a.example/x"), "https://a.example/x as me:s@crt");
    assert.equal(entries("https://token@a.example"), "https://a.example as token:");
    assert.equal(entries("me:pw@a.example/x"), "https://a.example/x as me:pw");
    for (const bad of ["ftp://me:pw@a.example", "file://me:pw@a.example/", "https://me:pw@a b"])
      assert.doesNotMatch(entries(bad), /pw/);
    const odd = ["https//me:pw@a.example", "https://me:p/w@a", "https://me:p#w@a", "https://me:pw,x@a", "me:p/w@a"];
    for (const bad of odd) assert.doesNotMatch(`${redactProxyList(bad)} ${entries(bad)}`, /p[/#]?w/, bad);
    assert.equal(redactProxyList("http:/me:pw@a"), "http:/a");
    assert.equal(
      redactProxyList("https://a:80x/y,https://a.example:8080,[::1]:80"),
      "https://a:…/y,https://a.example:8080,[::1]:80",
    );
    assert.equal(
      redactProxyList("https://me:p@w@a.example/@v,file:///x|u:p@b.example,direct"),
      "https://a.example/@v,file:///x|b.example,direct",
    );
  });

  it("keeps private modules from proxies and the checksum database", () => {
    const env = (variables: Record<string, string>): ReturnType<typeof readGoEnv> =>
      readGoEnv(memoryHost({ env: { GOPROXY: "https://a.example", GOSUMDB: "sum.golang.org", ...variables } }), "/");
    const shape = (variables: Record<string, string>, path = "corp.example/x/y"): string => {
      const route = proxyRoute(env(variables), path);
      return route.kind === "direct" ? `direct: ${route.because}` : route.kind;
    };
    assert.equal(shape({}), "proxies");
    assert.equal(shape({ GOPRIVATE: "*.example/x" }), "direct: GOPRIVATE");
    assert.equal(shape({ GONOPROXY: "corp.example" }), "direct: GONOPROXY");
    assert.equal(shape({ GOPRIVATE: "corp.example", GONOPROXY: "none" }), "proxies");
    assert.equal(shape({ GOPRIVATE: "corp.example", GOPROXY: "off" }), "direct: GOPRIVATE");
    assert.equal(shape({ GOPRIVATE: "corp.example/x/y/z" }), "proxies");
    assert.equal(shape({ GOPROXY: "," }), "invalid");
    assert.equal(usesChecksumDatabase(env({}), "corp.example/x"), true);
    assert.equal(usesChecksumDatabase(env({ GOPRIVATE: "corp.example" }), "corp.example/x"), false);
    assert.equal(usesChecksumDatabase(env({ GOPRIVATE: "corp.example", GONOSUMDB: "none" }), "corp.example/x"), true);
    assert.equal(usesChecksumDatabase(env({ GOSUMDB: "off" }), "corp.example/x"), false);
  });
});
