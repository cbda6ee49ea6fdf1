import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { put } from "./published.ts";
import { installProgram } from "./spawn-cli.ts";

/** A block of code of a document. */
export interface Block {
  readonly language: string;
  /** further words behind the language */
  readonly words: readonly string[];
  readonly text: string;
}

/** The blocks with a language below each heading of the second level, in their order. */
export function recipesOf(document: string): ReadonlyMap<string, readonly Block[]> {
  const recipes = new Map<string, readonly Block[]>();
  for (const section of document.split(/^## /m).slice(1)) {
    const title = section.slice(0, section.indexOf("\n"));
    const blocks = [...section.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm)];
    recipes.set(
      title,
      blocks.map(([, language = "", words = "", text = ""]) => ({ language, words: words.trim().split(" "), text })),
    );
  }
  return recipes;
}

/** A machine in a machine: everything of this one, but with `/srv`, `/src` and `/out` of its own. */
export interface Machine {
  readonly root: string;
  /** what each of those folders is in truth */
  readonly folders: Readonly<Record<"srv" | "src" | "out", string>>;
}

export function newMachine(root: string): Machine {
  const folders = { srv: join(root, "srv"), src: join(root, "src"), out: join(root, "out") };
  for (const folder of Object.values(folders)) fs.mkdirSync(folder, { recursive: true });
  installProgram(join(root, "bin"));
  return { root, folders };
}

export interface ScriptOptions {
  /** in the machine's eyes */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly network: "none" | "loopback";
  /** whether `/srv` may not be written */
  readonly readOnly: boolean;
}

/** Runs a script there, to the first command that fails. */
export function runScript(
  { root, folders }: Machine,
  script: string,
  { cwd, env, network, readOnly }: ScriptOptions,
): { code: number | null; output: string } {
  const into = join(root, "machine");
  const own = Object.keys(folders);
  const setup = [
    "set -e",
    `mkdir -p ${into}`,
    `mount -t tmpfs tmpfs ${into}`,
    // Links such as /bin → usr/bin stay links.
    `for entry in /*; do name=\${entry#/}; case $name in ${own.join("|")}) continue;; esac; if [ -L $entry ]; then cp -P $entry ${into}/$name; elif [ -d $entry ]; then mkdir ${into}/$name; mount --rbind $entry ${into}/$name; fi; done`,
    ...Object.entries(folders).map(([name, folder]) => `mkdir ${into}/${name}; mount --bind ${folder} ${into}/${name}`),
    ...(readOnly ? [`mount -o remount,ro,bind ${into}/srv`] : []),
    `exec chroot ${into} sh -e -c 'cd "$0" && . "$1"' "$0" "$1"`,
  ].join("\n");
  const file = join(root, "script.sh");
  put(file, script);
  const namespaces = network === "none" ? ["-m", "-n"] : ["-m"];
  const { status, stdout, stderr } = spawnSync("unshare", [...namespaces, "sh", "-c", setup, cwd, file], {
    env: { ...env, PATH: `${join(root, "bin")}:${process.env["PATH"]}` },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { code: status, output: stdout + stderr };
}
