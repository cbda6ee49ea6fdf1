import { unquote } from "../modfile/quote.ts";
import type { Span } from "../text/span.ts";

/** An import of a Go file. */
export interface GoImport {
  /** unquoted */
  readonly path: string;
  /** UTF-16 offsets of the path with its quotes */
  readonly span: Span;
}

/** One token: blanks, comments, strings, words, anything else. */
const token = /[ \t\r\n]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|("(?:[^"\\\n]|\\.)*"|`[^`]*`)|([\p{L}_][\p{L}\p{Nd}_]*)|[\s\S]/uy;

/**
 * The imports of a Go file. Reads no further than they go, and up to what is no Go. Build constraints do not count: a file may be
 * meant for another system.
 */
export function goImports(text: string): readonly GoImport[] {
  const found: GoImport[] = [];
  const scanner = new RegExp(token);
  scanner.lastIndex = text.startsWith("\uFEFF") ? 1 : 0;
  let state: "start" | "package" | "between" | "import" | "group" = "start";
  for (let match = scanner.exec(text); match !== null; match = scanner.exec(text)) {
    const [whole, string, word] = match;
    const first = whole.charCodeAt(0);
    // Blanks and comments.
    if (first <= 0x20 || (first === 0x2f && whole.length > 1)) continue;
    switch (state) {
      case "start":
        if (word !== "package") return found;
        state = "package";
        break;
      case "package":
        if (word === undefined) return found;
        state = "between";
        break;
      case "between":
        if (word === "import") state = "import";
        else if (whole !== ";") return found;
        break;
      default:
        if (string !== undefined) {
          const start = match.index;
          const path = first === 0x60 ? string.slice(1, -1) : unquote(string);
          if (path !== undefined) found.push({ path, span: { start, end: start + string.length } });
          if (state === "import") state = "between";
        } else if (whole === "(" && state === "import") state = "group";
        else if (whole === ")" && state === "group") state = "between";
        // What is left is the name that a file gives to a package.
        else if (word === undefined && whole !== "." && whole !== ";") return found;
    }
  }
  return found;
}
