import { diamonds } from "../../graph/diamonds.ts";
import { defaultMax } from "../../picture/model.ts";
import { defineCommand } from "../command.ts";
import { diamondsJson, diamondsText } from "../diamond-report.ts";
import { graphReport } from "../graph-json.ts";
import { graphFormats, graphWish, writePicture } from "../graph-picture.ts";
import { usage } from "../messages.ts";
import { tellMissing, withModule } from "../module-file.ts";
import { toJson } from "../output-format.ts";
import { styleOf, wantsColor } from "../reporters/style.ts";

export const graph = defineCommand({
  name: "graph",
  usage: ["graph [OPTIONS] [PATH]"],
  description: [
    "Prints the module graph of the go.mod at PATH, or of the module that the directory PATH lies in (default: the working directory), byte for byte as go mod graph does: a line for each requirement.",
    "As dot, mermaid, svg or html it is a picture. A large graph is cut to what people look at: its diamonds, the riskiest first, or what --focus, --depth and --limit say; the picture and standard error say what was left out. The html page has all of it: it is one file, searches and unfolds, and needs no network.",
    "Where a module's go.mod is in no source, what there is gets printed; standard error names what is missing, and by which path it is required.",
    "GOFLAGS=-modfile, GOWORK and go.work count as they do for the go command; GOFLAGS=-mod and a vendor directory do not, as they do not for go mod graph.",
  ],
  options: {
    diamonds: { type: "boolean", help: "instead: modules that others require at different versions" },
    focus: { type: "string", placeholder: "MODULE", help: "in a picture: what leads to this module, or MODULE@VERSION" },
    depth: { type: "string", placeholder: "N", help: "in a picture: up to N requirements from the main module, or to MODULE" },
    limit: { type: "string", placeholder: "N", help: `in a picture: at most N modules (default ${defaultMax}; 0: all)` },
    indirect: { type: "boolean", help: "in a picture: also // indirect lines where other edges lead to the same version" },
    format: {
      type: "string",
      placeholder: "FORMAT",
      values: graphFormats,
      help: "text (default), json, dot, mermaid, svg or html",
    },
    offline: { type: "boolean", help: "never ask the network" },
  },
  exits: {
    0: "the whole graph was printed",
    2: "the command line or a setting makes no sense, or there is no module",
    3: "the go.mod of the module or of a dependency could not be read",
  },
  examples: {
    "gomod-lint graph": "every requirement, as go mod graph",
    "gomod-lint graph --diamonds": "who gets another version than it asked for",
    "gomod-lint graph --format html > graph.html": "a page to search and unfold, for a browser",
    "gomod-lint graph --format svg --focus golang.org/x/net > net.svg": "who requires it, and by which ways",
    "gomod-lint graph -C ../other --format json": "another module's graph, for a program",
    "GOWORK=off gomod-lint graph services/api": "that of one module of a workspace, by itself",
  },
  async run(values, operands, io) {
    if (operands.length > 1) return usage(io, { usage: "one PATH at most" }, "graph");
    const wish = graphWish(values);
    if ("usage" in wish) return usage(io, wish, "graph");
    const { format } = wish;
    return withModule(io, "graph", operands[0], { offline: values.offline === true }, async (module) => {
      const built = module.graph.effective;
      if (format !== "text" && format !== "json") {
        const failed = await writePicture(io, built, { ...wish, format });
        if (failed !== undefined) return failed;
      } else if (values.diamonds !== true) io.stdout.write(format === "json" ? toJson(graphReport(module)) : built.print());
      else if (format === "json") io.stdout.write(diamondsJson(diamonds(built)));
      else io.stdout.write(diamondsText(diamonds(built), styleOf(wantsColor(values, io.stdout, io.host.env))));
      return tellMissing(io, built);
    });
  },
});
