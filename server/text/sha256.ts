import { createRequire } from "node:module";

/**
 * The SHA-256 of bytes, or of a text as UTF-8. node:crypto is loaded at the first call: it takes 4 ms, and a run that finds everything in
 * the module cache hashes nothing.
 */
export function sha256(content: string | Uint8Array, encoding: "hex" | "base64"): string {
  const { createHash } = createRequire(import.meta.url)("node:crypto") as typeof import("node:crypto");
  return createHash("sha256").update(content).digest(encoding);
}
