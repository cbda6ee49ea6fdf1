import { shortened } from "./printable.ts";
import type { Reporter } from "./report.ts";
import { element, opening, xmlHead } from "./xml.ts";

/** Checkstyle's XML, which most tools that collect warnings read. */
export function checkstyleReporter(): Reporter {
  const files = new Map<string, string[]>();
  const of = (name: string): string[] => {
    const list = files.get(name) ?? [];
    files.set(name, list);
    return list;
  };
  return {
    file({ name, lines, findings }) {
      const list = of(name);
      for (const { span, severity, message, rule } of findings) {
        const { line, column } = lines.position(span.start);
        list.push(element("error", { line, column, severity, message: shortened(message), source: `gomod-lint.${rule}` }));
      }
      return "";
    },
    note({ kind, file, message }) {
      if (kind === "error" && file !== undefined)
        of(file).push(element("error", { severity: "error", message: shortened(message), source: "gomod-lint" }));
      return undefined;
    },
    *end() {
      yield `${xmlHead}${opening("checkstyle", { version: "4.3" })}\n`;
      for (const [name, errors] of files) {
        yield errors.length === 0 ? `  ${element("file", { name })}\n` : `  ${opening("file", { name })}\n`;
        for (const error of errors) yield `    ${error}\n`;
        if (errors.length > 0) yield "  </file>\n";
      }
      yield "</checkstyle>\n";
    },
  };
}
