import { sumLine } from "./go-world.ts";
import type { Folder } from "./healthy-module.ts";

/** A way in which the go command really fails. */
export interface GoFailure {
  readonly name: string;
  /** what explains it: ids of messages, in the order of the output */
  readonly messages: readonly string[];
  /** the main module's folder */
  readonly files: Folder;
  /** command lines of the go command that have to succeed before it */
  readonly before?: readonly (readonly string[])[];
  /** a command line of the go command */
  readonly run: readonly string[];
  /** in values, PROXY stands for the address of the HTTP proxy, PORT for its port, OWNCACHE for a folder that may be written, ONLYGO for a folder with nothing but the go command */
  readonly env?: Readonly<Record<string, string>>;
  /** what goes wrong at the HTTP proxy, for every file */
  readonly fault?: "404" | "410" | "403" | "401" | "500" | "reset" | "truncate";
  /** the proxy speaks TLS with a certificate of its own */
  readonly tls?: true;
  /** a git repository that https://example.com/repo leads to: the files of each tag, one commit after another */
  readonly repository?: Readonly<Record<string, Folder>>;
  /** a shell line in the module's folder that has to succeed before it, and needs no right but root's */
  readonly prepare?: string;
  /** a shell line in place of `run`, for what needs a file system of its own */
  readonly shell?: string;
  /** runs as a user who may not write into the module's folder */
  readonly unprivileged?: true;
  /** which step of the first explanation mends it: after its command the command line succeeds */
  readonly remedy?: number;
  /** something that the first explanation says of this module */
  readonly says?: RegExp;
}

/** Modules of the proxy, `PATH@VERSION` → their files. */
export const failureModules: Readonly<Record<string, Folder>> = {
  "example.com/log@v1.0.0": { "go.mod": mod("example.com/log", "1.20"), "log.go": pkg("log") },
  "example.com/log@v1.1.0": { "go.mod": mod("example.com/log", "1.20"), "log.go": pkg("log"), "level/level.go": pkg("level") },
  "example.com/log@v1.2.0": { "go.mod": mod("example.com/log", "1.20"), "log.go": pkg("log") },
  "example.com/web@v1.0.0": {
    "go.mod": mod("example.com/web", "1.20", "require example.com/log v1.1.0"),
    "web.go": pkg("web", "example.com/log"),
    "internal/route/route.go": pkg("route"),
  },
  "example.com/web@v1.1.0": {
    "go.mod": mod("example.com/web", "1.20", "require example.com/log v1.2.0"),
    "web.go": pkg("web", "example.com/log"),
  },
  // What go.mod asks for and the package does not import: pruned away from Go 1.17 on.
  "example.com/mid@v1.0.0": { "go.mod": mod("example.com/mid", "1.17", "require example.com/deep v1.0.0"), "m.go": pkg("mid") },
  "example.com/deep@v1.0.0": { "go.mod": mod("example.com/deep", "1.17", "require example.com/log v1.2.0"), "d.go": pkg("deep") },
  "example.com/renamed@v1.0.0": { "go.mod": mod("example.com/elsewhere", "1.20"), "r.go": pkg("renamed") },
  "example.com/new@v1.0.0": { "go.mod": mod("example.com/new", "1.99"), "n.go": pkg("new") },
  "example.com/split@v1.0.0": { "go.mod": mod("example.com/split", "1.20"), "part/p.go": pkg("part") },
  "example.com/split/part@v1.0.0": { "go.mod": mod("example.com/split/part", "1.20"), "p.go": pkg("part") },
  "example.com/broken@v1.0.0": { "go.mod": "module example.com/broken\n\ngo 1.20\n\nrequire (\n", "b.go": pkg("broken") },
  "example.com/needs@v1.0.0": {
    "go.mod": mod("example.com/needs", "1.20", "require example.com/gone v1.0.0"),
    "n.go": pkg("needs", "example.com/gone"),
  },
  "example.com/withdrawn@v1.0.0": { "go.mod": mod("example.com/withdrawn", "1.20"), "w.go": pkg("withdrawn") },
  "example.com/withdrawn@v1.1.0": {
    "go.mod": `// Deprecated: use example.com/log.\n${mod("example.com/withdrawn", "1.20", "retract v1.0.0 // loses data")}`,
    "w.go": pkg("withdrawn"),
  },
};

export function mod(path: string, go: string, ...lines: readonly string[]): string {
  return `module ${path}\n\ngo ${go}\n\n${lines.map((line) => `${line}\n`).join("")}`;
}

export function pkg(name: string, ...imports: readonly string[]): string {
  return `package ${name}\n${imports.map((path) => `\nimport _ ${JSON.stringify(path)}\n`).join("")}${name === "main" ? "\nfunc main() {}\n" : ""}`;
}

export function app(lines: readonly string[], imports: readonly string[] = [], go = "1.21"): Folder {
  return { "go.mod": mod("example.com/app", go, ...lines), "main.go": pkg("main", ...imports) };
}

const build = ["build", "-o", "bin/", "./..."];
const log = "require example.com/log v1.1.0";
const web = "require example.com/web v1.0.0";

/** They are many on purpose: one for each message of the go command's module code that people meet. */
export const goFailures: readonly GoFailure[] = [
  { name: "no go.mod", messages: ["no-go-mod"], files: { "main.go": pkg("main") }, run: ["mod", "tidy"] },
  { name: "no go.mod, build", messages: ["outside-module"], files: { "main.go": pkg("main") }, run: ["build", "./..."] },
  {
    name: "no go.mod, get",
    messages: ["get-outside-module"],
    files: { "main.go": pkg("main") },
    run: ["get", "example.com/log"],
  },
  {
    name: "no go.mod, repository",
    messages: ["no-go-mod"],
    files: { "main.go": pkg("main"), ".git/config": "" },
    run: ["mod", "tidy"],
  },
  {
    name: "GO111MODULE=off",
    messages: ["modules-off"],
    remedy: 0,
    files: app([log]),
    env: { GO111MODULE: "off" },
    run: ["mod", "tidy"],
  },
  {
    name: "GO111MODULE unknown",
    messages: ["unknown-go111module"],
    remedy: 0,
    files: app([log]),
    env: { GO111MODULE: "yes" },
    run: ["mod", "tidy"],
  },
  {
    name: "GOPATH mode",
    messages: ["gopath-mode"],
    files: app([log], ["example.com/log"]),
    env: { GO111MODULE: "off" },
    run: build,
  },
  { name: "GOFLAGS word", messages: ["goflags"], remedy: 1, files: app([]), env: { GOFLAGS: "mod=mod" }, run: build },
  { name: "GOFLAGS unknown", messages: ["goflags"], remedy: 1, files: app([]), env: { GOFLAGS: "-moda=mod" }, run: build },
  { name: "GOFLAGS -mod", messages: ["mod-flag"], files: app([]), env: { GOFLAGS: "-mod=write" }, run: build },
  {
    name: "syntax",
    messages: ["go-mod-syntax", "unresolved-version"],
    files: { "go.mod": "module example.com/app\n\ngo 1.21\n\nrequire example.com/log\nrequire example.com/web master\n" },
    run: ["mod", "tidy"],
  },
  {
    name: "bad go version",
    messages: ["invalid-go-version"],
    says: /go1\.\d+/,
    files: { "go.mod": "module example.com/app\n\ngo v1.21\n" },
    run: ["mod", "tidy"],
  },
  {
    name: "unknown directive",
    messages: ["unknown-directive"],
    files: { "go.mod": "module example.com/app\n\ngo 1.21\n\nreplaces example.com/a => ../a\n" },
    run: ["mod", "tidy"],
  },
  {
    name: "no module line",
    messages: ["missing-module-line"],
    remedy: 0,
    files: { "go.mod": "go 1.21\n" },
    run: ["mod", "tidy"],
  },
  { name: "go too new", messages: ["go-too-old"], remedy: 2, files: app([], [], "1.99"), run: build },
  {
    name: "dependency too new",
    messages: ["go-too-old"],
    files: app(["require example.com/new v1.0.0"], ["example.com/new"]),
    run: ["mod", "tidy"],
  },
  {
    name: "toolchain not available",
    messages: ["toolchain-not-available"],
    files: app([], [], "1.99"),
    env: { GOTOOLCHAIN: "auto" },
    run: build,
  },
  {
    name: "GOTOOLCHAIN bad",
    messages: ["invalid-gotoolchain"],
    remedy: 1,
    files: app([]),
    env: { GOTOOLCHAIN: "1.21" },
    run: build,
  },
  { name: "no required module", messages: ["no-required-module"], remedy: 0, files: app([], ["example.com/log"]), run: build },
  {
    name: "replaced but not required",
    messages: ["replaced-but-not-required"],
    remedy: 0,
    files: {
      ...app(["replace example.com/lib => ./lib"], ["example.com/lib"]),
      "lib/go.mod": mod("example.com/lib", "1.20"),
      "lib/l.go": pkg("lib"),
    },
    run: build,
  },
  {
    name: "sum missing for package",
    messages: ["missing-go-sum-entry"],
    remedy: 0,
    files: app([log], ["example.com/log"]),
    run: build,
  },
  {
    name: "sum missing for go.mod",
    messages: ["missing-go-mod-sum"],
    remedy: 0,
    files: app([web], ["example.com/web"]),
    run: ["list", "-m", "all"],
  },
  {
    name: "sum mismatch",
    messages: ["checksum-mismatch"],
    files: {
      ...app([log], ["example.com/log"]),
      "go.sum":
        "example.com/log v1.1.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nexample.com/log v1.1.0/go.mod h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
    },
    run: ["mod", "download"],
  },
  {
    name: "sum malformed",
    messages: ["malformed-go-sum"],
    files: { ...app([log], ["example.com/log"]), "go.sum": "example.com/log v1.1.0\n" },
    run: build,
  },
  {
    name: "checksum database unreachable",
    messages: ["checksum-database-unreachable"],
    files: app([log], ["example.com/log"]),
    env: { GONOSUMDB: "", GOSUMDB: "sum.golang.org https://127.0.0.1:1" },
    run: ["mod", "download"],
  },
  {
    name: "GOSUMDB bad",
    messages: ["invalid-gosumdb"],
    files: app([log], ["example.com/log"]),
    env: { GONOSUMDB: "", GOSUMDB: "sum.example.com" },
    run: ["mod", "download"],
  },
  {
    name: "404",
    messages: ["proxy-status"],
    says: /go\.mod:5/,
    files: app([log], ["example.com/log"]),
    env: { GOPROXY: "PROXY" },
    fault: "404",
    run: ["mod", "download"],
  },
  {
    name: "410",
    messages: ["proxy-status"],
    files: app([log], ["example.com/log"]),
    env: { GOPROXY: "PROXY" },
    fault: "410",
    run: ["mod", "tidy"],
  },
  {
    name: "403",
    messages: ["proxy-status"],
    files: app([log], ["example.com/log"]),
    env: { GOPROXY: "PROXY" },
    fault: "403",
    run: ["mod", "download"],
  },
  {
    name: "401",
    messages: ["proxy-status"],
    files: app([log], ["example.com/log"]),
    env: { GOPROXY: "PROXY" },
    fault: "401",
    run: ["mod", "download"],
  },
  {
    name: "500",
    messages: ["proxy-status"],
    files: app([log], ["example.com/log"]),
    env: { GOPROXY: "PROXY" },
    fault: "500",
    run: ["mod", "download"],
  },
  {
    name: "reset",
    messages: ["connection-lost"],
    files: app([log], ["example.com/log"]),
    env: { GOPROXY: "PROXY" },
    fault: "reset",
    run: ["mod", "download"],
  },
  {
    name: "truncated",
    messages: ["connection-lost"],
    files: app([log], ["example.com/log"]),
    env: { GOPROXY: "PROXY" },
    fault: "truncate",
    run: ["mod", "download"],
  },
  {
    name: "connection refused",
    messages: ["connection-refused"],
    says: /GOPROXY=http:\/\/127\.0\.0\.1:1 \(environment\)/,
    files: app([log], ["example.com/log"]),
    env: { GOPROXY: "http://127.0.0.1:1" },
    run: ["mod", "download"],
  },
  {
    name: "no such host",
    messages: ["no-such-host"],
    files: app([log], ["example.com/log"]),
    env: { GOPROXY: "https://proxy.invalid" },
    run: ["mod", "download"],
  },
  {
    name: "unknown authority",
    messages: ["certificate"],
    files: app([log], ["example.com/log"]),
    env: { GOPROXY: "PROXY" },
    tls: true,
    run: ["mod", "download"],
  },
  {
    name: "plain http",
    messages: ["http-behind-https"],
    files: app([log], ["example.com/log"]),
    env: { GOPROXY: "https://127.0.0.1:PORT" },
    run: ["mod", "download"],
  },
  {
    name: "GOPROXY=off",
    messages: ["goproxy-off"],
    files: app([log], ["example.com/log"]),
    env: { GOPROXY: "off" },
    run: ["mod", "download"],
  },
  {
    name: "GOPROXY=off, tidy",
    messages: ["goproxy-off"],
    files: app([], ["example.com/log"]),
    env: { GOPROXY: "off" },
    run: ["mod", "tidy"],
  },
  {
    name: "GOPROXY empty entries",
    messages: ["goproxy-empty"],
    files: app([log], ["example.com/log"]),
    env: { GOPROXY: "," },
    run: ["mod", "download"],
  },
  {
    name: "GOPROXY bad scheme",
    messages: ["goproxy-address"],
    files: app([log], ["example.com/log"]),
    env: { GOPROXY: "ftp://x" },
    run: ["mod", "download"],
  },
  {
    name: "GOPROXY relative",
    messages: ["goproxy-address"],
    files: app([log], ["example.com/log"]),
    env: { GOPROXY: "proxy" },
    run: ["mod", "download"],
  },
  {
    name: "unknown revision",
    messages: ["file-proxy-lacks-file"],
    files: app(["require example.com/log v1.9.0"], ["example.com/log"]),
    run: ["mod", "tidy"],
  },
  {
    name: "no matching version",
    messages: ["no-matching-version"],
    files: app([log], ["example.com/log"]),
    run: ["get", "example.com/log@v9"],
  },
  {
    name: "dependency of dependency gone",
    messages: ["file-proxy-lacks-file"],
    says: /app → example\.com\/needs@v1\.0\.0 → example\.com\/gone@v1\.0\.0/,
    files: app(["require example.com/needs v1.0.0"], ["example.com/needs"]),
    run: ["mod", "tidy"],
  },
  {
    name: "direct, meta tags",
    messages: ["unrecognized-import-path"],
    files: app(["require 127.0.0.1/log v1.1.0"], []),
    env: { GOPROXY: "direct" },
    run: ["mod", "download"],
  },
  {
    name: "direct, github",
    messages: ["repository-unreachable"],
    files: app(["require github.com/acme/private v1.1.0"], []),
    env: { GOPROXY: "direct", GIT_TERMINAL_PROMPT: "0" },
    run: ["mod", "download"],
  },
  {
    name: "GOVCS",
    messages: ["govcs"],
    files: app(["require github.com/acme/private v1.1.0"], []),
    env: { GOPROXY: "direct", GOVCS: "*:off" },
    run: ["mod", "download"],
  },
  {
    name: "path mismatch",
    messages: ["module-path-mismatch"],
    files: app(["require example.com/renamed v1.0.0"], ["example.com/renamed"]),
    run: ["mod", "tidy"],
  },
  {
    name: "major suffix",
    messages: ["major-version-mismatch"],
    files: app(["require example.com/log/v2 v1.0.0"], []),
    run: ["mod", "tidy"],
  },
  {
    name: "major without suffix",
    messages: ["major-version-mismatch"],
    files: app(["require example.com/log v2.0.0"], []),
    run: ["mod", "tidy"],
  },
  {
    name: "ambiguous import",
    messages: ["ambiguous-import"],
    files: app(["require (", "\texample.com/split v1.0.0", "\texample.com/split/part v1.0.0", ")"], ["example.com/split/part"]),
    run: ["mod", "tidy"],
  },
  {
    name: "package gone from module",
    messages: ["package-not-in-module"],
    files: app(["require example.com/log v1.2.0"], ["example.com/log/level"]),
    run: ["mod", "tidy"],
  },
  {
    name: "package gone, build",
    messages: ["package-not-in-module"],
    files: app(["require example.com/log v1.2.0"], ["example.com/log/level"]),
    env: { GOFLAGS: "-mod=mod" },
    run: build,
  },
  {
    name: "package in own module",
    messages: ["cannot-find-module"],
    says: /\.\/store/,
    files: app([], ["example.com/app/store"]),
    run: ["mod", "tidy"],
  },
  { name: "package not in std", messages: ["not-in-std"], files: app([], ["slogs"]), run: build },
  {
    name: "internal",
    messages: ["internal-package"],
    files: app([web], ["example.com/web/internal/route"]),
    env: { GOFLAGS: "-mod=mod" },
    run: build,
  },
  {
    name: "import cycle",
    messages: ["import-cycle"],
    files: {
      ...app([], ["example.com/app/a"]),
      "a/a.go": pkg("a", "example.com/app/b"),
      "b/b.go": pkg("b", "example.com/app/a"),
    },
    run: build,
  },
  {
    name: "replace dir missing",
    messages: ["replacement-directory-missing"],
    says: /go\.mod:6/,
    files: app([log, "replace example.com/log => ../log"], ["example.com/log"]),
    run: build,
  },
  {
    name: "replace dir without go.mod",
    messages: ["replacement-without-go-mod"],
    files: { ...app([log, "replace example.com/log => ./log"], ["example.com/log"]), "log/log.go": pkg("log") },
    run: build,
  },
  {
    name: "replace bad path",
    messages: ["replacement-form"],
    files: app([log, "replace example.com/log => log"], ["example.com/log"]),
    run: build,
  },
  {
    name: "conflicting replace",
    messages: ["conflicting-replacements"],
    files: app(
      [log, "replace example.com/log => example.com/log v1.0.0", "replace example.com/log => example.com/log v1.2.0"],
      ["example.com/log"],
    ),
    run: ["mod", "tidy"],
  },
  {
    name: "broken dependency",
    messages: ["broken-go-mod"],
    files: app(["require example.com/broken v1.0.0"], ["example.com/broken"]),
    run: ["mod", "tidy"],
  },
  {
    name: "excluded",
    messages: ["excluded-version"],
    remedy: 0,
    files: app(["exclude example.com/log v1.2.0"], ["example.com/log"]),
    run: ["get", "example.com/log@v1.2.0"],
  },
  {
    name: "retracted",
    messages: ["deprecated", "retracted"],
    files: app([], ["example.com/withdrawn"]),
    run: ["get", "example.com/withdrawn@v1.0.0"],
  },
  {
    name: "get conflict",
    messages: ["version-conflict"],
    files: app([], []),
    run: ["get", "example.com/web@v1.1.0", "example.com/log@v1.0.0"],
  },
  {
    name: "get version of main",
    messages: ["version-of-main-module"],
    files: app([], []),
    run: ["get", "example.com/app@v1.0.0"],
  },
  {
    name: "inconsistent vendoring",
    before: [["mod", "tidy"]],
    messages: ["inconsistent-vendoring"],
    remedy: 1,
    files: {
      ...app([log], ["example.com/log"]),
      "vendor/modules.txt": "# example.com/log v1.0.0\n## explicit\nexample.com/log\n",
    },
    run: build,
  },
  {
    name: "vendor lookup",
    before: [["mod", "tidy"]],
    messages: ["not-vendored"],
    remedy: 1,
    files: { ...app([log], ["example.com/log"]), "vendor/modules.txt": "# example.com/log v1.1.0\n## explicit; go 1.20\n" },
    run: build,
  },
  {
    name: "vendor in workspace",
    messages: ["vendor-in-workspace"],
    files: { ...app([log], ["example.com/log"]), "go.work": "go 1.21\n\nuse .\n" },
    env: { GOWORK: "" },
    run: ["mod", "vendor"],
  },
  {
    name: "-mod=mod in workspace",
    messages: ["mod-flag-in-workspace"],
    remedy: 1,
    files: { ...app([log], ["example.com/log"]), "go.work": "go 1.21\n\nuse .\n" },
    env: { GOWORK: "", GOFLAGS: "-mod=mod" },
    run: build,
  },
  {
    name: "-modfile in workspace",
    messages: ["modfile-in-workspace"],
    files: { ...app([], []), "other.mod": mod("example.com/app", "1.21"), "go.work": "go 1.21\n\nuse .\n" },
    env: { GOWORK: "", GOFLAGS: "-modfile=other.mod" },
    run: build,
  },
  {
    name: "-modfile extension",
    messages: ["modfile-extension"],
    files: app([], []),
    env: { GOFLAGS: "-modfile=go.other" },
    run: build,
  },
  {
    name: "work go too low",
    messages: ["work-go-too-low"],
    remedy: 0,
    files: { ...app([], [], "1.22"), "go.work": "go 1.21\n\nuse .\n" },
    env: { GOWORK: "" },
    run: build,
  },
  {
    name: "work use missing",
    messages: ["work-use-missing"],
    remedy: 0,
    files: { ...app([], []), "go.work": "go 1.21\n\nuse .\nuse ./gone\n" },
    env: { GOWORK: "" },
    run: build,
  },
  {
    name: "work twice",
    messages: ["work-module-twice"],
    files: { ...app([], []), "b/go.mod": mod("example.com/app", "1.21"), "go.work": "go 1.21\n\nuse .\nuse ./b\n" },
    env: { GOWORK: "" },
    run: build,
  },
  {
    name: "work same path",
    messages: ["work-directory-twice"],
    files: { ...app([], []), "go.work": "go 1.21\n\nuse .\nuse ./\n" },
    env: { GOWORK: "" },
    run: build,
  },
  {
    name: "not in workspace",
    messages: ["not-in-main-module"],
    files: { ...app([], []), "b/go.mod": mod("example.com/b", "1.21"), "b/b.go": pkg("b"), "go.work": "go 1.21\n\nuse .\n" },
    env: { GOWORK: "" },
    run: ["build", "./b"],
  },
  {
    name: "work replaced",
    messages: ["work-module-replaced"],
    remedy: 0,
    files: {
      ...app([], []),
      "b/go.mod": mod("example.com/b", "1.21"),
      "go.work": "go 1.21\n\nuse .\nuse ./b\n\nreplace example.com/b => ./c\n",
    },
    env: { GOWORK: "" },
    run: build,
  },
  {
    name: "work conflicting replace",
    messages: ["conflicting-replacements"],
    files: {
      ...app(["replace example.com/log => ./x"], []),
      "b/go.mod": mod("example.com/b", "1.21", "replace example.com/log => ./y"),
      "go.work": "go 1.21\n\nuse .\nuse ./b\n",
    },
    env: { GOWORK: "" },
    run: build,
  },
  {
    name: "directory outside module",
    messages: ["not-in-main-module"],
    files: { ...app([], []), "b/go.mod": mod("example.com/b", "1.21"), "b/b.go": pkg("b") },
    run: ["build", "./b"],
  },
  { name: "no such directory", messages: ["directory-not-found"], files: app([], []), run: ["build", "./cmd/server"] },
  {
    name: "GOMODCACHE relative",
    messages: ["gomodcache-relative"],
    remedy: 0,
    files: app([log], ["example.com/log"]),
    env: { GOMODCACHE: "cache" },
    run: ["mod", "download"],
  },
  {
    name: "GOMODCACHE unset",
    messages: ["no-module-cache"],
    files: app([log], ["example.com/log"]),
    env: { GOMODCACHE: "", HOME: "", GOCACHE: "/tmp/x" },
    run: ["mod", "download"],
  },
  {
    name: "go.mod unwritable",
    messages: ["not-writable"],
    files: app([log], []),
    unprivileged: true,
    env: { GOMODCACHE: "OWNCACHE" },
    run: ["mod", "tidy"],
  },
  {
    name: "cache is a file",
    messages: ["module-cache-not-made"],
    files: app([log], ["example.com/log"]),
    env: { GOMODCACHE: "/dev/null" },
    run: ["mod", "download"],
  },
  { name: "godebug", messages: ["unknown-godebug"], files: app(["godebug nosuch=1"]), run: build },
  {
    name: "updates needed",
    messages: ["updates-needed"],
    says: /go\.mod:6: example\.com\/log v1\.0\.0 is below v1\.1\.0.*example\.com\/web@v1\.0\.0/,
    files: {
      ...app([web, "require example.com/log v1.0.0"]),
      "go.sum": Object.entries(failureModules)
        .map(([module, files]) => sumLine(module, files["go.mod"] ?? ""))
        .join(""),
    },
    run: ["list", "-m", "all"],
    remedy: 0,
  },
  {
    name: "go.sum cannot be written",
    messages: ["not-writable"],
    files: app([log], ["example.com/log"]),
    unprivileged: true,
    env: { GOMODCACHE: "OWNCACHE" },
    run: ["mod", "download"],
  },
  {
    name: "module cache cannot be written",
    messages: ["module-cache-not-made"],
    files: app([log], ["example.com/log"]),
    unprivileged: true,
    env: { GOMODCACHE: "/usr/lib/modules-of-nobody" },
    before: [["mod", "tidy"]],
    run: ["mod", "download"],
  },
  {
    name: "git is not installed",
    messages: ["no-version-control"],
    files: app(["require github.com/acme/private v1.1.0"]),
    env: { GOPROXY: "direct", PATH: "ONLYGO" },
    run: ["mod", "download"],
  },
  {
    name: "older Go would select another version",
    messages: ["tidy-compatibility"],
    files: app(
      ["require example.com/mid v1.0.0", "require example.com/log v1.0.0"],
      ["example.com/mid", "example.com/log"],
      "1.17",
    ),
    run: ["mod", "tidy"],
  },
  {
    name: "tool missing",
    messages: ["no-required-module"],
    files: app(["tool example.com/log/cmd/x"], [], "1.24"),
    run: ["tool", "x"],
  },
  {
    name: "tool without requirement",
    messages: ["package-not-in-module"],
    files: app(["tool example.com/log/cmd/x"], [], "1.24"),
    run: ["mod", "tidy"],
  },
];
