import { printable, shortened } from "./printable.ts";
import type { Reporter } from "./report.ts";

/** `file:line:col: severity: message [rule]`, a line for each finding and nothing else: for grep, vim's quickfix list and the like. */
export function conciseReporter(): Reporter {
  return {
    file({ name, lines, findings }) {
      let text = "";
      for (const { span, severity, message, rule } of findings) {
        const { line, column } = lines.position(span.start);
        text += `${printable(name)}:${line}:${column}: ${severity}: ${printable(shortened(message))} [${rule}]\n`;
      }
      return text;
    },
  };
}
