import type { ModuleVersion } from "../graph/module-version.ts";
import { goModHash } from "../modfile/go-sum.ts";
import { isMalformed, scanModFile } from "../modfile/scan.ts";
import type { KnownSums } from "../sources/known-sums.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import { pseudoVersionTime } from "../version/pseudo-version.ts";
import { maxZipSize, moduleZipHash } from "./module-zip.ts";

/** The files that a proxy has of a module at a version. */
export type Extension = "mod" | "info" | "zip";

/** What the go.sum files of one module or workspace say. */
export interface Sums {
  readonly mod: KnownSums;
  readonly zip: KnownSums;
}

/** Bytes of a file that are read. */
export const sizeLimits: Readonly<Record<Extension, number>> = { mod: 16 * 1024 * 1024, info: 64 * 1024, zip: maxZipSize };

/** Whether a file may be used; `verified` where a go.sum has its hash, or none is needed. */
export type Verdict = { readonly verified: boolean } | { readonly problem: string };

/**
 * Checks a file as the go command does when it comes to it: the hash of a go.mod or zip must be that of go.sum (modfetch.checkModSum), the
 * zip one that can be unpacked, an .info about this version (proxyRepo.Stat).
 *
 * @param sums all that must agree
 */
export function verify(module: ModuleVersion, extension: Extension, bytes: Uint8Array, sums: readonly Sums[]): Verdict {
  if (extension === "info") {
    const version = versionOf(bytes);
    return version === module.version ? { verified: true } : { problem: `it is no .info of ${module.version}` };
  }
  const hashed = extension === "mod" ? { hash: goModHash(bytes) } : moduleZipHash(module, bytes);
  if ("problem" in hashed) return hashed;
  let verified = false;
  for (const each of sums) {
    const known = each[extension](module.path, module.version) ?? [];
    if (known.length === 0) continue;
    if (!known.includes(hashed.hash)) {
      return { problem: `it has the hash ${hashed.hash}, but go.sum says ${known.join(" or ")}` };
    }
    verified = true;
  }
  // A go.mod that go.sum knows is right, whatever it says.
  const scanned = extension === "mod" && !verified ? scanModFile(decodeUtf8(bytes)) : undefined;
  if (scanned !== undefined && isMalformed(scanned)) return { problem: `line ${scanned.line}: ${scanned.malformed}` };
  return { verified };
}

function versionOf(bytes: Uint8Array): unknown {
  try {
    return (JSON.parse(decodeUtf8(bytes)) as { Version?: unknown } | null)?.Version;
  } catch {
    return undefined;
  }
}

/** The .info of a version of which no source has one: its time, which may be left out, is known of a pseudo-version alone. */
export function makeInfo({ version }: ModuleVersion): string {
  const time = pseudoVersionTime(version)?.toISOString().replace(".000Z", "Z");
  return JSON.stringify({ Version: version, ...(time === undefined ? {} : { Time: time }) });
}
