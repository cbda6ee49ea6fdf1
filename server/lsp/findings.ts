import type { Diagnostic } from "vscode-languageserver/node";

/** What was found in a document, by the URI of the file where it stands. */
export type FoundByUri = ReadonlyMap<string, readonly Diagnostic[]>;

/** What is known to be wrong, by the file where it stands: a go.mod's findings may stand in go.sum, a go.work's in its modules. */
export class Findings {
  /** by the document that was checked */
  readonly #found = new Map<string, FoundByUri>();
  /** files that a document has ever had findings in: whoever shows them must hear that they are gone */
  readonly #mentioned = new Map<string, Set<string>>();

  /**
   * Takes over what was found in a document, in place of what was found there before.
   * @param owner the document's URI
   * @returns other files whose findings are different now
   */
  set(owner: string, found: FoundByUri): readonly string[] {
    const before = this.#found.get(owner);
    this.#found.set(owner, found);
    const mentioned = new Set([...(this.#mentioned.get(owner) ?? []), ...found.keys()]);
    mentioned.delete(owner);
    this.#mentioned.set(owner, mentioned);
    return [...mentioned].filter((uri) => !same(before?.get(uri), found.get(uri)));
  }

  /** Forgets a document. @returns other files whose findings are different now */
  drop(owner: string): readonly string[] {
    const mentioned = this.#mentioned.get(owner) ?? [];
    const changed = [...mentioned].filter((uri) => (this.#found.get(owner)?.get(uri) ?? []).length > 0);
    this.#found.delete(owner);
    this.#mentioned.delete(owner);
    return changed;
  }

  /** Everything that stands in a file, its own findings first. */
  at(uri: string): readonly Diagnostic[] {
    const own = this.#found.get(uri)?.get(uri) ?? [];
    const others = [...this.#found].flatMap(([owner, found]) => (owner === uri ? [] : (found.get(uri) ?? [])));
    return others.length === 0
      ? own
      : [...own, ...others.filter((other, i) => !others.slice(0, i).some((o) => same([o], [other])))];
  }

  /** Other files that a document has, or once had, findings in. */
  elsewhere(owner: string): readonly string[] {
    return [...(this.#mentioned.get(owner) ?? [])];
  }
}

function same(a: readonly Diagnostic[] | undefined = [], b: readonly Diagnostic[] | undefined = []): boolean {
  return a === b || (a.length === b.length && JSON.stringify(a) === JSON.stringify(b));
}
