import type { GoVariable, Setting } from "../environment/go-env.ts";

/**
 * The command that gives a variable another value where it is set: what is in the process environment goes before what `go env -w` writes.
 *
 * @param value undefined: none of its own
 */
export function mend(variable: GoVariable, { origin }: Setting, value?: string): string {
  const quoted = value === undefined || /^[\w./:@%+=,-]+$/.test(value) ? value : `'${value}'`;
  if (origin.from === "process") return quoted === undefined ? `unset ${variable}` : `export ${variable}=${quoted}`;
  if (quoted === undefined && origin.from !== "goroot") return `go env -u ${variable}`;
  return `go env -w ${variable}=${quoted ?? ""}`;
}
