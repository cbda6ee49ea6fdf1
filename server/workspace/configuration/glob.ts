/**
 * Whether a path is one of a pattern's, as `.gitignore` has it: `*` and `?` within a name, `[abc]`, `**` for any folders, and `{a,b}`. A
 * pattern without a slash names a file or folder anywhere; one with a slash is relative to where the pattern stands. A folder stands for
 * all that is in it.
 * @returns a test for relative paths with `/` between their parts
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  const trimmed = pattern.replace(/^\.\//, "").replace(/\/+$/, "");
  const anywhere = !trimmed.includes("/");
  const body = translate(trimmed.replace(/^\//, ""));
  const expression = new RegExp(`^${anywhere ? "(?:.*/)?" : ""}${body}(?:/.*)?$`, "su");
  return (path) => expression.test(path);
}

function translate(pattern: string): string {
  let out = "";
  let braces = 0;
  for (let at = 0; at < pattern.length; ) {
    // Repeated, they mean the same and only cost time.
    const folders = /^(?:\*\*\/)+/.exec(pattern.slice(at))?.[0];
    if (folders !== undefined && (at === 0 || pattern[at - 1] === "/")) {
      out += "(?:.*/)?";
      at += folders.length;
      continue;
    }
    const stars = /^\*+/.exec(pattern.slice(at))?.[0];
    if (stars !== undefined) {
      const whole = stars.length > 1 && (at === 0 || pattern[at - 1] === "/") && at + stars.length === pattern.length;
      out += whole ? ".*" : "[^/]*";
      at += stars.length;
      continue;
    }
    const set = /^\[([!^])?(\]?[^\]/]*)\]/.exec(pattern.slice(at));
    const characters = set === null ? undefined : characterSet(set[2] ?? "", set[1] !== undefined);
    if (set !== null && characters !== undefined) {
      out += characters;
      at += set[0].length;
      continue;
    }
    const c = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
    at += c.length;
    if (c === "?") out += "[^/]";
    else if (c === "{" && pattern.indexOf("}", at) !== -1) {
      out += "(?:";
      braces++;
    } else if (c === "}" && braces > 0) {
      out += ")";
      braces--;
    } else if (c === "," && braces > 0) out += "|";
    else if (c === "\\" && at < pattern.length) {
      const escaped = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
      out += literal(escaped);
      at += escaped.length;
    } else out += literal(c);
  }
  return out + ")".repeat(braces);
}

/** `[a-c]`; undefined where that is none, such as `[]` and `[z-a]`. */
function characterSet(characters: string, not: boolean): string | undefined {
  const set = `[${not ? "^" : ""}${characters.replace(/[\\\]^[]/g, "\\$&")}]`;
  try {
    new RegExp(set, "u");
  } catch {
    return undefined;
  }
  return characters === "" ? undefined : `(?!/)${set}`;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
