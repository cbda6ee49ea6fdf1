import { encodeUtf8 } from "../../text/utf8.ts";

/**
 * A path with `/` between its parts as a URI reference: relative stays relative, an absolute one becomes a file: URI. Bytes that are not
 * UTF-8 are kept as what they are.
 */
export function uriReference(path: string): string {
  const encoded = path.split("/").map(encodeSegment).join("/");
  if (path.startsWith("/")) return `file://${encoded}`;
  return /^[A-Za-z]:\//.test(path) ? `file:///${path[0]}:${encoded.slice(encoded.indexOf("/"))}` : encoded;
}

function encodeSegment(segment: string): string {
  let uri = "";
  for (const byte of encodeUtf8(segment)) {
    const character = String.fromCharCode(byte);
    // RFC 3986, 2.3: what needs no encoding anywhere.
    uri += /[A-Za-z0-9._~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return uri;
}
