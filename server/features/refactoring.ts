import type { Entry, ModFile, WorkFile } from "../modfile/mod-file.ts";
import type { TextEdit } from "../text/edits.ts";
import type { Span } from "../text/span.ts";

/** A change that nothing is wrong without, of the file and perhaps of another one. */
export interface Refactoring {
  /** an imperative */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** what it does to a file besides: make it, or change the text that it has now */
  readonly other?:
    | { readonly path: string; readonly create: string }
    | { readonly path: string; readonly text: string; readonly edits: readonly TextEdit[] };
}

/** The go.work file that is in force for a go.mod, or that would be if it were made. */
export interface WorkPlace {
  /** absolute */
  readonly path: string;
  /** absent: there is none yet */
  readonly file?: WorkFile;
  /** a directory, relative to that of go.mod or absolute, as `path` would name it in a `use` line */
  use(directory: string): string;
}

/** What refactorings may ask of the machine: only what an action under the cursor needs is read. */
export interface RefactoringPort {
  /** the versions of a module that are known without asking the network, ascending; none that its newest version retracts */
  versions(modulePath: string): readonly string[];
  /** undefined where workspaces are switched off */
  work(): WorkPlace | undefined;
}

/** Whether an entry stands on a line of text that a selection has a part of. */
export function isSelected({ lines }: ModFile | WorkFile, { start, end }: Span, { span }: Pick<Entry, "span">): boolean {
  return (
    lines.position(span.start).line <= lines.position(end).line && lines.position(span.end).line >= lines.position(start).line
  );
}

/** The one entry that a selection is on. */
export function selectedEntry<T extends Entry>(file: ModFile | WorkFile, span: Span, entries: readonly T[]): T | undefined {
  const found = entries.filter((entry) => isSelected(file, span, entry));
  return found.length === 1 ? found[0] : undefined;
}
