/** How well what is typed goes with a path. */
export interface Match {
  /** 0: it begins so, or it is its name; 1: one of its elements begins so; 2: a word in an element does, or elements are left out */
  readonly rank: 0 | 1 | 2;
  /** what a client is to compare with what is typed, where that is not the path itself */
  readonly filter?: string;
}

const asTyped: Match = { rank: 0 };

/**
 * Matches what is typed with a slash-separated path, whatever the case: at its start (`github.com/str`), at an element (`testify`,
 * `stretchr/test`), with elements left out (`github.com/testify`), or at a word in an element (`cmp` of `go-cmp`).
 *
 * A client compares by its own lights, mostly whether the text begins with what is typed, so that `filter` does: what was typed,
 * followed by what the path goes on with.
 */
export function matchPath(typed: string, path: string): Match | undefined {
  if (path.startsWith(typed)) return asTyped;
  const lowTyped = typed.toLowerCase();
  const lowPath = path.toLowerCase();
  const from = (at: number): { readonly filter?: string } => {
    const filter = typed + path.slice(at + typed.length);
    return filter === path ? {} : { filter };
  };
  if (lowPath.startsWith(lowTyped)) return { rank: 0, ...from(0) };
  for (let at = lowPath.indexOf(lowTyped, 1), word = -1; ; at = lowPath.indexOf(lowTyped, at + 1)) {
    if (at === -1) {
      if (word !== -1) return { rank: 2, ...from(word) };
      break;
    }
    const before = lowPath.charAt(at - 1);
    if (before === "/") return { rank: isName(lowPath.slice(at), lowTyped) ? 0 : 1, ...from(at) };
    if (word === -1 && /[-._~]/.test(before)) word = at;
  }
  const rest = withGaps(lowTyped.split("/"), lowPath);
  return rest === undefined ? undefined : { rank: 2, filter: typed + path.slice(rest) };
}

/** Whether the end of a path is a name, alone or with a major version behind it. */
function isName(end: string, name: string): boolean {
  return end.startsWith(name) && /^(?:[/.]v\d+)?$/.test(end.slice(name.length));
}

/**
 * Whether the typed elements are elements of the path in this order, the last one of them as far as it is typed.
 * @returns the offset behind the last one
 */
function withGaps(typed: readonly string[], path: string): number | undefined {
  if (typed.length < 2) return undefined;
  let at = 0;
  for (const [i, element] of typed.entries()) {
    const last = i === typed.length - 1;
    for (const wanted = last ? element : `${element}/`; !path.startsWith(wanted, at); ) {
      const slash = path.indexOf("/", at);
      if (slash === -1) return undefined;
      at = slash + 1;
    }
    at += element.length + (last ? 0 : 1);
  }
  return at;
}
