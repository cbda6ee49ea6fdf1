import assert from "node:assert/strict";
import * as fs from "node:fs";
import { join } from "node:path";
import { readGoEnv } from "../../server/environment/go-env.ts";
import type { Host } from "../../server/host/host.ts";
import { nodeHost } from "../../server/host/node.ts";
import { httpClient } from "../../server/host/node-http.ts";
import { modSources } from "../../server/sources/mod-sources.ts";
import { startHttpForwarder, startModuleProxy } from "../support/module-proxy.ts";
import { a, aFile, b, limits, proxyFixture, world } from "./proxy-fixture.ts";

describe("sources: who is let in, and through which HTTP proxy", () => {
  const at = proxyFixture();

  describe("credentials", () => {
    it("go to an https proxy from the netrc file and from GOPROXY", async () => {
      const tls = await startModuleProxy(world, { tls: true });
      at.extra.push(tls);
      tls.protect("me", "s3cret/word");
      fs.writeFileSync(join(at.home, ".netrc"), `machine localhost:${tls.port} login me password s3cret/word\n`);
      assert.equal((await at.sourcesOf({ GOPROXY: tls.url }).prefetch([a])).fetched, 1);
      fs.rmSync(join(at.home, ".netrc"));
      fs.rmSync(join(at.home, ".cache"), { recursive: true });
      const inUrl = tls.url.replace("//", "//me:s3cret%2Fword@");
      assert.equal((await at.sourcesOf({ GOPROXY: inUrl }).prefetch([a])).fetched, 1);
      for (const file of at.cached()) assert.ok(!/s3cret/.test(file + fs.readFileSync(file, "utf8")));
    });

    it("appear in no message, whatever fails", async () => {
      const tls = await startModuleProxy(world, { tls: true });
      at.extra.push(tls);
      tls.protect("me", "right");
      fs.writeFileSync(join(at.home, ".netrc"), `machine localhost:${tls.port} login netrcuser password netrcpass\n`);
      const texts: string[] = [];
      for (const address of [
        tls.url,
        tls.url.replace("//", "//someone:s3cret@"),
        at.proxy.url.replace("//", "//someone:s3cret@"),
      ]) {
        texts.push((await at.failureOf(at.sourcesOf({ GOPROXY: address }))).detail);
      }
      assert.match(texts[0] ?? "", /HTTP 401 Unauthorized \(who are you\?\)$/);
      assert.match(texts[2] ?? "", /refusing to pass credentials to an address without https$/);
      texts.push((await at.failureOf(at.sourcesOf({ GOPROXY: "ftp://someone:s3cret@example.com" }))).detail);
      texts.push((await at.failureOf(at.sourcesOf({ GOPROXY: "file://someone:s3cret@example.com/x" }))).detail);
      for (const text of texts) assert.doesNotMatch(text, /someone|s3cret|netrc(user|pass)/);
      assert.equal(at.proxy.requests.length, 0);
    });

    it("are not sent over http, to where a proxy redirects, or with GOAUTH=off", async () => {
      const tls = await startModuleProxy(world, { tls: true });
      const second = await startModuleProxy(world, { tls: true });
      at.extra.push(tls, second);
      fs.writeFileSync(
        join(at.home, ".netrc"),
        [at.proxy.port, tls.port, second.port]
          .map((port) => `machine localhost:${port} login me password pw\nmachine 127.0.0.1:${port} login me password pw\n`)
          .join(""),
      );
      await at.sourcesOf({ GOPROXY: at.proxy.url }).prefetch([b]);
      assert.equal(at.proxy.requests[0]?.headers.authorization, undefined);
      tls.fault(aFile, { kind: "status", status: 302, headers: { location: `${second.url}${aFile}` } });
      await at.sourcesOf({ GOPROXY: tls.url }).prefetch([a]);
      assert.ok(tls.requests[0]?.headers.authorization?.startsWith("Basic "));
      assert.equal(second.requests.length, 1);
      assert.equal(second.requests[0]?.headers.authorization, undefined);
      await at.sourcesOf({ GOPROXY: second.url, GOAUTH: "off" }).prefetch([a]);
      assert.equal(second.requests[1]?.headers.authorization, undefined);
    });

    it("that a program would give are said to be missing", async () => {
      const tls = await startModuleProxy(world, { tls: true });
      at.extra.push(tls);
      tls.protect("me", "pw");
      const report = await at.sourcesOf({ GOPROXY: tls.url, GOAUTH: "helper --token=x; netrc" }).prefetch([a]);
      assert.deepEqual(report.notes, ["GOAUTH has helper, which would run a program for credentials: that is not done here"]);
    });

    it("a redirect from https to http is not followed", async () => {
      const tls = await startModuleProxy(world, { tls: true });
      at.extra.push(tls);
      tls.fault(aFile, { kind: "status", status: 302, headers: { location: `${at.proxy.url}${aFile}` } });
      assert.match((await at.failureOf(at.sourcesOf({ GOPROXY: tls.url }))).detail, /redirected from https to http:/);
      assert.deepEqual(at.proxy.requests, []);
    });

    it("a certificate that nobody vouches for is refused", async () => {
      const tls = await startModuleProxy(world, { tls: true });
      at.extra.push(tls);
      const host: Host = { ...nodeHost(), env: { HOME: at.home, GOPROXY: tls.url }, cwd: at.home, http: httpClient({}) };
      const sources = modSources({ host, env: readGoEnv(host, at.home), limits });
      assert.match(
        (await at.failureOf(sources)).detail,
        /certificate or the encryption is not accepted \(DEPTH_ZERO_SELF_SIGNED_CERT\)$/,
      );
    });
  });

  describe("HTTP_PROXY", () => {
    it("is used for http in absolute form, and for https as a tunnel, with its own login", async () => {
      const forwarder = await startHttpForwarder(at.proxy);
      const tls = await startModuleProxy(world, { tls: true });
      const tunnel = await startHttpForwarder(tls);
      at.extra.push(forwarder, tls, tunnel);
      const withLogin = forwarder.url.replace("//", "//pu:pp@");
      assert.equal(
        (await at.sourcesOf({ GOPROXY: "http://modules.test/base", HTTP_PROXY: withLogin }).prefetch([a])).failed.length,
        1,
      );
      assert.equal((await at.sourcesOf({ GOPROXY: "http://modules.test", http_proxy: withLogin }).prefetch([a])).fetched, 1);
      assert.deepEqual(forwarder.lines, [`GET http://modules.test/base${aFile}`, `GET http://modules.test${aFile}`]);
      assert.equal(forwarder.authorizations[0], `Basic ${Buffer.from("pu:pp").toString("base64")}`);
      assert.equal((await at.sourcesOf({ GOPROXY: "https://modules.test", HTTPS_PROXY: tunnel.url }).prefetch([b])).fetched, 1);
      assert.deepEqual(tunnel.lines, ["CONNECT modules.test:443"]);
    });

    it("is not used for loopback and what NO_PROXY names", async () => {
      const forwarder = await startHttpForwarder(at.proxy);
      at.extra.push(forwarder);
      assert.equal((await at.sourcesOf({ GOPROXY: at.proxy.url, HTTP_PROXY: forwarder.url }).prefetch([a])).fetched, 1);
      const problem = (
        await at.sourcesOf({ GOPROXY: "http://nobody.invalid", HTTP_PROXY: forwarder.url, NO_PROXY: ".invalid" }).prefetch([b])
      ).failed[0]?.problem;
      assert.match(problem?.detail ?? "", /name is not known/);
      assert.deepEqual(forwarder.lines, []);
    });
  });
});
