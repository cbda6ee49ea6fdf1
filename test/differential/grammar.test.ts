import { deepEqual, equal, ok } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import fc from "fast-check";
import type { Parser } from "web-tree-sitter";
import { scraps } from "../grammar/scraps.ts";
import { type Leaf, loadGrammar, type Reading, read, withTree } from "../grammar/tree.ts";
import { parseTxtar } from "../support/txtar.ts";

/** What grammar/lexer.go says of a text; offsets are in bytes. */
interface GoReading {
  readonly tokens: readonly Leaf[];
  readonly comments: readonly Leaf[];
  readonly refused: number;
  readonly statements:
    | readonly { readonly tokens: readonly string[]; readonly lines: readonly (readonly string[])[] | null }[]
    | null;
  readonly error: string;
  readonly good: boolean;
}

const xmod = "src/cmd/vendor/golang.org/x/mod";

/** The value of a variable of `go env`; empty where there is no go command. */
function goEnv(name: string): string {
  const { status, stdout } = spawnSync("go", ["env", name], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : "";
}

describe("the grammar and modfile's own lexer and parser", function () {
  this.timeout(300_000);
  const goroot = goEnv("GOROOT");
  if (goroot === "" || !existsSync(join(goroot, xmod))) {
    it("skipped: no go command with its source is here", function () {
      this.skip();
    });
    return;
  }
  let parser: Parser;
  let folder: string;
  before("load the grammar; build x/mod as the go command has it, with lexer.go inside", async () => {
    ({ parser } = await loadGrammar());
    folder = mkdtempSync(join(tmpdir(), "grammar-"));
    for (const part of ["modfile", "module", "semver", "internal"]) {
      cpSync(join(goroot, xmod, part), join(folder, part), { recursive: true });
    }
    writeFileSync(join(folder, "go.mod"), "module golang.org/x/mod\n\ngo 1.23\n");
    mkdirSync(join(folder, "read"));
    cpSync("test/differential/grammar/lexer.go", join(folder, "modfile/lexer.go"));
    cpSync("test/differential/grammar/main.go", join(folder, "read/main.go"));
    const env = { ...process.env, GOWORK: "off", GOFLAGS: "", GOTOOLCHAIN: "local" };
    const { status, stderr } = spawnSync("go", ["build", "-o", "program", "./read"], { cwd: folder, env, encoding: "utf8" });
    equal(status, 0, stderr);
  });
  after(() => {
    parser.delete();
    rmSync(folder, { recursive: true });
  });

  function readWithGo(texts: readonly string[]): GoReading[] {
    const input = texts.map((text) => `${JSON.stringify(text)}\n`).join("");
    const { status, stdout, stderr } = spawnSync(join(folder, "program"), { input, encoding: "utf8", maxBuffer: 2 ** 30 });
    equal(status, 0, stderr);
    return stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as GoReading);
  }

  function compareAll(texts: readonly string[]): void {
    for (const [at, go] of readWithGo(texts).entries()) {
      const text = texts[at] ?? "";
      compare(text, read(parser, text), go);
    }
  }

  /** Compares written files, in which all lines must be well-formed to the grammar too if modfile accepts the file. */
  function compareFiles(texts: readonly string[]): void {
    compareAll(texts);
    for (const [at, { good }] of readWithGo(texts).entries()) {
      const text = texts[at] ?? "";
      const wrong = ["malformed_spec", "unknown_directive", "unknown_spec"];
      if (good)
        equal(
          withTree(parser, text, ({ rootNode }) => rootNode.descendantsOfType(wrong).length),
          0,
          text,
        );
    }
  }

  it("agree on every go.mod and go.work in the go command's tests", () => {
    const texts = ["script", "mod"].flatMap((name) => inArchives(join(goroot, "src/cmd/go/testdata", name)));
    ok(texts.length > 1000, `only ${texts.length}`);
    compareFiles(texts);
  });

  it("agree on every .mod file in the module cache", () => {
    const cache = join(goEnv("GOMODCACHE"), "cache/download");
    const names = existsSync(cache) ? readdirSync(cache, { recursive: true, encoding: "utf8" }) : [];
    compareFiles(names.filter((name) => name.endsWith(".mod")).map((name) => readFileSync(join(cache, name), "utf8")));
  });

  it("agree on random texts", () => {
    const seed = Date.now() % 2 ** 31;
    const texts = fc.sample(scraps(), { numRuns: 20_000, seed });
    try {
      compareAll(texts);
    } catch (error) {
      throw new Error(`with seed ${seed}`, { cause: error });
    }
  });
});

/** The texts of all go.mod and go.work files in a folder's txtar archives. */
function inArchives(folder: string): string[] {
  const texts: string[] = [];
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(".txt") && !name.endsWith(".txtar")) continue;
    for (const [file, text] of parseTxtar(readFileSync(join(folder, name), "utf8")).files) {
      if (["go.mod", "go.work", ".mod"].includes(basename(file))) texts.push(text);
    }
  }
  return texts;
}

function compare(text: string, ours: Reading, go: GoReading): void {
  const what = JSON.stringify(text.length < 2000 ? text : `${text.slice(0, 2000)}…`);
  equal(ours.hasError, false, what);
  const bytes = Buffer.from(text);
  const index = (byte: number): number => bytes.subarray(0, byte).toString().length;
  const inUtf16 = (leaf: Leaf): Leaf => ({ text: leaf.text, start: index(leaf.start) });
  const refused = ours.refused[0];
  // A string is refused where it begins by us, where it ends or begins by modfile; other things are at the same place.
  if (go.refused < 0) deepEqual(ours.refused, [], what);
  else if (/^["`]/.test(refused?.text ?? "")) equal((refused?.start ?? Number.NaN) <= index(go.refused), true, what);
  else equal(refused?.start, index(go.refused), what);
  const before = (leaf: Leaf): boolean => refused === undefined || leaf.start < refused.start;
  // A word that `/*` interrupts is no token to modfile; a word may also reach over what is refused to a slash behind it.
  const cut = ours.tokens.find((leaf) => refused !== undefined && before(leaf) && leaf.start + leaf.text.length >= refused.start);
  const whole = (leaf: Leaf): boolean => before(leaf) && leaf.start !== cut?.start;
  deepEqual(ours.tokens.filter(whole), go.tokens.map(inUtf16).filter(whole), what);
  // modfile keeps carriage returns that do not belong to a line end.
  const comments = go.comments.map(inUtf16).map(({ text, start }) => ({ text: text.replace(/\r+$/, ""), start }));
  deepEqual(ours.comments.filter(before), comments.filter(before), what);
  if (go.statements === null || ours.statements === undefined) return;
  const statements = ours.statements.map((found) => ({
    tokens: found.tokens,
    lines: found.kind === "block" ? found.lines : null,
  }));
  deepEqual(statements, go.statements, what);
}
