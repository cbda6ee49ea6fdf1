import type { LineIndex } from "../text/line-index.ts";
import { sha256 } from "../text/sha256.ts";
import type { Diagnostic } from "./finding.ts";

/**
 * What stays the same of a finding while the file around it changes: its rule, its message and the code of its line, without line numbers,
 * comments, spaces and versions, since an upgrade elsewhere changes the versions that a message names. Two findings of a file can have the
 * same one.
 * @returns 32 hexadecimal digits
 */
export function fingerprint(
  { rule, message, span }: Pick<Diagnostic, "rule" | "message" | "span">,
  { text, lines }: { readonly text: string; readonly lines: LineIndex },
): string {
  const { line } = lines.position(span.start);
  const code = text.slice(lines.lineStart(line), lines.lineEnd(line)).replace(/\/\/.*/, "");
  return sha256([rule, lasting(message), lasting(code)].join("\n"), "hex").slice(0, 32);
}

/** Numbers findings that share a fingerprint, in their order: `x`, `x:2`, `x:3`. */
export function uniqueFingerprints(): (fingerprint: string) => string {
  const seen = new Map<string, number>();
  return (fingerprint) => {
    const count = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, count);
    return count === 1 ? fingerprint : `${fingerprint}:${count}`;
  };
}

function lasting(text: string): string {
  return text
    .replace(/(?<![\w./])(?:v|go)?\d+(?:\.\d+)+[\w.+-]*/g, "#")
    .replace(/\s+/g, " ")
    .trim();
}
