import type { LineIndex } from "../text/line-index.ts";
import type { Span } from "../text/span.ts";
import type { FileSyntax, Line, SyntaxProblem } from "./syntax.ts";

/**
 * A value of the file with the place where it is spelled: `value` unquoted, `span` with the quotes. A version's value is canonical
 * (module.CanonicalVersion), as modfile has it: where the file says `v1` it is v1.0.0.
 */
export interface Located {
  readonly value: string;
  readonly span: Span;
}

/** What every directive has: its place (the whole line's tokens) and its line with the comments. */
export interface Entry {
  readonly span: Span;
  readonly line: Line;
}

export interface ModuleDirective extends Entry {
  readonly path: Located;
  /** the message behind `Deprecated:` in the directive's comments */
  readonly deprecated?: string;
}
/** `go` and `toolchain` lines */
export interface VersionDirective extends Entry {
  readonly version: Located;
}
export interface Godebug extends Entry {
  readonly key: Located;
  readonly value: Located;
}
export interface Requirement extends Entry {
  readonly path: Located;
  readonly version: Located;
  readonly indirect: boolean;
}
export interface Exclusion extends Entry {
  readonly path: Located;
  readonly version: Located;
}
export interface Replacement extends Entry {
  readonly oldPath: Located;
  /** absent: every version is replaced */
  readonly oldVersion?: Located;
  readonly newPath: Located;
  /** absent: `newPath` is a directory */
  readonly newVersion?: Located;
}
/** A retracted version (`low` and `high` are the same) or interval. Without a fixer modfile takes any string as a version here. */
export interface Retraction extends Entry {
  readonly low: Located;
  readonly high: Located;
  /** the comment that says why, as the go command reads it; empty when there is none */
  readonly rationale: string;
}
/** `tool`, `ignore` (go.mod) and `use` (go.work) lines */
export interface PathDirective extends Entry {
  readonly path: Located;
}

/** What go.mod and go.work share. */
interface Common {
  readonly text: string;
  readonly lines: LineIndex;
  readonly syntax: FileSyntax;
  /** in the order of their places; empty exactly when modfile.Parse (ParseWork) accepts the file */
  readonly errors: readonly SyntaxProblem[];
  /**
   * Versions that the go command would look up: those of `errors` that are marked `unresolved`, and those that modfile.Parse accepts
   * although they are not canonical (`v1`, `v1.2.3+meta`), which are no errors.
   */
  readonly unresolved: readonly SyntaxProblem[];
  readonly go?: VersionDirective;
  readonly toolchain?: VersionDirective;
  readonly godebug: readonly Godebug[];
  readonly replace: readonly Replacement[];
}

/** A go.mod file, in the terms of the Go Modules Reference. Frozen. Entries that have errors are left out, the others stay. */
export interface ModFile extends Common {
  readonly kind: "mod";
  readonly module?: ModuleDirective;
  readonly require: readonly Requirement[];
  readonly exclude: readonly Exclusion[];
  readonly retract: readonly Retraction[];
  readonly tool: readonly PathDirective[];
  readonly ignore: readonly PathDirective[];
}

/** A go.work file. Frozen. */
export interface WorkFile extends Common {
  readonly kind: "work";
  readonly use: readonly PathDirective[];
}
