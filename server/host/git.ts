/** What a run of git gave; or the system's own word, such as `ENOENT`, for why it could not be started. */
export type GitResult =
  | { readonly ok: boolean; readonly stdout: Uint8Array; readonly stderr: string }
  | { readonly failed: string };

/**
 * Runs git, because the user has asked for what only git knows. It reads what is there: nothing that the repository names is run or fetched from.
 * @param cwd absolute
 * @param input what it reads
 */
export type Git = (args: readonly string[], cwd: string, input: string | Uint8Array) => Promise<GitResult>;
