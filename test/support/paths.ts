import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The repository's folder; compiled tests lie in dist/test/support. */
export const repository = fileURLToPath(new URL("../../..", import.meta.url));

/** Where the scripts of test/e2e put the editors and tools that they bring. */
export const toolCache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "gomod-lint");
