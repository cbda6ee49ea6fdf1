import { fileURLToPath } from "node:url";

/** The repository's folder; compiled tests lie in dist/test/support. */
export const repository = fileURLToPath(new URL("../../..", import.meta.url));
