/**
 * Patterns of module paths, as the go command's package patterns have them (pkgpattern.MatchPattern): a path stands for itself, `...` for
 * any text, slashes too, and `/...` at the end for all below a path and the path itself. Beyond Go, `*` stands for any text without a
 * slash. A star is in no module path.
 */

/** What is wrong with a pattern; undefined when it is one. */
export function pathPatternProblem(pattern: string): string | undefined {
  if (pattern === "") return "is empty";
  if (/\s/.test(pattern)) return "has a space in it";
  if (pattern.includes("@")) return "has a version behind it, which has a key of its own";
  if (/^\w+:\/\//.test(pattern)) return "is an address: a module path has no scheme before it";
  if (pattern.endsWith("/")) return `ends in a slash; all below it is ${pattern}...`;
  return undefined;
}

/** Whether a pattern has wildcards, and so may match several paths. */
export function isWildPattern(pattern: string): boolean {
  return pattern.includes("...") || pattern.includes("*");
}

/** The test for a pattern. Time is linear in the path, but for patterns with stars and dots between stars. */
export function pathMatcher(pattern: string): (path: string) => boolean {
  if (!isWildPattern(pattern)) return (path) => path === pattern;
  const below = pattern.endsWith("/...") ? pattern.slice(0, -"/...".length) : undefined;
  if (below !== undefined && !isWildPattern(below)) {
    const prefix = `${below}/`;
    return (path) => path === below || path.startsWith(prefix);
  }
  const pieces = piecesOf(pattern);
  const own = below === undefined ? undefined : piecesOf(below);
  // Most paths lack a word of the pattern, which is told without trying.
  const words = (own ?? pieces).filter((piece) => !isWild(piece));
  return (path) => {
    for (const word of words) if (!path.includes(word)) return false;
    return matches(pieces, path) || (own !== undefined && matches(own, path));
  };
}

function piecesOf(pattern: string): readonly string[] {
  return pattern.split(/(\.{3,}|\*+)/).filter((piece) => piece !== "");
}

/** What is tried next where a piece does not fit: the last wildcard of each kind takes one character more. */
interface Retry {
  readonly piece: number;
  readonly at: number;
}

/**
 * Each wildcard first stands for nothing. A later one of a kind makes earlier ones of the kind, and stars before dots, final: what they
 * could still give up, it can take.
 */
function matches(pieces: readonly string[], path: string): boolean {
  let dots: Retry | undefined;
  let star: Retry | undefined;
  let at = 0;
  let i = 0;
  for (;;) {
    const piece = pieces[i];
    if (piece === undefined ? at === path.length : isWild(piece) || path.startsWith(piece, at)) {
      if (piece === undefined) return true;
      if (piece.startsWith("...")) {
        dots = { piece: i, at };
        star = undefined;
      } else if (piece.startsWith("*")) star = { piece: i, at };
      else at += piece.length;
      i++;
      continue;
    }
    if (star !== undefined && star.at < path.length && path[star.at] !== "/") star = { piece: star.piece, at: star.at + 1 };
    else if (dots !== undefined && dots.at < path.length) {
      dots = { piece: dots.piece, at: dots.at + 1 };
      star = undefined;
    } else return false;
    ({ piece: i, at } = star ?? (dots as Retry));
    i++;
  }
}

function isWild(piece: string): boolean {
  return piece.startsWith("...") || piece.startsWith("*");
}
