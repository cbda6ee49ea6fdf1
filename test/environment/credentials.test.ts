import assert from "node:assert/strict";
import { netrcPath, parseNetrc, readCredentials } from "../../server/environment/credentials.ts";
import { readGoEnv } from "../../server/environment/go-env.ts";
import { memoryHost } from "../support/memory-host.ts";

describe("environment/credentials", () => {
  it("reads netrc as the go command does", () => {
    const text = `machine incomplete login a
machine one.example login a password b
machine two.example:8443/base password d login c macdef init
machine in.macro login x password y

machine one.example login later password later
default login z password z
machine three.example
  login e
  password f
default
machine four.example login g password h
`;
    assert.deepEqual(
      [...parseNetrc(text)],
      [
        ["one.example", { user: "a", password: "b" }],
        ["two.example:8443/base", { user: "c", password: "d" }],
        ["three.example", { user: "e", password: "f" }],
      ],
    );
  });

  const logins = (goAuth: string | undefined, urls: string[], files = {}): (string | undefined)[] => {
    const netrc = "machine a.example login u password p\nmachine b.example:8443/x login v password q\n";
    const host = memoryHost({ files: { "/home/user/.netrc": netrc, ...files }, env: { HOME: "/home/user", GOAUTH: goAuth } });
    const credentials = readCredentials(host, readGoEnv(host, "/"));
    return urls.map((url) => credentials.loginFor(new URL(url))?.user);
  };

  it("gives a login to the host that it is for, over https alone", () => {
    const urls = ["https://a.example/x/y", "http://a.example/", "https://a.example:444/", "https://sub.a.example/"];
    assert.deepEqual(logins(undefined, urls), ["u", undefined, undefined, undefined]);
    const below = [
      "https://b.example:8443/x/y/@v/list",
      "https://b.example:8443/xy",
      "https://b.example:8443/",
      "https://b.example/x",
    ];
    assert.deepEqual(logins("netrc", below), ["v", undefined, undefined, undefined]);
  });

  it("obeys GOAUTH, and runs nothing", () => {
    assert.deepEqual(logins("off", ["https://a.example/"]), [undefined]);
    assert.deepEqual(logins("git /x; netrc", ["https://a.example/"]), ["u"]);
    assert.deepEqual(logins("helper", ["https://a.example/"]), [undefined]);
    const of = (GOAUTH: string): ReturnType<typeof readCredentials> => {
      const host = memoryHost({ env: { GOAUTH } });
      return readCredentials(host, readGoEnv(host, "/"));
    };
    assert.deepEqual(of("git /dir; netrc;helper --x").commands, ["git", "helper"]);
    assert.match(of("netrc; off").problem ?? "", /cannot be combined/);
    assert.match(of("netrc;;").problem ?? "", /empty command/);
    assert.equal(of("netrc").problem, undefined);
  });

  it("finds the file, and does without it", () => {
    assert.equal(netrcPath(memoryHost({ env: { HOME: "/h" } })), "/h/.netrc");
    assert.equal(netrcPath(memoryHost({ env: { HOME: "/h", NETRC: "/secret" } })), "/secret");
    assert.equal(netrcPath(memoryHost({ env: {} })), "");
    assert.deepEqual(logins("netrc", ["https://a.example/"], { "/home/user/.netrc": { special: "fifo" } }), [undefined]);
  });
});
