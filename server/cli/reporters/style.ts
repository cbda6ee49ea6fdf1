import type { Severity } from "../../analysis/finding.ts";
import type { Host } from "../../host/host.ts";
import type { Output } from "../../host/output.ts";

/** How text is set off: with the terminal's colours, or not at all. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  /** file names and links */
  place(text: string): string;
  severity(severity: Severity, text: string): string;
  added(text: string): string;
  removed(text: string): string;
}

/** Whether an output gets colours: the options first, then NO_COLOR and FORCE_COLOR, then whether a terminal is there. */
export function wantsColor(
  values: { readonly color?: boolean | undefined; readonly "no-color"?: boolean | undefined },
  output: Pick<Output, "terminal">,
  env: Host["env"],
): boolean {
  if (values["no-color"] === true) return false;
  if (values.color === true) return true;
  // https://no-color.org: any value that is not empty. FORCE_COLOR as Node.js reads it: 0 and false switch off.
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const force = env["FORCE_COLOR"];
  if (force !== undefined) return force !== "0" && force !== "false";
  return env["TERM"] !== "dumb" && output.terminal();
}

export function styleOf(color: boolean): Style {
  const code = (open: number, close: number) => (text: string) => (color ? `\u001B[${open}m${text}\u001B[${close}m` : text);
  const bold = code(1, 22);
  const red = code(31, 39);
  const yellow = code(33, 39);
  const cyan = code(36, 39);
  return {
    bold,
    dim: code(2, 22),
    place: cyan,
    severity: (severity, text) => bold((severity === "error" ? red : severity === "warning" ? yellow : cyan)(text)),
    added: code(32, 39),
    removed: red,
  };
}
