import { defineCommand } from "../command.ts";
import { ruleUrl } from "../documentation.ts";
import { usage } from "../messages.ts";
import { formatOf, formatOption, toJson } from "../output-format.ts";

export const rules = defineCommand({
  name: "rules",
  usage: ["rules [OPTIONS]"],
  description: [
    "Lists all rules with their group, severity and fix. A group's name stands for all its rules in --select, --ignore and --severity.",
  ],
  options: { format: formatOption },
  exits: { 0: "they were listed", 2: "the command line makes no sense" },
  examples: { "gomod-lint rules": "all rules", "gomod-lint rules --format json": "the same for a program" },
  async run(values, operands, io) {
    if (operands.length > 0)
      return usage(io, { usage: `unexpected ${operands[0]}`, hint: `gomod-lint explain ${operands[0]} shows one rule` }, "rules");
    const format = formatOf(values.format);
    if (typeof format === "object") return usage(io, format, "rules");
    const all = await io.rules();
    if (format === "json") {
      io.stdout.write(
        toJson({
          rules: all.map(({ id, group, severity, off = false, fix, summary, on, needs, options = {} }) => ({
            id,
            group,
            severity,
            off,
            fix,
            summary,
            on,
            needs,
            options: Object.keys(options),
            url: ruleUrl(io, id),
          })),
        }),
      );
      return 0;
    }
    const rows = [
      ["RULE", "GROUP", "SEVERITY", "FIX", ""],
      ...all.map(({ id, group, severity, off, fix, summary }) => [
        id,
        group,
        off === true ? "off" : severity,
        fix === "none" ? "-" : fix,
        summary,
      ]),
    ];
    const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    for (const row of rows) {
      io.stdout.write(
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
      );
    }
    return 0;
  },
});
