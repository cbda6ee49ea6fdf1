/**
 * Whether a pattern of a comma-separated list, as GOPRIVATE, GONOPROXY and GONOSUMDB are, matches the first elements of a module path
 * (module.MatchPrefixPatterns). A pattern of two elements is held against the first two of the path. Empty and malformed patterns
 * match nothing; a slash at a pattern's end is dropped.
 */
export function matchPrefixPatterns(patterns: string, path: string): boolean {
  if (patterns === "") return false;
  for (const spelled of patterns.split(",")) {
    const pattern = spelled.endsWith("/") ? spelled.slice(0, -1) : spelled;
    if (pattern === "") continue;
    const prefix = firstElements(path, pattern.split("/").length);
    if (prefix !== undefined && matchGlob(pattern, prefix) === true) return true;
  }
  return false;
}

/** The first `count` elements of a path; undefined when it has fewer. */
function firstElements(path: string, count: number): string | undefined {
  let end = -1;
  for (let i = 0; i < count; i++) {
    if (end === path.length) return undefined;
    const slash = path.indexOf("/", end + 1);
    end = slash === -1 ? path.length : slash;
  }
  return path.slice(0, end);
}

/**
 * Whether a glob matches the whole of `name` (Go's path.Match): `*` and `?` match anything but slashes, `[a-z]` and `[^a-z]` one
 * character, which may be a slash, and a backslash takes the next character as it is. Names are taken to be ASCII, as module paths
 * are; in others, what matches is counted in code points, where path.Match counts bytes after a `*`.
 * @returns undefined when the pattern is malformed and the match came as far as to tell
 */
export function matchGlob(pattern: string, name: string): boolean | undefined {
  const subject = Array.from(name);
  let rest = Array.from(pattern);
  let at = 0;
  while (rest.length > 0) {
    const { star, chunk, length } = firstChunk(rest);
    rest = rest.slice(length);
    if (star && chunk.length === 0) return !subject.includes("/", at);
    const next = place(chunk, subject, at, star, rest.length === 0);
    if (next === "malformed") return undefined;
    if (next === "nowhere") return restIsMalformed(rest) ? undefined : false;
    at = next;
  }
  return at === subject.length;
}

/** The pattern's next piece: perhaps a star, then what has none (path.scanChunk). */
function firstChunk(pattern: readonly string[]): { star: boolean; chunk: readonly string[]; length: number } {
  let start = 0;
  while (pattern[start] === "*") start++;
  let inClass = false;
  let end = start;
  for (; end < pattern.length; end++) {
    const c = pattern[end];
    if (c === "\\") end++;
    else if (c === "[") inClass = true;
    else if (c === "]") inClass = false;
    else if (c === "*" && !inClass) break;
  }
  end = Math.min(end, pattern.length);
  return { star: start > 0, chunk: pattern.slice(start, end), length: end };
}

/** Where the subject goes on behind the chunk: at the first place where it fits, which lies at `at` unless a star comes before. */
function place(
  chunk: readonly string[],
  subject: readonly string[],
  at: number,
  star: boolean,
  last: boolean,
): number | "nowhere" | "malformed" {
  for (let start = at; ; start++) {
    const end = matchChunk(chunk, subject, start);
    if (end === "malformed") return end;
    // The last chunk must reach the end of the subject.
    if (end !== "nowhere" && (!last || end === subject.length)) return end;
    if (!star || start >= subject.length || subject[start] === "/") return "nowhere";
  }
}

function restIsMalformed(pattern: readonly string[]): boolean {
  for (let rest = pattern; rest.length > 0; ) {
    const { chunk, length } = firstChunk(rest);
    if (matchChunk(chunk, [], 0) === "malformed") return true;
    rest = rest.slice(length);
  }
  return false;
}

/** Matches a chunk without stars at one place of the subject (path.matchChunk). It is read to its end even when it does not fit. */
function matchChunk(chunk: readonly string[], subject: readonly string[], start: number): number | "nowhere" | "malformed" {
  let at = start;
  let fits = true;
  for (let i = 0; i < chunk.length; ) {
    const c = chunk[i];
    const character = fits ? subject[at] : undefined;
    if (character === undefined) fits = false;
    if (c === "[") {
      const parsed = matchClass(chunk, i + 1, character);
      if (parsed === undefined) return "malformed";
      if (!parsed.matches) fits = false;
      i = parsed.end;
    } else {
      if (c === "\\") i++;
      if (i === chunk.length) return "malformed";
      if (c === "?" ? character === "/" : character !== chunk[i]) fits = false;
      i++;
    }
    at++;
  }
  return fits ? at : "nowhere";
}

/**
 * Reads a class from behind its bracket.
 * @returns whether it has the character, and where the pattern goes on; undefined when it is malformed
 */
function matchClass(
  chunk: readonly string[],
  start: number,
  character: string | undefined,
): { matches: boolean; end: number } | undefined {
  const negated = chunk[start] === "^";
  const code = character?.codePointAt(0) ?? -1;
  let at = negated ? start + 1 : start;
  let found = false;
  for (let count = 0; count === 0 || chunk[at] !== "]"; count++) {
    const low = classCharacter(chunk, at);
    if (low === undefined) return undefined;
    at = low.end;
    let high = low;
    if (chunk[at] === "-") {
      const bound = classCharacter(chunk, at + 1);
      if (bound === undefined) return undefined;
      high = bound;
      at = bound.end;
    }
    if (low.code <= code && code <= high.code) found = true;
  }
  return { matches: found !== negated, end: at + 1 };
}

/** A character of a class, perhaps behind a backslash (path.getEsc). */
function classCharacter(chunk: readonly string[], start: number): { code: number; end: number } | undefined {
  const first = chunk[start];
  if (first === undefined || first === "-" || first === "]") return undefined;
  const at = first === "\\" ? start + 1 : start;
  const code = chunk[at]?.codePointAt(0);
  return code === undefined ? undefined : { code, end: at + 1 };
}
