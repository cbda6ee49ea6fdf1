import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/*
 * The oracle: a small Go program (oracle/*.go) that answers with the code of golang.org/x/mod and go/version, which the go command
 * itself is made of. One JSON request a line goes in, one JSON answer a line comes out, in order: {"ok": value}, or {"error": text}
 * for a malformed request or a panic of the code asked. The requests and answers are the types below.
 *
 * The program is built once per content of its source and version of Go, into the user's cache directory.
 */

/** A value, or the error that came in its place (then `value` is empty). */
export interface ValueOr {
  readonly value: string;
  readonly error: string | null;
}

/** Everything that x/mod/semver and x/mod/module say of one version. */
export interface SemverAnswer {
  readonly valid: boolean;
  readonly canonical: string;
  readonly major: string;
  readonly majorMinor: string;
  readonly prerelease: string;
  readonly build: string;
  /** module.CanonicalVersion */
  readonly canonicalVersion: string;
  readonly escaped: ValueOr;
  readonly unescaped: ValueOr;
  readonly pseudo: boolean;
  readonly zeroPseudo: boolean;
  readonly pseudoBase: ValueOr;
  readonly pseudoRev: ValueOr;
  /** RFC 3339 in UTC, whole seconds */
  readonly pseudoTime: ValueOr;
}

/** Everything that x/mod/module and modfile say of one path. The three checks are null for a good path. */
export interface PathAnswer {
  readonly checkPath: string | null;
  readonly checkImportPath: string | null;
  readonly checkFilePath: string | null;
  /** module.SplitPathVersion */
  readonly prefix: string;
  readonly pathMajor: string;
  readonly splitOk: boolean;
  readonly escaped: ValueOr;
  readonly unescaped: ValueOr;
  /** modfile.IsDirectoryPath */
  readonly isDirectory: boolean;
}

/** What the go command's gover says of the Go version `v` (`compare` and `max`: of both), and modfile of `v` in a go line. */
export interface GoverAnswer {
  readonly valid: boolean;
  readonly compare: number;
  readonly max: string;
  readonly lang: string;
  readonly isLang: boolean;
  readonly prerelease: boolean;
  readonly prev: string;
  /** modfile.GoVersionRE matches */
  readonly inGoLine: boolean;
  /** what modfile.ParseLax reads from `go <v>`; empty when it rejects that, or `v` is not one bare word */
  readonly laxGoLine: string;
}

/** One error of modfile: 1-based line and column (in code points), the offset in bytes, and the words without the place. */
export interface ModfileProblem {
  readonly line: number;
  readonly column: number;
  readonly byte: number;
  readonly message: string;
}

/** What `go mod edit -json` prints. */
export interface ModValues {
  readonly Module: { readonly Path: string; readonly Deprecated?: string };
  readonly Go?: string;
  readonly Toolchain?: string;
  readonly GoDebug?: readonly { readonly Key: string; readonly Value: string }[];
  readonly Require: readonly { readonly Path: string; readonly Version?: string; readonly Indirect?: boolean }[] | null;
  readonly Exclude: readonly ModuleVersion[] | null;
  readonly Replace: readonly { readonly Old: ModuleVersion; readonly New: ModuleVersion }[] | null;
  readonly Retract: readonly { readonly Low?: string; readonly High?: string; readonly Rationale?: string }[] | null;
  readonly Tool: readonly { readonly Path: string }[] | null;
  readonly Ignore: readonly { readonly Path: string }[] | null;
}

/** What `go work edit -json` prints. */
export interface WorkValues {
  readonly Go?: string;
  readonly Use: readonly { readonly DiskPath: string; readonly ModPath?: string }[] | null;
  readonly Replace: readonly { readonly Old: ModuleVersion; readonly New: ModuleVersion }[] | null;
}

/** module.Version in JSON. */
export interface ModuleVersion {
  readonly Path: string;
  readonly Version?: string;
}

/** A text that was read. The texts are base64 if the request's was. Of a rejected text only `accepted` and `errors` mean something. */
export interface ParseAnswer<Values = ModValues | WorkValues> {
  readonly accepted: boolean;
  readonly errors: readonly ModfileProblem[];
  /** the values as they stand in the file, duplicates included, in the shape of `values` */
  readonly parsed: Values | null;
  /** for each directive (`require`, `go` …) the 1-based lines of its values, in the order of `parsed` */
  readonly lines: Readonly<Record<string, readonly number[]>> | null;
  /** the toolchain line's name, of a go.work too, whose JSON leaves it out */
  readonly toolchain: string;
  /** `key=value` of the godebug lines, of a go.work too */
  readonly godebug: readonly string[] | null;
  /** modfile.Format of the file as it was read */
  readonly plain: string | null;
  /** what `edit -json` prints, that is after SortBlocks (which drops duplicates) and Cleanup; null for `lax` */
  readonly values: Values | null;
  /** what `edit -fmt` writes: the same, formatted; null for `lax` */
  readonly formatted: string | null;
}

/** One entry of SetRequire and SetRequireSeparateIndirect. */
export interface RequireEntry {
  readonly path: string;
  readonly version: string;
  readonly indirect?: boolean;
}

/** One call of a method of modfile.File (kind `mod`) or modfile.WorkFile (kind `work`), with its arguments. */
export type ModfileEdit =
  | { readonly do: "DropGoStmt" | "DropToolchainStmt" | "SortBlocks" | "Cleanup" }
  | { readonly do: "AddGoStmt" | "AddToolchainStmt"; readonly version: string }
  | { readonly do: "AddModuleStmt" | "DropRequire" | "AddTool" | "DropTool" | "AddIgnore" | "DropIgnore"; readonly path: string }
  | { readonly do: "AddUse" | "DropUse"; readonly path: string }
  | { readonly do: "SetUse"; readonly use: readonly string[] }
  | { readonly do: "AddComment"; readonly text: string }
  | { readonly do: "AddGodebug"; readonly key: string; readonly value: string }
  | { readonly do: "DropGodebug"; readonly key: string }
  | { readonly do: "AddRequire" | "AddExclude" | "DropExclude" | "DropReplace"; readonly path: string; readonly version: string }
  | { readonly do: "AddNewRequire"; readonly path: string; readonly version: string; readonly indirect: boolean }
  | { readonly do: "SetRequire" | "SetRequireSeparateIndirect"; readonly require: readonly RequireEntry[] }
  | {
      readonly do: "AddReplace";
      readonly path: string;
      readonly version: string;
      readonly newPath: string;
      readonly newVersion: string;
    }
  | { readonly do: "AddRetract"; readonly low: string; readonly high: string; readonly text: string }
  | { readonly do: "DropRetract"; readonly low: string; readonly high: string };

/** A text, in base64 where it is not valid UTF-8. */
interface Source {
  readonly text: string;
  readonly base64?: boolean;
}

/** The operations: what each is asked with, and what it answers. */
export interface Operations {
  semver: { ask: { readonly v: string }; answer: SemverAnswer };
  /** semver.Compare */
  compare: { ask: { readonly v: string; readonly w: string }; answer: number };
  path: { ask: { readonly path: string }; answer: PathAnswer };
  /** module.CheckPathMajor (null: it fits) and PathMajorPrefix (its panic as an error) */
  pathMajor: {
    ask: { readonly v: string; readonly pathMajor: string };
    answer: { readonly check: string | null; readonly prefix: ValueOr };
  };
  /** module.Check; null: path and version fit */
  check: { ask: { readonly path: string; readonly version: string }; answer: { readonly reason: string | null } };
  /** module.MatchPrefixPatterns */
  match: { ask: { readonly globs: string; readonly target: string }; answer: boolean };
  /** path.Match */
  glob: {
    ask: { readonly pattern: string; readonly name: string };
    answer: { readonly matched: boolean; readonly malformed: boolean };
  };
  gover: { ask: { readonly v: string; readonly w: string }; answer: GoverAnswer };
  /** gover.FromToolchain (empty: none) and whether modfile.ToolchainRE matches */
  toolchain: { ask: { readonly name: string }; answer: { readonly version: string; readonly inToolchainLine: boolean } };
  /** gover.ModCompare of `v` and `w`, gover.ModIsValid of `v` */
  modCompare: {
    ask: { readonly path: string; readonly v: string; readonly w: string };
    answer: { readonly compare: number; readonly valid: boolean };
  };
  /** gover.ModSort of [path, version] pairs; stable up to 12 of them */
  modSort: { ask: { readonly list: readonly (readonly [string, string])[] }; answer: readonly (readonly [string, string])[] };
  /** modfile.MustQuote, AutoQuote, strconv.Unquote, and modfile.ModulePath (of the text as a whole file) */
  token: {
    ask: { readonly text: string };
    answer: {
      readonly mustQuote: boolean;
      readonly autoQuote: string;
      readonly unquoted: ValueOr;
      readonly modulePath: string;
    };
  };
  /** modfile.Parse, ParseLax or ParseWork, each without a version fixer */
  parse: { ask: Source & { readonly kind: "mod" | "lax" | "work" }; answer: ParseAnswer };
  /** parse, the edits in turn, Cleanup, Format. `go mod edit` also sorts: then the last edit is `SortBlocks` */
  edit: {
    ask: Source & { readonly kind: "mod" | "work"; readonly edits: readonly ModfileEdit[] };
    answer: { readonly text: string | null; readonly reason: string | null };
  };
  /** the `h1:` hash that go.sum has for a go.mod file */
  sum: { ask: Source; answer: string };
  /** the imports of a Go file on the disk (go/parser with ImportsOnly), offsets in bytes; null where it is no Go */
  imports: {
    ask: { readonly path: string };
    answer: { readonly imports: readonly { readonly path: string; readonly start: number; readonly end: number }[] | null };
  };
}

export type Operation = keyof Operations;
export type Request = { [Op in Operation]: { readonly op: Op } & Operations[Op]["ask"] }[Operation];
export type Answer<Op extends Operation> = Operations[Op]["answer"];

/** A running oracle. It keeps the process alive until it is closed. */
export interface Oracle {
  /**
   * The answers to any number of requests, in their order.
   * @throws Error when a request is malformed, the code asked panicked, or the program ended
   */
  ask<R extends Request>(requests: readonly R[]): Promise<Answer<R["op"]>[]>;
  close(): Promise<void>;
}

/** Why the oracle cannot run here, or undefined when it can: it needs the go command. */
export function available(): string | undefined {
  const { error, status } = spawnSync("go", ["version"], { stdio: "ignore" });
  if (error !== undefined) return `the go command is not here (${error.message})`;
  return status === 0 ? undefined : `"go version" ended with status ${status}`;
}

/**
 * Builds the oracle if this source was not built before, and starts it.
 * @throws Error with the compiler's words when it cannot be built
 */
export async function startOracle(): Promise<Oracle> {
  return connect(spawn(await build(), [], { stdio: ["pipe", "pipe", "inherit"] }));
}

interface Waiting {
  readonly requests: readonly Request[];
  readonly answers: unknown[];
  resolve(answers: unknown[]): void;
  reject(error: Error): void;
}

function connect(child: ChildProcess): Oracle {
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error("the oracle has no pipes");
  const queue: Waiting[] = [];
  const ended = new Promise<void>((resolve) => {
    const end = (why: string) => {
      for (const waiting of queue.splice(0)) waiting.reject(new Error(`the oracle ended: ${why}`));
      resolve();
    };
    child.once("error", (error) => end(error.message));
    child.once("close", (code, signal) => end(`status ${code ?? signal}`));
  });
  // A write to a program that just ended fails too; "close" says why.
  stdin.on("error", () => {});

  let partial = "";
  stdout.setEncoding("utf8");
  stdout.on("data", (chunk: string) => {
    const lines = (partial + chunk).split("\n");
    partial = lines.pop() ?? "";
    for (const line of lines) receive(queue, line);
  });

  return {
    ask<R extends Request>(requests: readonly R[]): Promise<Answer<R["op"]>[]> {
      if (requests.length === 0) return Promise.resolve([]);
      return new Promise((resolve, reject) => {
        if (child.exitCode !== null || child.signalCode !== null) return reject(new Error("the oracle ended before"));
        queue.push({ requests, answers: [], resolve: (answers) => resolve(answers as Answer<R["op"]>[]), reject });
        stdin.write(`${requests.map((request) => JSON.stringify(request)).join("\n")}\n`);
      });
    },
    close() {
      stdin.end();
      return ended;
    },
  };
}

/** One line of answer, for the first who waits. A failed answer fails the whole batch, once its last line has come. */
function receive(queue: Waiting[], line: string): void {
  const first = queue[0];
  if (first === undefined) throw new Error(`the oracle answered unasked: ${line}`);
  first.answers.push(JSON.parse(line));
  if (first.answers.length < first.requests.length) return;
  queue.shift();
  const answers = first.answers as readonly { readonly ok?: unknown; readonly error?: string }[];
  const failed = answers.findIndex(({ error }) => error !== undefined);
  if (failed === -1) first.resolve(answers.map(({ ok }) => ok));
  else first.reject(new Error(`${answers[failed]?.error}, asked ${JSON.stringify(first.requests[failed])}`));
}

/** The path of the built program. */
async function build(): Promise<string> {
  const source = sourceFolder();
  const hash = createHash("sha256").update(spawnSync("go", ["version"], { encoding: "utf8" }).stdout ?? "");
  for (const name of readdirSync(source).sort()) hash.update(`\0${name}\0`).update(readFileSync(join(source, name)));
  const folder = join(cacheFolder(), "gomod-lint", "oracle");
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = join(folder, `${hash.digest("hex").slice(0, 16)}${suffix}`);
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  // Test files may build at once: each builds its own, and the last rename wins.
  const building = `${program}.${process.pid}${suffix}`;
  const env = { ...process.env, GOWORK: "off", GOFLAGS: "-mod=readonly" };
  try {
    await promisify(execFile)("go", ["build", "-trimpath", "-buildvcs=false", "-o", building, "."], { cwd: source, env });
    renameSync(building, program);
  } finally {
    rmSync(building, { force: true });
  }
  return program;
}

/** `test/differential/oracle` of the repository, from wherever the compiled tests are. */
function sourceFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "test", "differential", "oracle", "go.mod"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no test/differential/oracle/go.mod above ${fileURLToPath(import.meta.url)}`);
    folder = parent;
  }
  return join(folder, "test", "differential", "oracle");
}

/** The user's own cache directory: one that others cannot write a program into. */
function cacheFolder(): string {
  const named = process.platform === "win32" ? process.env["LOCALAPPDATA"] : process.env["XDG_CACHE_HOME"];
  if (named !== undefined && named !== "") return named;
  return process.platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache");
}
