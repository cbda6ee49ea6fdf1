import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { nodeHost } from "../../server/host/node.ts";
import { parseTemporaryName, temporaryName } from "../../server/host/temporary-name.ts";
import { hasInvalidUtf8 } from "../../server/text/utf8.ts";

const posix = process.platform !== "win32";
const root = posix && process.getuid?.() === 0;

describe("host/node", () => {
  const host = nodeHost();
  let dir: string;
  beforeEach(() => {
    dir = fs.mkdtempSync(join(tmpdir(), "host-"));
  });
  afterEach(() => {
    fs.rmSync(dir, { recursive: true, force: true });
  });
  const put = (name: string, content: string | Uint8Array): string => {
    const path = join(dir, name);
    fs.writeFileSync(path, content);
    return path;
  };

  describe("reading", () => {
    it("reads files of every length around the size of its buffer", () => {
      for (const size of [0, 1, 65_535, 65_536, 65_537, 131_072, 300_001]) {
        const content = "é".repeat(size >> 1) + "x".repeat(size & 1);
        const path = put("file", content);
        assert.equal(host.readText(path), content, `text of ${size} bytes`);
        assert.deepEqual(Buffer.from(host.readBytes(path) as Uint8Array), Buffer.from(content), `bytes of ${size}`);
      }
    });

    it("gives bytes that a later read does not change", () => {
      const first = host.readBytes(put("a", "aaaa")) as Uint8Array;
      host.readBytes(put("b", "bbbb"));
      assert.equal(Buffer.from(first).toString(), "aaaa");
    });

    it("keeps a byte order mark and CRLF", () => {
      assert.equal(host.readText(put("go.mod", "\uFEFFmodule m\r\n")), "\uFEFFmodule m\r\n");
    });

    it("carries bytes that are not UTF-8 through a read and a write", () => {
      const bytes = Buffer.concat([
        Buffer.from("// f\xfcr \xff\xfe", "latin1"),
        Buffer.from("é\uFFFD😀"),
        Buffer.from([0x80, 0xed, 0xa0, 0x80, 0xc3]),
      ]);
      const path = put("go.mod", bytes);
      const text = host.readText(path);
      assert.ok(typeof text === "string" && hasInvalidUtf8(text));
      assert.equal(host.write(path, `${text}\n`), undefined);
      assert.deepEqual(fs.readFileSync(path), Buffer.concat([bytes, Buffer.from("\n")]));
      assert.equal(hasInvalidUtf8(host.readText(put("good", "é\uFFFD😀")) as string), false);
    });

    it("refuses more than the limit, and takes the limit itself", () => {
      const path = put("file", "12345");
      assert.equal(host.readText(path, 5), "12345");
      assert.deepEqual(host.readText(path, 4), { failed: "too-large", detail: "5 bytes" });
    });

    it("names what is missing, a directory, and a path through a file", () => {
      assert.deepEqual(host.readText(join(dir, "none")), { failed: "missing", detail: "ENOENT" });
      assert.equal((host.readText(dir) as { failed: string }).failed, "not-regular");
      assert.equal((host.readText(join(put("file", ""), "x")) as { failed: string }).failed, "missing");
      assert.equal((host.readText("a\0b") as { failed: string }).failed, "missing");
      assert.equal(host.kind("a\0b"), "missing");
    });

    it("does not wait for a FIFO, with or without a writer, nor read it", function () {
      if (!posix) this.skip();
      const path = join(dir, "fifo");
      execFileSync("mkfifo", [path]);
      assert.deepEqual(host.readText(path), { failed: "not-regular", detail: "a FIFO" });
      const fd = fs.openSync(path, fs.constants.O_RDWR | fs.constants.O_NONBLOCK);
      fs.writeSync(fd, "module m\n");
      assert.deepEqual(host.readBytes(path), { failed: "not-regular", detail: "a FIFO" });
      const left = Buffer.alloc(20);
      assert.equal(fs.readSync(fd, left, 0, 20, null), 9);
      fs.closeSync(fd);
      assert.equal(host.kind(path), "other");
    });

    it("does not read devices", function () {
      if (!posix) this.skip();
      assert.deepEqual(host.readText("/dev/zero"), { failed: "not-regular", detail: "a device" });
      fs.symlinkSync("/dev/zero", join(dir, "go.mod"));
      assert.deepEqual(host.readText(join(dir, "go.mod")), { failed: "not-regular", detail: "a device" });
    });

    it("reads files of /proc whole, which say that they are empty", function () {
      if (!fs.existsSync("/proc/self/maps")) this.skip();
      const text = host.readText("/proc/self/maps");
      assert.ok(typeof text === "string" && text.length > 4096 && text.endsWith("\n"));
      assert.equal((host.readText("/proc/self/maps", 4096) as { failed: string }).failed, "too-large");
    });

    it("ends at a loop of links", function () {
      if (!posix) this.skip();
      fs.symlinkSync("b", join(dir, "a"));
      fs.symlinkSync("a", join(dir, "b"));
      assert.deepEqual(host.readText(join(dir, "a")), { failed: "other", detail: "ELOOP" });
      assert.deepEqual(host.write(join(dir, "a"), ""), { failed: "other", detail: "ELOOP" });
      assert.equal(host.realPath(join(dir, "a")), undefined);
    });

    it("leaves no descriptor open", function () {
      if (!fs.existsSync("/proc/self/fd")) this.skip();
      const path = put("file", "x");
      const before = fs.readdirSync("/proc/self/fd").length;
      for (let i = 0; i < 50; i++) {
        host.readText(path);
        host.readText(dir);
        host.readText(path, 0);
        host.write(path, "x");
        host.write(join(dir, "none", "x"), "x");
      }
      assert.equal(fs.readdirSync("/proc/self/fd").length, before);
    });
  });

  it("lists names sorted, with links as links", function () {
    if (!posix) this.skip();
    put("b", "");
    put("B", "");
    fs.mkdirSync(join(dir, "a"));
    fs.symlinkSync("b", join(dir, "c"));
    assert.deepEqual(host.list(dir), [
      { name: "B", kind: "file" },
      { name: "a", kind: "directory" },
      { name: "b", kind: "file" },
      { name: "c", kind: "link" },
    ]);
    assert.equal(host.list(join(dir, "b")), undefined);
    assert.equal(host.list(join(dir, "none")), undefined);
  });

  it("tells size, time, rights and identity", () => {
    const path = put("file", "12345");
    fs.chmodSync(path, 0o640);
    const stat = host.stat(path);
    assert.ok("kind" in stat);
    const again = host.stat(join(dir, ".", "file"));
    assert.equal(stat.size, 5);
    if (posix) assert.equal(stat.mode, 0o640);
    assert.ok(Math.abs(stat.modified - Date.now()) < 60_000);
    assert.deepEqual(again, stat);
    assert.deepEqual(host.stat(join(dir, "none")), { failed: "missing", detail: "ENOENT" });
  });

  it("knows executables: regular files only", function () {
    if (!posix) this.skip();
    const path = put("go", "#!/bin/sh\n");
    assert.equal(host.executable(path), false);
    fs.chmodSync(path, 0o755);
    assert.equal(host.executable(path), true);
    assert.equal(host.executable(dir), false);
    assert.equal(host.executable(join(dir, "none")), false);
  });

  describe("writing", () => {
    it("makes a new file and replaces an old one, its mode kept", () => {
      const path = join(dir, "go.mod");
      assert.equal(host.write(path, "one"), undefined);
      fs.chmodSync(path, 0o755);
      assert.equal(host.write(path, "two"), undefined);
      assert.equal(fs.readFileSync(path, "utf8"), "two");
      if (posix) assert.equal(fs.statSync(path).mode & 0o777, 0o755);
      assert.deepEqual(fs.readdirSync(dir), ["go.mod"]);
    });

    it("keeps the owner", function () {
      if (!root) this.skip();
      const path = put("go.mod", "one");
      fs.chownSync(path, 1234, 4321);
      fs.chmodSync(path, 0o664);
      assert.equal(host.write(path, "two"), undefined);
      const { uid, gid, mode } = fs.statSync(path);
      assert.deepEqual([uid, gid, mode & 0o777], [1234, 4321, 0o664]);
    });

    it("removes what a write that was killed has left, but nothing that may still be written, or is another's", () => {
      const day = new Date(Date.now() - 24 * 60 * 60 * 1000);
      const names = [
        temporaryName("go.mod", 123),
        temporaryName("go.mod", 456),
        temporaryName("go.sum", 123),
        ".go.mod.swp.tmp",
        "go.mod.123-abc.tmp",
      ];
      for (const name of names) {
        fs.writeFileSync(join(dir, name), "module");
        if (!name.includes(".456-")) fs.utimesSync(join(dir, name), day, day);
      }
      assert.equal(host.write(join(dir, "go.mod"), "module m\n"), undefined);
      assert.deepEqual(fs.readdirSync(dir).sort(), [...names.slice(1), "go.mod"].sort());
    });

    it("writes through links, also into a file that is not there yet", function () {
      if (!posix) this.skip();
      fs.mkdirSync(join(dir, "real"));
      fs.symlinkSync(join("real", "go.mod"), join(dir, "go.mod"));
      for (const text of ["one", "two"]) {
        assert.equal(host.write(join(dir, "go.mod"), text), undefined);
        assert.equal(fs.readFileSync(join(dir, "real", "go.mod"), "utf8"), text);
        assert.ok(fs.lstatSync(join(dir, "go.mod")).isSymbolicLink());
      }
    });

    it("refuses directories and FIFOs", function () {
      if (!posix) this.skip();
      assert.deepEqual(host.write(dir, ""), { failed: "not-regular", detail: "a directory" });
      execFileSync("mkfifo", [join(dir, "fifo")]);
      assert.deepEqual(host.write(join(dir, "fifo"), ""), { failed: "not-regular", detail: "a FIFO" });
      assert.deepEqual(fs.readdirSync(dir), ["fifo"]);
    });

    it("makes missing directories only when told to", () => {
      const path = join(dir, "a", "b", "c");
      assert.deepEqual(host.write(path, "x"), { failed: "missing", detail: "ENOENT" });
      assert.equal(host.write(path, "x", { parents: true, durable: false }), undefined);
      assert.equal(fs.readFileSync(path, "utf8"), "x");
    });

    it("says read-only of a file or directory without the write bit, and leaves both as they are", function () {
      if (!posix) this.skip();
      // Rights do not bind root: the same code runs as another user.
      const script = `
        import { nodeHost } from ${JSON.stringify(new URL("../../server/host/node.js", import.meta.url).href)};
        import * as fs from "node:fs";
        if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
        const host = nodeHost(), dir = process.argv[1];
        console.log(JSON.stringify([
          host.write(dir + "/file", "new"), host.write(dir + "/closed/file", "new"), host.write(dir + "/closed/other", "new"),
          host.readText(dir + "/secret"), host.kind(dir + "/hidden/x"), fs.readdirSync(dir), fs.readdirSync(dir + "/closed"),
        ]));`;
      put("file", "old");
      put("secret", "old");
      fs.mkdirSync(join(dir, "closed"));
      put("closed/file", "old");
      fs.mkdirSync(join(dir, "hidden"), { mode: 0 });
      fs.chmodSync(join(dir, "file"), 0o444);
      fs.chmodSync(join(dir, "secret"), 0);
      fs.chmodSync(join(dir, "closed", "file"), 0o666);
      fs.chmodSync(join(dir, "closed"), 0o555);
      fs.chmodSync(dir, 0o777);
      const out = execFileSync(process.execPath, ["--input-type=module", "-e", script, dir], { encoding: "utf8" });
      const refused = { failed: "read-only", detail: "EACCES" };
      assert.deepEqual(JSON.parse(out), [
        refused,
        refused,
        refused,
        { failed: "denied", detail: "EACCES" },
        "denied",
        ["closed", "file", "hidden", "secret"],
        ["file"],
      ]);
      assert.equal(fs.readFileSync(join(dir, "file"), "utf8"), "old");
    });

    it("leaves the old file and nothing else when the disk is full", function () {
      if (!root || process.platform !== "linux") this.skip();
      try {
        execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", dir], { stdio: "ignore" });
      } catch {
        this.skip(); // containers without the right to mount
      }
      try {
        const path = put("go.mod", "old");
        assert.deepEqual(host.write(path, "x".repeat(200_000)), { failed: "no-space", detail: "ENOSPC" });
        assert.equal(fs.readFileSync(path, "utf8"), "old");
        assert.deepEqual(fs.readdirSync(dir), ["go.mod"]);
        execFileSync("mount", ["-o", "remount,ro", dir]);
        assert.deepEqual(host.write(path, "new"), { failed: "read-only", detail: "EROFS" });
      } finally {
        execFileSync("umount", [dir]);
      }
    });
  });

  describe("asking whether it may write", () => {
    it("finds a file and a directory writable, and changes neither", () => {
      const file = put("file", "x");
      const old = fs.statSync(file);
      for (const how of ["asked", "tried"] as const) {
        assert.equal(host.writable(file, how), undefined);
        assert.equal(host.writable(dir, how), undefined);
      }
      assert.deepEqual(fs.readdirSync(dir), ["file"]);
      assert.equal(fs.readFileSync(file, "utf8"), "x");
      assert.equal(fs.statSync(file).mtimeMs, old.mtimeMs);
    });

    it("says what is missing, and does not wait for a FIFO", function () {
      assert.equal(host.writable(join(dir, "none"), "asked")?.failed, "missing");
      assert.equal(host.writable(join(dir, "none"), "tried")?.failed, "missing");
      if (!posix) this.skip();
      execFileSync("mkfifo", [join(dir, "fifo")]);
      // Without a reader there is nobody to write to.
      assert.equal(host.writable(join(dir, "fifo"), "tried")?.failed, "not-regular");
    });

    it("hears what mode bits say to who is not root", function () {
      if (!posix || root) this.skip(); // root may write whatever the bits say: test/e2e/doctor.test.ts goes as another user
      fs.chmodSync(dir, 0o555);
      try {
        for (const how of ["asked", "tried"] as const) assert.equal(host.writable(dir, how)?.failed, "read-only");
      } finally {
        fs.chmodSync(dir, 0o755);
      }
    });

    it("knows how much room is left, and who it is", () => {
      const space = host.space(dir);
      assert.ok(!("failed" in space) && space.free > 0 && space.total >= space.free);
      assert.equal("failed" in host.space(join(dir, "none")), true);
      if (posix) assert.equal(host.uid, process.geteuid?.());
      else assert.equal(host.uid, undefined);
    });
  });

  it("removes files, and says what it cannot remove", () => {
    const path = put("file", "x");
    assert.equal(host.remove(path), undefined);
    assert.equal(fs.existsSync(path), false);
    assert.deepEqual(host.remove(path), { failed: "missing", detail: "ENOENT" });
    assert.notEqual(host.remove(dir), undefined);
    assert.ok(fs.existsSync(dir));
  });

  it("knows which processes there are, and its temporary files by the one that makes them", () => {
    assert.equal(host.running(process.pid), true);
    assert.equal(host.running(1), posix);
    assert.equal(host.running(Number(execFileSync(process.execPath, ["-p", "process.pid"]))), false);
    assert.deepEqual(parseTemporaryName(temporaryName("v1.0.0.zip", 123)), { of: "v1.0.0.zip", maker: 123 });
    for (const name of ["v1.0.0.zip", ".v1.0.0.zip.tmp", ".123-abc.tmp", ".v1.0.0.zip.12x-abc.tmp"])
      assert.equal(parseTemporaryName(name), undefined);
  });

  it("has the environment as it was, frozen", () => {
    assert.equal(host.env["PATH"], process.env["PATH"]);
    assert.ok(Object.isFrozen(host.env));
    assert.equal(host.env["constructor"], undefined);
  });
});
