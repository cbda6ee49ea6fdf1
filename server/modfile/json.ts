import { duplicates } from "./format.ts";
import type { Entry, ModFile, Replacement, WorkFile } from "./mod-file.ts";

/** What `go mod edit -json` prints; a list that is empty is null. */
export interface ModFileJson {
  readonly Module: { readonly Path: string; readonly Deprecated?: string };
  readonly Go?: string;
  readonly Toolchain?: string;
  readonly GoDebug?: readonly { readonly Key: string; readonly Value: string }[];
  readonly Require: readonly { readonly Path: string; readonly Version?: string; readonly Indirect?: true }[] | null;
  readonly Exclude: readonly ModuleVersionJson[] | null;
  readonly Replace: readonly ReplacementJson[] | null;
  readonly Retract: readonly { readonly Low?: string; readonly High?: string; readonly Rationale?: string }[] | null;
  readonly Tool: readonly { readonly Path: string }[] | null;
  readonly Ignore: readonly { readonly Path: string }[] | null;
}

/** What `go work edit -json` prints. */
export interface WorkFileJson {
  readonly Go?: string;
  readonly Use: readonly { readonly DiskPath: string }[] | null;
  readonly Replace: readonly ReplacementJson[] | null;
}

export interface ModuleVersionJson {
  readonly Path: string;
  readonly Version?: string;
}

export interface ReplacementJson {
  readonly Old: ModuleVersionJson;
  readonly New: ModuleVersionJson;
}

/** The values of a go.mod file in the shape and order of `go mod edit -json` (modcmd's editPrintJSON). */
export function modFileJson(file: ModFile): ModFileJson {
  const kept = keeper(file);
  return {
    Module: { Path: file.module?.path.value ?? "", ...given("Deprecated", file.module?.deprecated) },
    ...given("Go", file.go?.version.value),
    ...given("Toolchain", file.toolchain?.version.value),
    ...debug(file),
    Require: list(
      file.require.filter((r) => r.path.value !== ""),
      (r) => ({ ...moduleVersion(r.path.value, r.version.value), ...(r.indirect && { Indirect: true as const }) }),
    ),
    Exclude: list(
      kept(file.exclude).filter((x) => x.path.value !== ""),
      (x) => moduleVersion(x.path.value, x.version.value),
    ),
    Replace: list(kept(file.replace).filter(hasOldPath), replacement),
    Retract: list(
      file.retract.filter((r) => r.low.value !== "" || r.high.value !== ""),
      (r) => ({ ...given("Low", r.low.value), ...given("High", r.high.value), ...given("Rationale", r.rationale) }),
    ),
    Tool: list(kept(file.tool), (t) => ({ Path: t.path.value })),
    Ignore: list(kept(file.ignore), (i) => ({ Path: i.path.value })),
  };
}

/** The values of a go.work file in the shape and order of `go work edit -json` (workcmd's editPrintJSON). */
export function workFileJson(file: WorkFile): WorkFileJson {
  const kept = keeper(file);
  return {
    ...given("Go", file.go?.version.value),
    Use: list(
      file.use.filter((u) => u.path.value !== ""),
      (u) => ({ DiskPath: u.path.value }),
    ),
    Replace: list(kept(file.replace).filter(hasOldPath), replacement),
  };
}

/**
 * JSON text as Go's encoder writes it, which escapes what could end a script element or a line.
 * @param indent as of JSON.stringify; `go mod edit -json` indents by a tab and ends in a line end
 */
export function goJson(value: unknown, indent = ""): string {
  return JSON.stringify(value, null, indent).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function debug(file: ModFile): Pick<ModFileJson, "GoDebug"> {
  const settings = file.godebug.filter((g) => g.key.value !== "");
  return settings.length === 0 ? {} : { GoDebug: settings.map((g) => ({ Key: g.key.value, Value: g.value.value })) };
}

/** Filters out what `edit` drops before it prints. */
function keeper(file: ModFile | WorkFile): <T extends Entry>(entries: readonly T[]) => readonly T[] {
  const dropped = duplicates(file);
  return (entries) => (dropped.size === 0 ? entries : entries.filter((entry) => !dropped.has(entry.line)));
}

function hasOldPath(replacement: Replacement): boolean {
  return replacement.oldPath.value !== "";
}

function replacement({ oldPath, oldVersion, newPath, newVersion }: Replacement): ReplacementJson {
  return { Old: moduleVersion(oldPath.value, oldVersion?.value), New: moduleVersion(newPath.value, newVersion?.value) };
}

function moduleVersion(path: string, version: string | undefined): ModuleVersionJson {
  return { Path: path, ...given("Version", version) };
}

/** A field that is left out when it is empty. */
function given<Name extends string>(name: Name, value: string | undefined): { readonly [Key in Name]?: string } {
  return value === undefined || value === "" ? {} : ({ [name]: value } as { readonly [Key in Name]: string });
}

function list<T, Json>(entries: readonly T[], convert: (entry: T) => Json): readonly Json[] | null {
  return entries.length === 0 ? null : entries.map(convert);
}
