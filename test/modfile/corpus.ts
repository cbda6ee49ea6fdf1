import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A text that the go command has to do with. */
export interface CorpusFile {
  readonly name: string;
  readonly kind: "mod" | "work";
  readonly text: string;
}

/** A variable of `go env`. */
export function goEnv(name: string): string {
  return spawnSync("go", ["env", name], { encoding: "utf8", env: { ...process.env, GOFLAGS: "" } }).stdout.trim();
}

/**
 * Every go.mod, go.work and .mod file inside the txtar files and folders of the go command's own tests
 * (`cmd/go/testdata/script` and `mod`).
 */
export function goCommandCorpus(): CorpusFile[] {
  const testdata = join(goEnv("GOROOT"), "src", "cmd", "go", "testdata");
  const files: CorpusFile[] = [];
  for (const folder of ["script", "mod"]) {
    for (const path of textFiles(join(testdata, folder))) {
      const name = path.slice(testdata.length + 1);
      for (const file of txtar(readFileSync(path, "utf8"))) {
        const kind = kindOf(file.name);
        if (kind !== undefined) files.push({ name: `${name}:${file.name}`, kind, text: file.text });
      }
    }
  }
  return files;
}

/** The paths of all .mod files of the module cache. */
export function cachedModFiles(): string[] {
  const download = join(goEnv("GOMODCACHE"), "cache", "download");
  return [...walk(download)].filter((path) => path.endsWith(".mod"));
}

function kindOf(name: string): "mod" | "work" | undefined {
  const base = name.slice(name.lastIndexOf("/") + 1);
  if (base === "go.work" || base.endsWith(".work")) return "work";
  return base === "go.mod" || base === ".mod" || base.endsWith(".mod") || base.startsWith("go.mod") ? "mod" : undefined;
}

function* textFiles(folder: string): Generator<string> {
  for (const path of walk(folder)) if (path.endsWith(".txt") || path.endsWith(".txtar")) yield path;
}

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else yield path;
  }
}

/** The files of a txtar archive (golang.org/x/tools/txtar). */
function txtar(archive: string): { readonly name: string; readonly text: string }[] {
  const files: { name: string; text: string }[] = [];
  for (const line of archive.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const name = /^-- (.+) --\r?\n?$/.exec(line)?.[1]?.trim();
    const last = files.at(-1);
    if (name !== undefined) files.push({ name, text: "" });
    else if (last !== undefined) last.text += line;
  }
  return files;
}
