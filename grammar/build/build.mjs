// Builds the parser from grammar.js: `node build.mjs`; `node build.mjs --check` builds it again and compares byte for byte.
// The first half needs the tree-sitter command (on PATH, or named by TREE_SITTER); the second half only this folder's npm packages.
import { execFile } from "node:child_process";
import { access, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { stderr, stdout } from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const grammar = dirname(here);
const check = process.argv.includes("--check");
const WASM = "tree-sitter-gomod.wasm";
const TREE_SITTER_VERSION = "0.27.1";

// What `tree-sitter build --wasm` does with the compiler it downloads.
const CLANG = [
  ["--target=wasm32-wasip1", "-fPIC", "-shared", "-nostdlib", "-Os", "-fno-exceptions", "-fvisibility=hidden"],
  ["--no-wasm-opt", "-Wl,--export=tree_sitter_gomod", "-Wl,--allow-undefined", "-Wl,--no-entry"],
  ["-I", ".", "parser.c", "-o", "out.wasm"],
].flat();

/** The tree-sitter command, or undefined when there is none. */
async function findTreeSitter() {
  const named = process.env.TREE_SITTER;
  const candidates = named ? [named] : (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "tree-sitter"));
  for (const candidate of candidates) {
    const found = await access(candidate).then(
      () => true,
      () => false,
    );
    if (found) return candidate;
  }
  if (named) throw new Error(`TREE_SITTER names ${named}, which is not there`);
  return undefined;
}

/** Every file below a folder, relative to it. */
async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

/** Writes what `generate` makes of grammar.js to `target`. */
async function generate(treeSitter, target) {
  const { stdout: version } = await run(treeSitter, ["--version"]);
  if (!version.startsWith(`tree-sitter ${TREE_SITTER_VERSION}`)) {
    throw new Error(`tree-sitter ${TREE_SITTER_VERSION} is needed, ${treeSitter} is ${version.trim()}`);
  }
  await copyFile(join(grammar, "grammar.js"), join(target, "grammar.js"));
  await copyFile(join(grammar, "tree-sitter.json"), join(target, "tree-sitter.json"));
  await run(treeSitter, ["generate"], { cwd: target });
}

/** The wasm module made of a folder's parser.c. */
async function compile(source, work) {
  const headers = {};
  for (const name of await filesBelow(join(source, "tree_sitter"))) {
    headers[name] = await readFile(join(source, "tree_sitter", name));
  }
  const { commands } = await import("@yowasp/clang").catch((cause) => {
    throw new Error("run npm ci in grammar/build first", { cause });
  });
  const files = { "parser.c": await readFile(join(source, "parser.c")), tree_sitter: headers };
  const complaints = [];
  const options = { stderr: (bytes) => complaints.push(...(bytes ?? [])), fetchProgress: () => undefined };
  // Without arguments it only loads the compiler; left to the first real run, that would print its progress.
  await commands.clang(null, {}, options);
  const output = await commands.clang(CLANG, files, options).catch(() => {
    throw new Error(Buffer.from(complaints).toString());
  });
  const plain = join(work, "plain.wasm");
  const small = join(work, WASM);
  await writeFile(plain, output["out.wasm"]);
  await run(process.execPath, [join(here, "node_modules/binaryen/bin/wasm-opt"), "-Os", plain, "-o", small]);
  return readFile(small);
}

/** Says what differs between what stands in the repository and what was just built. */
async function compare(built, committed, names) {
  const different = [];
  for (const name of names) {
    const [now, then] = await Promise.all([readFile(join(built, name)), readFile(join(committed, name)).catch(() => undefined)]);
    if (then === undefined || !now.equals(then)) different.push(name);
  }
  return different;
}

const work = await mkdtemp(join(tmpdir(), "tree-sitter-gomod-"));
try {
  const different = [];
  const treeSitter = await findTreeSitter();
  if (treeSitter === undefined) {
    stdout.write("no tree-sitter command on PATH or in TREE_SITTER: src/ is taken as it is\n");
  } else {
    await generate(treeSitter, work);
    const names = await filesBelow(join(work, "src"));
    if (check) {
      different.push(...(await compare(join(work, "src"), join(grammar, "src"), names)).map((name) => `src/${name}`));
    } else {
      for (const name of names) {
        await mkdir(dirname(join(grammar, "src", name)), { recursive: true });
        await copyFile(join(work, "src", name), join(grammar, "src", name));
      }
    }
  }
  const wasm = await compile(treeSitter !== undefined ? join(work, "src") : join(grammar, "src"), work);
  if (check) different.push(...(await compare(work, grammar, [WASM])));
  else await writeFile(join(grammar, WASM), wasm);
  if (different.length > 0) {
    stderr.write(`not what grammar.js gives: ${different.join(", ")}; run npm run build in grammar/build\n`);
    process.exitCode = 1;
  } else {
    stdout.write(`${WASM}: ${wasm.length} bytes${check ? ", as committed" : ""}\n`);
  }
} finally {
  await rm(work, { recursive: true });
}
