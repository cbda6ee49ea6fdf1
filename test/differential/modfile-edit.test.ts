import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  addExclusion,
  addPath,
  addReplacement,
  addRequirement,
  addRetraction,
  removeEntry,
  setGo,
  setGodebug,
  setIndirect,
  setModulePath,
  setReplacementTarget,
  setRequirementVersion,
  setToolchain,
} from "../../server/modfile/edit.ts";
import { removeEntries } from "../../server/modfile/edit-remove.ts";
import { format } from "../../server/modfile/format.ts";
import { readModFile, readWorkFile } from "../../server/modfile/meaning.ts";
import type { Entry, ModFile, WorkFile } from "../../server/modfile/mod-file.ts";
import { readSyntax } from "../../server/modfile/read-syntax.ts";
import type { Block } from "../../server/modfile/syntax.ts";
import { applyEdits, type TextEdit } from "../../server/text/edits.ts";
import { cachedModFiles, goCommandCorpus } from "../modfile/corpus.ts";
import { random as seeded } from "../support/random.ts";
import type { ModfileEdit } from "./oracle.ts";
import { describeWithOracle } from "./with-oracle.ts";

/** One edit, by this program and by modfile. */
interface EditCase {
  readonly name: string;
  readonly file: ModFile | WorkFile;
  readonly edits: readonly TextEdit[];
  readonly go: readonly ModfileEdit[];
}

const seed = Number(process.env["FUZZ_SEED"] ?? 1);

describeWithOracle("edits against modfile's own", (oracle) => {
  it("gives the text that modfile's edit, Cleanup and Format give, for formatted files", async function () {
    this.timeout(300_000);
    const random = seeded(seed).next;
    const cases = formattedFiles().flatMap(({ name, file }) =>
      (file.kind === "mod" ? modCases(file, random) : workCases(file, random)).map((edit) => ({
        ...edit,
        name: `${name}: ${edit.name}`,
        file,
      })),
    );
    assert.ok(cases.length > 10_000, `only ${cases.length} edits`);
    for (let from = 0; from < cases.length; from += 500) {
      const batch = cases.slice(from, from + 500);
      const answers = await oracle().ask(
        batch.map(({ file, go }) => ({
          op: "edit" as const,
          text: file.text,
          kind: file.kind,
          edits: [...go, { do: "SortBlocks" as const }],
        })),
      );
      batch.forEach(({ name, file, edits }, index) => {
        const { text, reason } = answers[index] ?? {};
        assert.equal(reason ?? null, null, name);
        assert.equal(applyEdits(file.text, edits), text, name);
      });
    }
  });
});

/** Files without errors, as `go mod edit -fmt` leaves them. */
function formattedFiles(): { readonly name: string; readonly file: ModFile | WorkFile }[] {
  const cached = cachedModFiles()
    .filter((_, index) => index % 6 === 0)
    .map((path) => ({ name: path, kind: "mod" as const, text: readFileSync(path, "utf8") }));
  return [...goCommandCorpus(), ...cached].flatMap(({ name, kind, text }) => {
    const raw = read(text, kind);
    if (raw.errors.length > 0) return [];
    const file = read(format(raw), kind);
    // modfile prints some files as what it reads otherwise: a retracted "a b", say.
    return file.errors.length === 0 && format(file) === file.text ? [{ name, file }] : [];
  });
}

function read(text: string, kind: "mod" | "work"): ModFile | WorkFile {
  return kind === "mod" ? readModFile(readSyntax(text)) : readWorkFile(readSyntax(text));
}

type Edit = Pick<EditCase, "name" | "edits" | "go">;

function modCases(file: ModFile, random: () => number): Edit[] {
  const { require, exclude, retract } = file;
  const path = `example.com/${pick(["aaa", "mmm", "zzz"], random)}`;
  const all = require.map((r) => ({ path: r.path.value, version: r.version.value, indirect: r.indirect }));
  // SetRequire and SetRequireSeparateIndirect take repeated requirements out.
  const repeats = new Set(all.map((r) => r.path)).size < all.length;
  const cases = [...sharedCases(file, path, random)];
  const add = (name: string, edits: readonly TextEdit[], ...go: ModfileEdit[]) => cases.push({ name, edits, go });

  const [requirement] = single(require, (r) => r.path.value, random);
  if (requirement !== undefined) {
    const version = `${majorOf(requirement.path.value) ?? "v1"}.99.0`;
    add("set version", setRequirementVersion(file, requirement, version), {
      do: "AddRequire",
      path: requirement.path.value,
      version,
    });
    if (goesAlone(file, requirement))
      add("remove requirement", removeEntry(file, requirement, asModfile), { do: "DropRequire", path: requirement.path.value });
    // SetRequire also drops blank lines above the lines that it sets.
    if (!repeats && !require.some(hasBlankAbove)) {
      const changed = all.map((r) => (r.path === requirement.path.value ? { ...r, indirect: !r.indirect } : r));
      add("indirect", setIndirect(file, requirement, !requirement.indirect), { do: "SetRequire", require: changed });
    }
  }
  const several = require.filter((r) => random() < 0.4 && goesAlone(file, r)).map((r) => r.path.value);
  add(
    "remove requirements",
    removeEntries(
      file,
      require.filter((r) => several.includes(r.path.value)),
      asModfile,
    ),
    ...several.map((p): ModfileEdit => ({ do: "DropRequire", path: p })),
  );
  if (!all.some((r) => r.path === path)) {
    for (const indirect of [false, true]) {
      const entry = { path, version: "v1.2.0", indirect };
      const separate = Number(file.go?.version.value.split(".")[1] ?? 0) >= 17;
      // modfile parts a single block of both kinds, which this program leaves as it is.
      if (separate && (repeats || hasMixedBlock(file))) continue;
      add(
        "add requirement",
        addRequirement(file, path, entry.version, indirect),
        separate ? { do: "SetRequireSeparateIndirect", require: [...all, entry] } : { do: "AddNewRequire", ...entry },
      );
    }
  }

  add("exclude", addExclusion(file, path, "v1.3.0"), { do: "AddExclude", path, version: "v1.3.0" });
  const excluded = exclude[Math.floor(random() * exclude.length)];
  if (excluded !== undefined) {
    const name = excluded.path.value;
    const version = `${majorOf(name) ?? "v0"}.77.0`;
    add("exclude another version", addExclusion(file, name, version), { do: "AddExclude", path: name, version });
    if (goesAlone(file, excluded))
      add("remove exclusion", removeEntry(file, excluded, asModfile), {
        do: "DropExclude",
        path: name,
        version: excluded.version.value,
      });
  }

  if (majorOf(file.module?.path.value ?? "") === undefined) {
    add("retract", addRetraction(file, "v1.0.1", "v1.0.1", ""), { do: "AddRetract", low: "v1.0.1", high: "v1.0.1", text: "" });
    const interval = { low: "v1.0.0", high: "v1.0.9" };
    add("retract an interval", addRetraction(file, interval.low, interval.high, "because\nso"), {
      do: "AddRetract",
      ...interval,
      text: "because\nso",
    });
  }
  const [retraction] = single(retract, (r) => `${r.low.value} ${r.high.value}`, random);
  if (retraction !== undefined && goesAlone(file, retraction)) {
    add("remove retraction", removeEntry(file, retraction, asModfile), {
      do: "DropRetract",
      low: retraction.low.value,
      high: retraction.high.value,
    });
  }

  // Without a module line modfile adds it at the end, this program at the top.
  if (file.module !== undefined)
    add("module", setModulePath(file, "example.com/x"), { do: "AddModuleStmt", path: "example.com/x" });
  add("tool", addPath(file, "tool", path), { do: "AddTool", path });
  add("ignore", addPath(file, "ignore", "./mmm"), { do: "AddIgnore", path: "./mmm" });
  const tool = file.tool[Math.floor(random() * file.tool.length)];
  if (tool !== undefined) add("remove tool", removeEntry(file, tool, asModfile), { do: "DropTool", path: tool.path.value });
  const ignored = file.ignore[Math.floor(random() * file.ignore.length)];
  if (ignored !== undefined)
    add("remove ignore", removeEntry(file, ignored, asModfile), { do: "DropIgnore", path: ignored.path.value });
  return cases;
}

function workCases(file: WorkFile, random: () => number): Edit[] {
  const cases = [...sharedCases(file, "example.com/mmm", random)];
  cases.push({ name: "use", edits: addPath(file, "use", "./mmm"), go: [{ do: "AddUse", path: "./mmm" }] });
  const [use] = single(file.use, (u) => u.path.value, random);
  if (use !== undefined)
    cases.push({ name: "remove use", edits: removeEntry(file, use, asModfile), go: [{ do: "DropUse", path: use.path.value }] });
  return cases;
}

function sharedCases(file: ModFile | WorkFile, path: string, random: () => number): Edit[] {
  const cases: Edit[] = [];
  const add = (name: string, edits: readonly TextEdit[], go: ModfileEdit) => cases.push({ name, edits, go: [go] });
  // The go line decides how exclusions are sorted.
  if (file.kind === "work" || file.exclude.length === 0) {
    add("go", setGo(file, "1.23.4"), { do: "AddGoStmt", version: "1.23.4" });
    if (file.go !== undefined) add("remove go", removeEntry(file, file.go, asModfile), { do: "DropGoStmt" });
  }
  add("toolchain", setToolchain(file, "go1.99.0"), { do: "AddToolchainStmt", version: "go1.99.0" });
  if (file.toolchain !== undefined)
    add("remove toolchain", removeEntry(file, file.toolchain, asModfile), { do: "DropToolchainStmt" });
  add("new godebug", setGodebug(file, "mmm", "1"), { do: "AddGodebug", key: "mmm", value: "1" });
  const [setting] = single(file.godebug, (g) => g.key.value, random);
  if (setting !== undefined) {
    const key = setting.key.value;
    add("godebug", setGodebug(file, key, "77"), { do: "AddGodebug", key, value: "77" });
    add("remove godebug", removeEntry(file, setting, asModfile), { do: "DropGodebug", key });
  }

  const [newPath, newVersion] = random() < 0.5 ? ["example.com/new", "v1.5.0"] : ["../new", undefined];
  const target = { newPath, newVersion: newVersion ?? "" };
  if (!file.replace.some((r) => r.oldPath.value === path)) {
    add("replace", addReplacement(file, path, undefined, newPath, newVersion), {
      do: "AddReplace",
      path,
      version: "",
      ...target,
    });
  }
  const [replacement] = single(file.replace, (r) => r.oldPath.value, random);
  if (replacement !== undefined) {
    const old = { path: replacement.oldPath.value, version: replacement.oldVersion?.value ?? "" };
    add("replace otherwise", setReplacementTarget(file, replacement, newPath, newVersion), {
      do: "AddReplace",
      ...old,
      ...target,
    });
    if (goesAlone(file, replacement))
      add("remove replacement", removeEntry(file, replacement, asModfile), { do: "DropReplace", ...old });
    const version = `${majorOf(old.path) ?? "v0"}.77.0`;
    add("replace another version", addReplacement(file, old.path, version, newPath, newVersion), {
      do: "AddReplace",
      path: old.path,
      version,
      ...target,
    });
  }
  return cases;
}

/** One of the entries whose key no other entry has; none when there is none. */
function single<T>(entries: readonly T[], key: (entry: T) => string, random: () => number): readonly T[] {
  const own = entries.filter((entry) => entries.filter((other) => key(other) === key(entry)).length === 1);
  return own.length === 0 ? [] : [pick(own, random)];
}

/** Comments of removed lines go with them, as modfile has it; fixes keep them. */
const asModfile = { comments: "drop" } as const;

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** The major version that a path demands. */
function majorOf(path: string): string | undefined {
  return /[/.](v\d+)(?:-unstable)?$/.exec(path)?.[1];
}

/**
 * Whether what stands above an entry goes with it. Where a group of lines goes on below, this program keeps the comments and the blank
 * line above the group, which modfile drops.
 */
function goesAlone(file: ModFile | WorkFile, entry: Entry): boolean {
  const block = file.syntax.statements.find((s): s is Block => s.kind === "block" && s.lines.includes(entry.line));
  const next = block?.lines[block.lines.indexOf(entry.line) + 1];
  return entry.line.before.length === 0 || next === undefined || next.before.length > 0;
}

function hasBlankAbove({ line }: Entry): boolean {
  return line.before.some((comment) => comment.text === "");
}

function hasMixedBlock({ syntax, require }: ModFile): boolean {
  const indirect = new Map(require.map((r) => [r.line, r.indirect]));
  return syntax.statements.some(
    (s) => s.kind === "block" && s.tokens[0]?.text === "require" && new Set(s.lines.map((line) => indirect.get(line))).size > 1,
  );
}
