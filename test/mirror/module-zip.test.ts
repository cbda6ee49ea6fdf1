import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { crc32, deflateRawSync } from "node:zlib";
import { moduleZipHash } from "../../server/mirror/module-zip.ts";
import { moduleZip } from "../support/module-zip.ts";

const module = { path: "example.com/log", version: "v1.3.0" };
const prefix = "example.com/log@v1.3.0/";

/** The hash as dirhash.Hash1 has it, apart from the code under test. */
function hashOf(files: Readonly<Record<string, string>>): string {
  const sha = (text: string): ReturnType<typeof createHash> => createHash("sha256").update(text);
  const names = Object.keys(files).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const lines = names.map((name) => `${sha(files[name] ?? "").digest("hex")}  ${prefix}${name}\n`);
  return `h1:${sha(lines.join("")).digest("base64")}`;
}

interface Raw {
  readonly name: string;
  readonly nameBytes: Buffer;
  readonly content: Buffer;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly size: number;
  readonly zip64: boolean;
  readonly comment: string;
}

/** A zip of one entry whose every field can be set. */
function rawZip(given: Partial<Raw> = {}): Buffer {
  const { name = `${prefix}log.go`, content = Buffer.from("package log\n"), method = 8, flags = 0, zip64 = false } = given;
  const { crc = crc32(content), size = content.length, comment = "", nameBytes = Buffer.from(name) } = given;
  const packed = method === 8 ? deflateRawSync(content) : content;
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(nameBytes.length, 26);
  const extra = zip64 ? Buffer.alloc(28) : Buffer.alloc(0);
  if (zip64) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    extra.writeBigUInt64LE(BigInt(size), 4);
    extra.writeBigUInt64LE(BigInt(packed.length), 12);
    extra.writeBigUInt64LE(0n, 20);
  }
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(flags, 8);
  central.writeUInt16LE(method, 10);
  central.writeUInt32LE(crc, 16);
  central.writeUInt32LE(zip64 ? 0xffff_ffff : packed.length, 20);
  central.writeUInt32LE(zip64 ? 0xffff_ffff : size, 24);
  central.writeUInt16LE(nameBytes.length, 28);
  central.writeUInt16LE(extra.length, 30);
  central.writeUInt32LE(zip64 ? 0xffff_ffff : 0, 42);
  const body = Buffer.concat([local, nameBytes, packed]);
  const directory = Buffer.concat([central, nameBytes, extra]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(zip64 ? 0xffff : 1, 8);
  end.writeUInt16LE(zip64 ? 0xffff : 1, 10);
  end.writeUInt32LE(zip64 ? 0xffff_ffff : directory.length, 12);
  end.writeUInt32LE(zip64 ? 0xffff_ffff : body.length, 16);
  end.writeUInt16LE(comment.length, 20);
  if (!zip64) return Buffer.concat([body, directory, end, Buffer.from(comment)]);
  const end64 = Buffer.alloc(56 + 20);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(1n, 32);
  end64.writeBigUInt64LE(BigInt(directory.length), 40);
  end64.writeBigUInt64LE(BigInt(body.length), 48);
  end64.writeUInt32LE(0x07064b50, 56);
  end64.writeBigUInt64LE(BigInt(body.length + directory.length), 64);
  return Buffer.concat([body, directory, end64, end, Buffer.from(comment)]);
}

const good = hashOf({ "log.go": "package log\n" });
const problemOf = (bytes: Buffer): string => {
  const answer = moduleZipHash(module, bytes);
  assert.ok("problem" in answer, JSON.stringify(answer));
  return answer.problem;
};

describe("hash of a module's zip", () => {
  it("is that of go.sum, in the order of bytes and whatever the order of the zip", () => {
    const files = { "b.go": "b", "a/é.go": "é", "a.go": "a", "go.mod": "module example.com/log\n", "a/.x": "", "a b.txt": "c" };
    assert.deepEqual(moduleZipHash(module, moduleZip("example.com/log@v1.3.0", files)), { hash: hashOf(files) });
  });

  it("does not depend on how the zip is packed", () => {
    for (const zip of [rawZip(), rawZip({ method: 0 }), rawZip({ zip64: true }), rawZip({ comment: "by hand" })]) {
      assert.deepEqual(moduleZipHash(module, zip), { hash: good });
    }
  });

  it("takes directories along, as the go command does", () => {
    const zip = rawZip({ name: `${prefix}sub/`, content: Buffer.alloc(0), method: 0 });
    assert.deepEqual(moduleZipHash(module, zip), { hash: hashOf({ "sub/": "" }) });
  });
});

describe("a module's zip that must not be unpacked", () => {
  it("is refused for names that lead elsewhere, or meet", () => {
    const names: Readonly<Record<string, RegExp>> = {
      "../../etc/passwd": /does not lie in/,
      [`${prefix}../../x`]: /only dots/,
      [`${prefix}/etc/x`]: /begins with a slash/,
      [`${prefix}a//b`]: /two slashes/,
      [`${prefix}a\\..\\b`]: /has the character '\\'/,
      [`${prefix}C:x`]: /has the character ':'/,
      [`${prefix}aux.go`]: /reserved file name/,
      [`${prefix}a\u0000b`]: /has the character/,
      [`${prefix}a\nb`]: /has the character/,
      [`${prefix}sub/go.mod`]: /not in the module's root/,
      [`${prefix}GO.MOD`]: /not in the module's root/,
      "example.com/log@v1.4.0/log.go": /does not lie in example\.com\/log@v1\.3\.0\//,
    };
    for (const [name, says] of Object.entries(names)) assert.match(problemOf(rawZip({ name })), says, JSON.stringify(name));
    assert.match(problemOf(rawZip({ nameBytes: Buffer.concat([Buffer.from(prefix), Buffer.from([0xff])]) })), /not UTF-8/);
    const zip = (files: Record<string, string>): Buffer => moduleZip("example.com/log@v1.3.0", files);
    assert.match(problemOf(zip({ "Log.go": "", "log.go": "" })), /differs from "Log\.go" by case alone/);
    assert.match(problemOf(zip({ "A/x.go": "", "a/y.go": "" })), /differs from "A" by case alone/);
    assert.match(problemOf(zip({ "É.go": "", "é.go": "" })), /by case alone/);
    assert.match(problemOf(zip({ a: "", "a/x.go": "" })), /both a file and a directory/);
  });

  it("is refused where its content is not what its directory says", () => {
    assert.match(problemOf(rawZip({ crc: 1 })), /"example\.com\/log@v1\.3\.0\/log\.go" in it is damaged: its CRC-32/);
    assert.match(problemOf(rawZip({ size: 5 })), /cannot be unpacked/);
    assert.match(problemOf(rawZip({ size: 500 })), /has 12 bytes, not 500/);
    assert.match(problemOf(rawZip({ flags: 1 })), /is encrypted/);
    assert.match(problemOf(rawZip({ method: 12 })), /packed by method 12/);
    assert.match(problemOf(rawZip({ size: 0x7000_0000 })), /more bytes than the go command takes/);
  });

  it("is refused wherever it is cut, and never throws on damage", () => {
    const zip = moduleZip("example.com/log@v1.3.0", { "go.mod": "module example.com/log\n", "log.go": "package log\n" });
    for (let length = 0; length < zip.length; length++) assert.ok("problem" in moduleZipHash(module, zip.subarray(0, length)));
    const content = zip.indexOf("package log");
    for (const whole of [zip, rawZip({ zip64: true })]) {
      for (let at = 0; at < whole.length; at++) {
        for (const value of [0, 0xff, (whole[at] ?? 0) ^ 1]) {
          const spoiled = Buffer.from(whole);
          spoiled[at] = value;
          const answer = moduleZipHash(module, spoiled);
          if (whole === zip && at >= content && at < content + "package log".length) assert.ok("problem" in answer, `byte ${at}`);
        }
      }
    }
  });
});
