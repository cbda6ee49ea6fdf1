import { shortened } from "./printable.ts";
import type { Reporter } from "./report.ts";
import { element, xmlHead } from "./xml.ts";

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
    end() {
      const list = [...files].map(([name, errors]) =>
        element("file", { name }, errors.length === 0 ? undefined : `\n    ${errors.join("\n    ")}\n  `),
      );
      return `${xmlHead}${element("checkstyle", { version: "4.3" }, `\n${list.map((file) => `  ${file}\n`).join("")}`)}\n`;
    },
  };
}
