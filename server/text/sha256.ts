/** The SHA-256 of bytes, or of a text as UTF-8. */
export type Sha256 = (content: string | Uint8Array, encoding: "hex" | "base64") => string;

/** The same at once, for who needs one. */
export function sha256(content: string | Uint8Array, encoding: "hex" | "base64"): string {
  return sha256Function()(content, encoding);
}

/**
 * The function for who hashes many: asking for it costs as much as hashing. It brings node:crypto, which takes 4 ms, so that a run which
 * hashes nothing does not load it.
 */
export function sha256Function(): Sha256 {
  // biome-ignore lint/style/noRestrictedGlobals: it asks nothing of the machine, and node:module, which could as well, takes 1 ms to load.
  const { hash } = process.getBuiltinModule("node:crypto");
  // In one go: an object that is fed and asked takes several times as long.
  return (content, encoding) => hash("sha256", content, encoding);
}
