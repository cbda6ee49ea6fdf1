import { describeOrigin, type GoVariable, type Setting } from "../environment/go-env.ts";
import { redactAddress, redactProxyList } from "../environment/proxy-list.ts";

/** A setting as it may be shown. */
export interface ShownSetting {
  readonly variable: GoVariable;
  /** user names and passwords taken out */
  readonly value: string;
  readonly origin: string;
}

export function shownSetting(variable: GoVariable, { value, origin }: Setting): ShownSetting {
  return { variable, value: redacted(variable, value), origin: describeOrigin(origin) };
}

/** A value without credentials. */
export function redacted(variable: GoVariable, value: string): string {
  switch (variable) {
    case "GOPROXY":
      return redactProxyList(value);
    case "GOSUMDB":
      return value.split(" ").map(redactAddress).join(" ");
    case "GOAUTH": // a command may be given a token
      return value
        .split(";")
        .map((way) => way.trim().split(/\s+/)[0] ?? "")
        .join(";");
    default:
      return value;
  }
}

/**
 * The command that gives a variable another value where it is set: what is in the process environment goes before what `go env -w` writes.
 *
 * @param value undefined: none of its own
 */
export function mend(variable: GoVariable, { origin }: Setting, value?: string): string {
  const quoted = value === undefined || /^[\w./:@%+=,-]+$/.test(value) ? value : `'${value}'`;
  if (origin.from === "process") return quoted === undefined ? `unset ${variable}` : `export ${variable}=${quoted}`;
  if (quoted === undefined && origin.from === "user") return `go env -u ${variable}`;
  return `go env -w ${variable}=${quoted ?? ""}`;
}
