import type { TextEdit } from "../text/edits.ts";
import { compareGoVersions, separateIndirectVersion } from "../version/go-version.ts";
import { appendStatement, insertBefore, insertBehind, insertLine, type NewLine } from "./edit-insert.ts";
import { type RemoveOptions, removeEntries } from "./edit-remove.ts";
import { requirementHome } from "./edit-require.ts";
import { trimSpace } from "./go-text.ts";
import { statementOf } from "./layout.ts";
import type { Entry, Exclusion, Located, ModFile, Replacement, Requirement, WorkFile } from "./mod-file.ts";
import { autoQuote } from "./quote.ts";
import type { Statement } from "./syntax.ts";

/*
 * Edits of go.mod and go.work as few changes of the text: what they do not concern stays as it is, comments and line ends too. They
 * follow the methods of modfile.File that they are named for, and keep comments that those would lose.
 */

/** Sets the version of one requirement. */
export function setRequirementVersion(file: ModFile, requirement: Requirement, version: string): readonly TextEdit[] {
  return setValue(file, requirement.version, version);
}

/** Requires a module that is not required yet (File.SetRequireSeparateIndirect; AddNewRequire below go 1.17). */
export function addRequirement(file: ModFile, path: string, version: string, indirect: boolean): readonly TextEdit[] {
  const line: NewLine = {
    verb: "require",
    args: [autoQuote(path), version],
    ...(indirect && { suffix: "// indirect" }),
  };
  const go = file.go?.version.value;
  if (go === undefined || compareGoVersions(go, separateIndirectVersion) < 0) return insertLine(file, line);
  const home = requirementHome(file, indirect);
  if (home === undefined) return insertLine(file, line);
  if (home.place === "in") return insertLine(file, line, home.statement);
  return home.place === "before" ? insertBefore(file, home.statement, line) : insertBehind(file, home.statement, line);
}

/** Marks a requirement as indirect, or takes the mark away; other words of its comment stay (Require.setIndirect). */
export function setIndirect(_file: ModFile, requirement: Requirement, indirect: boolean): readonly TextEdit[] {
  if (requirement.indirect === indirect) return [];
  const { line } = requirement;
  const [comment] = line.suffix;
  if (comment === undefined) return [{ span: { start: line.span.end, end: line.span.end }, text: " // indirect" }];
  const words = trimSpace(comment.text.slice(2));
  if (indirect) return [{ span: comment.span, text: words === "" ? "// indirect" : `// indirect; ${words}` }];
  if (words === "indirect") return [{ span: { start: line.span.end, end: comment.span.end }, text: "" }];
  const mark = "indirect;";
  return [{ span: comment.span, text: `//${comment.text.slice(comment.text.indexOf(mark) + mark.length)}` }];
}

/** Adds a replacement: beside one of the same module, else at the end of the file (modfile's addReplace, with nothing there to update). */
export function addReplacement(
  file: ModFile | WorkFile,
  oldPath: string,
  oldVersion: string | undefined,
  newPath: string,
  newVersion: string | undefined,
): readonly TextEdit[] {
  const left = [autoQuote(oldPath), ...(oldVersion === undefined ? [] : [oldVersion])];
  const args = [...left, "=>", ...target(newPath, newVersion)];
  return insertBeside(
    file,
    { verb: "replace", args },
    homeOf(file, file.replace, (r) => r.oldPath.value === oldPath),
  );
}

/** Lets a replacement point elsewhere: to another directory (`newVersion` undefined), module or version. */
export function setReplacementTarget(
  _file: ModFile | WorkFile,
  replacement: Replacement,
  newPath: string,
  newVersion: string | undefined,
): readonly TextEdit[] {
  const { start } = replacement.newPath.span;
  const { end } = (replacement.newVersion ?? replacement.newPath).span;
  return [{ span: { start, end }, text: target(newPath, newVersion).join(" ") }];
}

/** Excludes a version: beside others of the same module, else at the end of the file (File.AddExclude). */
export function addExclusion(file: ModFile, path: string, version: string): readonly TextEdit[] {
  const same = (x: Exclusion) => x.path.value === path;
  if (file.exclude.some((x) => same(x) && x.version.value === version)) return [];
  return insertBeside(file, { verb: "exclude", args: [autoQuote(path), version] }, homeOf(file, file.exclude, same));
}

/** Retracts a version (`low` and `high` the same) or interval, with the reason, if any, in comments above (File.AddRetract). */
export function addRetraction(file: ModFile, low: string, high: string, rationale: string): readonly TextEdit[] {
  const args = low === high ? [low] : ["[", low, ",", high, "]"];
  const above = rationale === "" ? undefined : rationale.split("\n").map((line) => `// ${line}`);
  return insertLine(file, { verb: "retract", args, ...(above && { above }) });
}

/** Sets the go line, or adds one: in go.mod below the module line, in go.work above everything but comments (AddGoStmt). */
export function setGo(file: ModFile | WorkFile, version: string): readonly TextEdit[] {
  if (file.go !== undefined) return setValue(file, file.go.version, version);
  return addHead(file, { verb: "go", args: [version] }, file.kind === "mod" ? file.module : undefined);
}

/** Sets the toolchain line, or adds one below the go line (AddToolchainStmt). */
export function setToolchain(file: ModFile | WorkFile, name: string): readonly TextEdit[] {
  if (file.toolchain !== undefined) return setValue(file, file.toolchain.version, name);
  return addHead(file, { verb: "toolchain", args: [name] }, file.go ?? (file.kind === "mod" ? file.module : undefined));
}

/** Sets the first godebug line of a key and takes out its others, or adds one (AddGodebug). */
export function setGodebug(file: ModFile | WorkFile, key: string, value: string): readonly TextEdit[] {
  const [first, ...others] = file.godebug.filter((g) => g.key.value === key);
  if (first === undefined) return insertLine(file, { verb: "godebug", args: [`${key}=${value}`] });
  return [...setValue(file, first.value, value), ...removeEntries(file, others)];
}

/** Sets the module's path, or adds a module line at the top (AddModuleStmt adds it at the end). */
export function setModulePath(file: ModFile, path: string): readonly TextEdit[] {
  if (file.module !== undefined) return setValue(file, file.module.path, autoQuote(path));
  return addHead(file, { verb: "module", args: [autoQuote(path)] }, undefined, true);
}

/** Adds a `tool` or `ignore` line of go.mod, or a `use` line of go.work, unless it is there. */
export function addPath(file: ModFile | WorkFile, verb: "tool" | "ignore" | "use", path: string): readonly TextEdit[] {
  const lines = file.kind === "work" ? (verb === "use" ? file.use : undefined) : verb === "use" ? undefined : file[verb];
  if (lines === undefined || lines.some((line) => line.path.value === path)) return [];
  return insertLine(file, { verb, args: [autoQuote(path)] });
}

/** Takes an entry's line out. To take out several at once, {@link removeEntries}: its edits never overlap. */
export function removeEntry(file: ModFile | WorkFile, entry: Entry, options?: RemoveOptions): readonly TextEdit[] {
  return removeEntries(file, [entry], options);
}

function setValue(file: ModFile | WorkFile, { span }: Located, text: string): readonly TextEdit[] {
  return file.text.slice(span.start, span.end) === text ? [] : [{ span, text }];
}

/** A line of which there is one: below another entry, else above the first statement (go.mod: behind the last, as modfile has it). */
function addHead(
  file: ModFile | WorkFile,
  line: NewLine,
  above: Entry | undefined,
  first = file.kind === "work",
): readonly TextEdit[] {
  const statement = above && statementOf(file, above.line);
  if (statement !== undefined) return insertBehind(file, statement, line);
  const top = first ? file.syntax.statements.find((s) => s.kind !== "comment") : undefined;
  return top === undefined ? insertLine(file, line) : insertBefore(file, top, line);
}

/** The statement of the last entry that fits. */
function homeOf<T extends Entry>(
  file: ModFile | WorkFile,
  entries: readonly T[],
  fits: (entry: T) => boolean,
): Statement | undefined {
  const entry = entries.findLast(fits);
  return entry && statementOf(file, entry.line);
}

function insertBeside(file: ModFile | WorkFile, line: NewLine, home: Statement | undefined): readonly TextEdit[] {
  return home === undefined ? appendStatement(file, line) : insertLine(file, line, home);
}

function target(path: string, version: string | undefined): readonly string[] {
  return [autoQuote(path), ...(version === undefined ? [] : [version])];
}
