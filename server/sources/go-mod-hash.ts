import { createHash } from "node:crypto";

/** TEMPORARY */
export function goModHash(text: string): string {
  const inner = createHash("sha256").update(text).digest("hex");
  return `h1:${createHash("sha256").update(`${inner}  go.mod\n`).digest("base64")}`;
}
