import { askingGraph } from "../../graph/update-roots.ts";
import { defineCommand } from "../command.ts";
import { findModule, suggestModule } from "../find-module.ts";
import { complain, usage } from "../messages.ts";
import { answeringGraph, mainFiles, tellMissing, withModule } from "../module-file.ts";
import { formatOf, formatOption } from "../output-format.ts";
import { styleOf, wantsColor } from "../reporters/style.ts";
import { explainModule, whyJson, whyText } from "../why-report.ts";

export const why = defineCommand({
  name: "why",
  usage: ["why [OPTIONS] MODULE[@VERSION] [PATH]"],
  description: [
    "Says which version of MODULE is selected, which requirement forces it, by which shortest paths the main module comes to it, who requires it at which version, and what replaces or excludes it. With @VERSION, the same for that version.",
    "Where a go.mod is in no source, but the go command would build from a vendor directory, the answer is what vendor/modules.txt tells, and says so.",
    "MODULE may be go: what forces the go line. PATH is a go.mod or a directory of a module (default: the working directory).",
  ],
  options: {
    paths: { type: "string", placeholder: "N", help: "how many of the shortest paths to show (default 3)" },
    all: { type: "boolean", help: "name also those who require it at versions that are not selected themselves" },
    format: formatOption,
    offline: { type: "boolean", help: "never ask the network" },
  },
  exits: {
    0: "the module is in the graph",
    1: "it is not",
    2: "the command line or a setting makes no sense, or there is no module",
    3: "the graph is incomplete: the answer may lack something",
  },
  examples: {
    "gomod-lint why golang.org/x/net": "who needs it, and what forces its version",
    "gomod-lint why golang.org/x/net@v0.17.0": "who asks for just this version",
    "gomod-lint why go": "which dependency forces the go line",
  },
  async run(values, operands, io) {
    const [wanted, path, ...more] = operands;
    if (wanted === undefined) return usage(io, { usage: "which MODULE?" }, "why");
    if (more.length > 0) return usage(io, { usage: "one MODULE and one PATH at most" }, "why");
    const format = formatOf(values.format);
    if (typeof format === "object") return usage(io, format, "why");
    const { paths = "3" } = values;
    if (!/^[1-9]\d{0,3}$/.test(paths)) return usage(io, { usage: `--paths ${paths}: not a number from 1 to 9999` }, "why");
    return withModule(io, "why", path, { offline: values.offline === true }, (module) => {
      const { graph: built, vendored } = answeringGraph(io, module);
      const node = findModule(built, wanted);
      if (typeof node === "string") {
        complain(io, node, suggestModule(built, wanted));
        return tellMissing(io, built, true) === 3 || vendored ? 3 : 1;
      }
      const asking = vendored ? built : askingGraph(module.graph, node.path);
      const told = asking.node(node.path, node.version) === undefined ? built : asking;
      const explanation = explainModule(
        told,
        mainFiles(io, module.found),
        told.node(node.path, node.version) ?? node,
        Number(paths),
      );
      const style = styleOf(wantsColor(values, io.stdout, io.host.env));
      io.stdout.write(format === "json" ? whyJson(explanation) : whyText(explanation, values.all === true, style));
      return vendored ? 3 : tellMissing(io, built, true);
    });
  },
});
