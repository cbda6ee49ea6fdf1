import { Buffer } from "node:buffer";
import { pathsOf } from "../../environment/file-paths.ts";
import { encodeUtf8 } from "../../text/utf8.ts";
import { defineCommand } from "../command.ts";
import { mergeReports, type ReportText } from "../merge-reports.ts";
import { tellFailure, usage } from "../messages.ts";

/** Bytes of a report that are read. */
const longest = 256 * 1024 * 1024;

export const merge = defineCommand({
  name: "merge",
  usage: ["merge [OPTIONS] REPORT…"],
  description: [
    "Joins reports of gomod-lint check, such as those of the parts that --shard makes, into one of the same format: json, jsonl, sarif, gitlab, junit or checkstyle.",
    "SARIF keeps one analysis for each module as long as GitHub takes so many, and becomes a single one otherwise, as if everything had been checked at once.",
  ],
  options: {
    output: { type: "string", short: "o", placeholder: "FILE", help: "write it into FILE (default: standard output)" },
  },
  exits: {
    0: "the reports were joined, whatever they say",
    2: "the command line makes no sense, or a file is no report",
    3: "a file could not be read or written",
  },
  examples: {
    "gomod-lint check --shard 1/2 --output sarif=1.sarif": "one part, on one machine",
    "gomod-lint merge --output all.sarif 1.sarif 2.sarif": "the parts together",
  },
  async run({ output }, operands, io) {
    if (operands.length === 0) return usage(io, { usage: "which REPORTs?" }, "merge");
    const { host } = io;
    const paths = pathsOf(host);
    const texts: ReportText[] = [];
    for (const file of operands) {
      const text = host.readText(paths.resolve(host.cwd, file), longest);
      if (typeof text !== "string") return tellFailure(io, file, text, "read");
      texts.push({ file, text });
    }
    const merged = mergeReports(texts);
    if ("usage" in merged) return usage(io, merged, "merge");
    if (output === undefined) {
      for (const piece of merged) io.stdout.write(piece);
      return 0;
    }
    const bytes = Buffer.concat(Array.from(merged, encodeUtf8));
    const failure = host.write(paths.resolve(host.cwd, output), bytes, { parents: true });
    return failure === undefined ? 0 : tellFailure(io, output, failure, "write");
  },
});
