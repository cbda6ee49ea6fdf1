import assert from "node:assert/strict";
import { httpProxyChoice } from "../../server/environment/http-proxy.ts";
import { memoryHost } from "../support/memory-host.ts";

function via(url: string, env: Record<string, string>): string | undefined {
  const choice = httpProxyChoice(memoryHost({ env }))(new URL(url));
  return "via" in choice ? choice.via : choice.refused;
}

const proxied = { HTTP_PROXY: "http://p.example:3128", HTTPS_PROXY: "http://s.example:3128" };
const straight = (url: string, NO_PROXY: string): boolean => via(url, { ...proxied, NO_PROXY }) === undefined;

describe("environment/http-proxy", () => {
  it("chooses by scheme, in upper or lower case, and takes host:port for http", () => {
    assert.equal(via("http://a.example/x", proxied), "http://p.example:3128/");
    assert.equal(via("https://a.example/x", proxied), "http://s.example:3128/");
    assert.equal(via("http://a.example", { http_proxy: "p.example:8080" }), "http://p.example:8080/");
    assert.equal(via("http://a.example", { HTTP_PROXY: "one.example", http_proxy: "two.example" }), "http://one.example/");
    assert.equal(via("https://a.example", { HTTP_PROXY: "one.example" }), undefined);
    assert.equal(via("https://a.example", { HTTPS_PROXY: "https://me:pw@p.example" }), "https://me:pw@p.example/");
    assert.equal(via("https://a.example", { HTTPS_PROXY: "http://a b" }), undefined);
  });

  it("asks loopback straight, always", () => {
    for (const host of ["localhost", "127.0.0.1", "127.9.9.9", "[::1]"])
      assert.equal(via(`http://${host}:8080/`, proxied), undefined, host);
    for (const host of ["localhost.example", "127.example", "128.0.0.1"])
      assert.notEqual(via(`http://${host}/`, proxied), undefined, host);
  });

  it("refuses HTTP_PROXY in a CGI program", () => {
    assert.match(via("http://a.example", { ...proxied, REQUEST_METHOD: "GET" }) ?? "", /CGI/);
    assert.equal(via("https://a.example", { ...proxied, REQUEST_METHOD: "GET" }), "http://s.example:3128/");
  });

  it("understands NO_PROXY", () => {
    assert.ok(straight("http://a.example", "*"));
    assert.ok(straight("http://a.example", "x.test, A.Example"));
    assert.ok(straight("http://sub.a.example", "a.example"));
    assert.ok(!straight("http://xa.example", "a.example"));
    assert.ok(!straight("http://a.example", ".a.example"));
    assert.ok(straight("http://sub.a.example", ".a.example"));
    assert.ok(straight("http://sub.a.example", "*.a.example"));
    assert.ok(!straight("http://a.example", "*.a.example"));
    assert.ok(straight("https://a.example", "a.example:443"));
    assert.ok(!straight("http://a.example", "a.example:443"));
    assert.ok(straight("http://10.1.2.3", "10.0.0.0/8"));
    assert.ok(!straight("http://11.1.2.3", "10.0.0.0/8"));
    assert.ok(straight("http://10.1.2.3:81", "10.1.2.3:81"));
    assert.ok(!straight("http://10.1.2.3", "10.1.2.3:81"));
    assert.ok(straight("http://[fd00::1]", "fd00::/8"));
    assert.ok(straight("http://[fd00::1]:80", "[fd00::1]:80"));
    assert.ok(!straight("http://10.1.2.3", ":80,,10.0.0.0/99,10"));
    assert.ok(straight("http://xn--bcher-kva.example", "bücher.example"));
  });
});
