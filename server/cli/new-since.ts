import type { Diagnostic } from "../analysis/finding.ts";
import { fingerprint } from "../analysis/fingerprint.ts";
import { pathsOf, wayDown } from "../environment/file-paths.ts";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { changedLines } from "./changed-lines.ts";
import type { ExitCode, Io } from "./io.ts";
import type { LintFilter } from "./lint-file.ts";

/** The texts that files had at a revision, by absolute path; a file that was not there has none. */
export type TextsAt = ReadonlyMap<string, string>;

/** Why they cannot be had. */
export interface NoTexts {
  readonly problem: string;
  readonly hint: string;
  readonly exit: ExitCode;
}

/**
 * Asks git for the texts of files at a revision, in the repository that the working directory is in. Only git's objects are read: no hook,
 * filter or helper program that the repository names is run, and nothing is fetched.
 * @param paths absolute
 */
export async function textsAtRevision(io: Io, revision: string, paths: readonly string[]): Promise<TextsAt | NoTexts> {
  const { host } = io;
  const top = await io.git(["rev-parse", "--show-toplevel"], host.cwd, "");
  if ("failed" in top) {
    const problem =
      top.failed === "ENOENT" ? "--new-from-rev needs git, which is not there" : `git could not be started (${top.failed})`;
    return { problem, hint: "--baseline does without", exit: 3 };
  }
  if (!top.ok)
    return { problem: `--new-from-rev ${revision}: ${firstLine(top.stderr)}`, hint: "it needs a git repository", exit: 2 };
  const commit = await io.git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`], host.cwd, "");
  if ("failed" in commit || !commit.ok) {
    const hint = "a shallow clone has only a few: fetch it first";
    return { problem: `--new-from-rev ${revision}: there is no such revision`, hint, exit: 2 };
  }
  const root = decodeUtf8(top.stdout).replace(/\r?\n$/, "");
  const id = decodeUtf8(commit.stdout).trim();
  const named = paths.flatMap((path) => {
    const name = nameIn(io, root, path);
    return name === undefined ? [] : [{ path, spec: `${id}:${name}\n` }];
  });
  const batch = await io.git(["cat-file", "--batch"], host.cwd, encodeUtf8(named.map(({ spec }) => spec).join("")));
  if ("failed" in batch || !batch.ok) {
    const why = "failed" in batch ? batch.failed : firstLine(batch.stderr);
    return {
      problem: `--new-from-rev ${revision}: git could not read it (${why})`,
      hint: "a partial clone has only a few files, and nothing is fetched here; git fsck looks for damage",
      exit: 3,
    };
  }
  const texts = readBatch(batch.stdout);
  return new Map(
    named.flatMap(({ path }, i): [string, string][] => {
      const text = texts[i];
      return text === undefined ? [] : [[path, text]];
    }),
  );
}

/** The path of a file in the repository; undefined outside of it, and for a name that git's list of names has no place for. */
function nameIn({ host }: Pick<Io, "host">, root: string, path: string): string | undefined {
  const paths = pathsOf(host);
  const real = (at: string): string => host.realPath(at) ?? at;
  const name = wayDown(host, real(root), paths.join(real(paths.dirname(path)), paths.basename(path)));
  return name === undefined || name.includes("\n") ? undefined : name;
}

/** The answers of `git cat-file --batch`, in order: `ID TYPE SIZE`, a newline, as many bytes, a newline; undefined for what there is not. */
function readBatch(bytes: Uint8Array): readonly (string | undefined)[] {
  const texts: (string | undefined)[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at);
    if (end === -1) break;
    const [, type, size] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(decodeUtf8(bytes.subarray(at, end))) ?? [];
    at = end + 1;
    if (size === undefined) {
      texts.push(undefined);
      continue;
    }
    texts.push(type === "blob" ? decodeUtf8(bytes.subarray(at, at + Number(size))) : undefined);
    at += Number(size) + 1;
  }
  return texts;
}

/**
 * Leaves the findings that are new since files had these texts: those on lines that have changed, and those that the earlier text does not
 * have, since a changed line can make another one wrong. What stands in another file (go.sum) is always left.
 */
export function newSince(texts: TextsAt, workspace: Workspace): LintFilter {
  const known = new Map<string, readonly string[]>();
  return (document, { diagnostics }) => {
    const { path, file } = document;
    const before = texts.get(path);
    if (before === undefined) return diagnostics;
    const earlier = workspace.documents.parse(path, before);
    const old = known.get(path) ?? workspace.lint(earlier).result.diagnostics.map((d) => fingerprint(d, earlier.file));
    known.set(path, old);
    const left = [...old];
    const changed = changedLines(before, file.text);
    const isNew = (finding: Diagnostic): boolean => {
      const at = left.indexOf(fingerprint(finding, file));
      if (at !== -1) left.splice(at, 1);
      return at === -1 || finding.place !== undefined || changed.has(file.lines.position(finding.span.start).line);
    };
    return diagnostics.filter(isNew);
  };
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]?.replace(/^fatal: /, "") ?? "";
}
