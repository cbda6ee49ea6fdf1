import assert from "node:assert/strict";
import { complaintOf, diagnose, runDoctor } from "../support/doctor-case.ts";

const denied = { failed: "read-only", detail: "EACCES" } as const;
const mountedReadOnly = { failed: "read-only", detail: "EROFS" } as const;
const full = { failed: "no-space", detail: "ENOSPC" } as const;
const download = "/cache/cache/download/example.com/log/@v/v1.3.0";

describe("doctor: caches, files, container", () => {
  it("names a build cache that may not be written, and whose it is", async () => {
    const check = await complaintOf({ unwritable: { "/home/gopher": denied } });
    assert.equal(check.subject, "GOCACHE");
    assert.equal(check.status, "failed");
    assert.match(check.observed, /^\/home\/gopher\/\.cache\/go-build \(to be made\)/);
    assert.match(
      check.reason ?? "",
      /^\/home\/gopher may not be written \(EACCES\), which belongs to user 0; this is user 1000: go build/,
    );
    assert.match(check.remedy ?? "", /^chown -R 1000 \/home\/gopher/);
  });

  it("names a full disk", async () => {
    const check = await complaintOf({ unwritable: { "/tmp": full } });
    assert.equal(check.subject, "TMPDIR");
    assert.match(check.reason ?? "", /^no room is left on the file system of \/tmp \(ENOSPC\)/);
  });

  it("warns of a disk that is nearly full, by bytes or by files", async () => {
    const bytes = await complaintOf({ space: { "/cache": { free: 30 * 1024 * 1024, total: 1e9, freeFiles: 1e6 } } });
    assert.equal(bytes.status, "warned");
    assert.match(bytes.reason ?? "", /^only 30 MiB are left for the module cache at \/cache/);
    const files = await complaintOf({ space: { "/cache": { free: 1e10, total: 2e10, freeFiles: 12 } } });
    assert.match(files.reason ?? "", /^only room for 12 files is left/);
  });

  it("takes a read-only module cache that has everything for a warning, and another for a failure", async () => {
    const complete = await complaintOf({ unwritable: { "/cache": mountedReadOnly } });
    assert.equal(complete.status, "warned");
    assert.match(complete.reason ?? "", /it has all that the build needs/);
    const packed = await complaintOf({
      unwritable: { "/cache": mountedReadOnly },
      files: { "/cache/example.com/log@v1.3.0/log.go": undefined },
    });
    assert.equal(packed.status, "failed");
    assert.match(packed.reason ?? "", /neither fetched nor unpacked$/);
  });

  it("says at which mount a read-only folder lies", async () => {
    const mounts = "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n28 27 0:25 /src /work ro,nosuid - 9p src rw\n";
    const check = await complaintOf({ unwritable: { "/work": mountedReadOnly }, files: { "/proc/self/mountinfo": mounts } });
    assert.equal(check.subject, "writing");
    assert.equal(check.status, "warned");
    assert.match(check.reason ?? "", /builds with -mod=readonly \(as by default\) or -mod=vendor work/);
    assert.equal(check.details?.[0], "/work/go.mod: on /work (9p, ro,nosuid (file system: rw))");
  });

  it("says that builds may stop where they write read-only files", async () => {
    const check = await complaintOf({ unwritable: { "/work": mountedReadOnly }, env: { GOFLAGS: "-mod=mod" } });
    assert.match(check.reason ?? "", /^builds with -mod=mod stop/);
    assert.match(check.remedy ?? "", /^-mod=readonly in GOFLAGS/);
  });

  it("names settings that give no folder", async () => {
    const relative = await complaintOf({
      env: { GOMODCACHE: "cache" },
      files: { "/work/go.mod": "module example.com/app\n\ngo 1.24\n", "/work/go.sum": undefined },
    });
    assert.match(relative.reason ?? "", /must be absolute path: "cache": what fetches a module stops/);
    const homeless = await complaintOf({ env: { HOME: "" } });
    assert.equal(homeless.subject, "GOCACHE");
    assert.match(homeless.remedy ?? "", /^export HOME=/);
  });

  it("warns of a module cache in the module's folder, unless the go command passes over it", async () => {
    const inside = (cache: string) => ({
      env: { GOMODCACHE: cache },
      files: { "/work/go.mod": "module example.com/app\n\ngo 1.24\n", "/work/go.sum": undefined },
    });
    const check = await complaintOf(inside("/work/cache"));
    assert.equal(check.status, "warned");
    assert.match(check.reason ?? "", /\.\/\.\.\. and go mod tidy look through it/);
    assert.equal((await diagnose(inside("/work/.cache/mod"))).exit, 0);
    const other = await complaintOf({
      ...inside("/other/cache"),
      files: { ...inside("").files, "/other/go.mod": "module example.com/other\n" },
    });
    assert.match(other.reason ?? "", /folder of another module \(\/other\/go\.mod\)/);
    const same = await complaintOf({ ...inside("/same"), env: { GOMODCACHE: "/same", GOCACHE: "/same" } });
    assert.match(same.reason ?? "", /it is the build cache, too/);
  });

  it("names modules in the cache that go.sum contradicts", async () => {
    const check = await complaintOf({ files: { [`${download}.ziphash`]: "h1:CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC=" } });
    assert.equal(check.subject, "hashes");
    assert.deepEqual(check.details, [`example.com/log@v1.3.0: ${download}.ziphash`]);
  });

  it("names a repository of another user, which git refuses", async () => {
    const files = {
      "/work/.git": { text: "gitdir: x\n", uid: 501 },
      "/usr/local/go/bin/git": { text: "", mode: 0o755 },
      "/work/main.go": "package main\n",
    };
    const check = await complaintOf({ files });
    assert.equal(check.status, "failed");
    assert.match(check.reason ?? "", /dubious ownership/);
    assert.match(check.remedy ?? "", /^git config --global --add safe\.directory \/work/);
    const library = await complaintOf({ files: { ...files, "/work/main.go": undefined } });
    assert.equal(library.status, "warned");
    for (const trusted of ["*", "/work", "/*"]) {
      const config = `[user]\n\tname = x\n[safe]\n\tdirectory = ${trusted}\n`;
      assert.equal((await diagnose({ files: { ...files, "/home/user/.gitconfig": config } })).exit, 0, trusted);
    }
    assert.equal((await diagnose({ files, env: { GOFLAGS: "-buildvcs=false" } })).exit, 0);
    assert.equal((await diagnose({ files: { ...files, "/usr/local/go/bin/git": undefined } })).exit, 0);
  });

  it("recognises containers and machines", async () => {
    const isolation = async (files: Record<string, string>, env: Record<string, string> = {}): Promise<string | undefined> =>
      (await diagnose({ files, env })).checks.find(({ subject }) => subject === "isolation")?.observed;
    const qemu = { "/sys/class/dmi/id/sys_vendor": "QEMU\n" };
    assert.equal(await isolation({}), "no sign of a container or virtual machine");
    assert.equal(await isolation({ "/.dockerenv": "" }), "docker container");
    assert.equal(await isolation({ "/run/.containerenv": "", ...qemu }), "podman container in a QEMU");
    assert.equal(await isolation({ "/proc/1/cgroup": "0::/kubepods/burstable/x\n" }), "kubernetes container");
    assert.equal(await isolation({}, { KUBERNETES_SERVICE_HOST: "10.0.0.1" }), "kubernetes container");
    assert.equal(await isolation({}, { container: "systemd-nspawn" }), "systemd-nspawn container");
    assert.equal(await isolation({ "/proc/self/mountinfo": "27 1 0:1 / / rw - overlay overlay rw\n" }), "container");
    assert.equal(await isolation({ "/proc/cpuinfo": "flags\t\t: fpu hypervisor lahf_lm\n" }), "virtual machine");
    assert.equal(await isolation({ "/proc/version": "Linux version 5.15 (Microsoft)\n" }), "WSL");
  });

  it("names folders that are mounted from elsewhere", async () => {
    const mounts =
      "27 1 254:0 / / rw - overlay o rw\n28 27 0:25 /a\\040b /work rw - ext4 /dev/sda rw\n29 27 0:26 / /cache rw - tmpfs t rw\n";
    const { stdout } = await runDoctor({ files: { "/proc/self/mountinfo": mounts } }, ["--details"]);
    assert.match(stdout, /module example\.com\/app \(\/work\) is mounted from elsewhere: \/work \(ext4, rw\)/);
    assert.match(stdout, /GOMODCACHE \(\/cache\) is mounted from elsewhere: \/cache \(tmpfs, rw\)/);
  });

  it("tells the size of caches, and of downloads that were cut short", async () => {
    const { checks } = await diagnose({ files: { "/home/gopher/.cache/go-build/00/x-d": "12345" } });
    const size = checks.find(({ subject }) => subject === "build cache");
    assert.match(size?.observed ?? "", /^5 bytes in 1 file/);
    const files = { [`${download}.partial`]: "", [`${download}.zip123.tmp`]: "x", [`${download}.lock`]: "" };
    const small = (await diagnose({ files })).checks.find(({ subject }) => subject === "leftovers");
    assert.equal(small?.status, "passed");
    assert.deepEqual(small.details, [`${download}.partial`, `${download}.zip123.tmp`]);
    const check = await complaintOf({ files: { [`${download}.zip123.tmp`]: new Uint8Array(101 * 1024 * 1024) } });
    assert.equal(check.status, "warned");
  });

  it("stops counting when the time is over", async () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 500; i++) files[`/home/gopher/.cache/go-build/00/${i}-d`] = "x";
    let clock = 1000;
    const { checks } = await diagnose({ files, now: () => clock++ * 40 });
    assert.match(checks.find(({ subject }) => subject === "build cache")?.observed ?? "", /^more than /);
  });
});
