import { formatModule, type ModuleVersion } from "../graph/module-version.ts";
import { sha256Function } from "../text/sha256.ts";
import { compareBytes } from "../version/byte-order.ts";
import { checkFilePath } from "../version/module-path.ts";
import { type ZipEntry, zipEntries } from "./zip-entries.ts";

/** Bytes of a module's zip, and of all that is in it (zip.MaxZipFile). */
export const maxZipSize = 500 * 1024 * 1024;
/** Bytes of its go.mod and LICENSE (zip.MaxGoMod, zip.MaxLICENSE). */
const maxTextSize = 16 * 1024 * 1024;

/**
 * Checks a module's zip as the go command does before it unpacks it (zip.CheckZip: no name may lead out of the module's folder, or meet
 * another on a file system without case), and works out the hash that go.sum has for it (dirhash.HashZip with Hash1).
 *
 * @returns `h1:…`, or a clause for what is wrong
 */
export function moduleZipHash(
  module: ModuleVersion,
  bytes: Uint8Array,
): { readonly hash: string } | { readonly problem: string } {
  if (bytes.length > maxZipSize) return { problem: `it has ${bytes.length} bytes, more than the go command takes` };
  const entries = zipEntries(bytes);
  if (typeof entries === "string") return { problem: entries };
  const wrong = checkEntries(module, entries);
  if (wrong !== undefined) return { problem: wrong };
  const sha256 = sha256Function();
  const lines: { readonly name: string; readonly line: string }[] = [];
  for (const { name = "", content } of entries) {
    const unpacked = content();
    if (typeof unpacked === "string") return { problem: `the file ${JSON.stringify(name)} in it ${unpacked}` };
    lines.push({ name, line: `${sha256(unpacked, "hex")}  ${name}\n` });
  }
  lines.sort((a, b) => compareBytes(a.name, b.name));
  return { hash: `h1:${sha256(lines.map(({ line }) => line).join(""), "base64")}` };
}

/** What keeps the go command from unpacking a zip with such names and sizes. */
function checkEntries(module: ModuleVersion, entries: readonly ZipEntry[]): string | undefined {
  const prefix = `${formatModule(module)}/`;
  const names = new Names();
  let total = 0;
  for (const { name: full, size } of entries) {
    if (full === undefined) return "a file in it has a name that is not UTF-8";
    const wrong = (why: string): string => `the file ${JSON.stringify(full)} in it ${why}`;
    if (!full.startsWith(prefix)) return wrong(`does not lie in ${prefix}`);
    const rest = full.slice(prefix.length);
    if (rest === "") continue;
    const directory = rest.endsWith("/");
    const name = directory ? rest.slice(0, -1) : rest;
    const bad = checkFilePath(name);
    if (bad !== undefined) return wrong(`has a bad name: ${bad}`);
    const met = names.add(name, directory);
    if (met !== undefined) return wrong(met);
    if (directory) continue;
    if (/(?:^|\/)go\.mod$/i.test(name) && name !== "go.mod") return wrong("is a go.mod that is not in the module's root");
    if ((name === "go.mod" || name === "LICENSE") && size > maxTextSize) return wrong(`is too large (${size} bytes)`);
    total += size;
    if (total > maxZipSize) return "what is in it has more bytes than the go command takes";
  }
  return undefined;
}

/** The names of a zip, their directories included, without regard to case (zip.collisionChecker). */
class Names {
  readonly #known = new Map<string, { readonly name: string; readonly directory: boolean }>();

  /** @returns what is wrong with another name */
  add(name: string, directory: boolean): string | undefined {
    const folded = fold(name);
    const known = this.#known.get(folded);
    if (known !== undefined) {
      if (known.name !== name) return `differs from ${JSON.stringify(known.name)} by case alone`;
      if (known.directory !== directory) return "is both a file and a directory";
      // A directory whose name is known has parents that are.
      return directory ? undefined : "is there twice";
    }
    this.#known.set(folded, { name, directory });
    const slash = name.lastIndexOf("/");
    return slash === -1 ? undefined : this.add(name.slice(0, slash), true);
  }
}

/** Each character in the form that its other cases share (strings.EqualFold); what becomes several characters has no other case there. */
function fold(name: string): string {
  if (/^[\u0000-\u007f]*$/.test(name)) return name.toLowerCase();
  return [...name]
    .map((character) => {
      const upper = character.toUpperCase();
      return upper.length === character.length ? upper.toLowerCase() : character;
    })
    .join("");
}
