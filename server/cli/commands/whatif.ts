import type { ModuleVersion } from "../../graph/module-version.ts";
import { formatModule, isToolchain } from "../../graph/module-version.ts";
import { type WhatIf, whatIf, withRequirements } from "../../graph/what-if.ts";
import { counted } from "../../text/counted.ts";
import { compareModVersions, isModVersion } from "../../version/go-version.ts";
import { checkPath } from "../../version/module-path.ts";
import type { UsageError } from "../arguments.ts";
import { defineCommand } from "../command.ts";
import { splitModule } from "../find-module.ts";
import { usage } from "../messages.ts";
import { loadSet, type OpenModule, tellMissing, withModule } from "../module-file.ts";
import { formatOf, formatOption, toJson } from "../output-format.ts";
import { type Style, styleOf, wantsColor } from "../reporters/style.ts";

export const whatif = defineCommand({
  name: "whatif",
  usage: ["whatif [OPTIONS] MODULE@VERSION…"],
  description: [
    "Says which modules would come, go or change their version if the go.mod of the working directory (-C DIR: of another one) required each MODULE at VERSION instead. MODULE@none: if it did not require it. Nothing is written.",
  ],
  options: {
    format: formatOption,
    offline: { type: "boolean", help: "never ask the network" },
  },
  exits: {
    0: "the answer was printed",
    2: "the command line or a setting makes no sense, or there is no module",
    3: "a go.mod that the answer needs could not be read",
  },
  examples: {
    "gomod-lint whatif golang.org/x/net@v0.38.0": "what an upgrade pulls along",
    "gomod-lint whatif example.com/old@none": "what the build is rid of without it",
  },
  async run(values, operands, io) {
    if (operands.length === 0) return usage(io, { usage: "which MODULE@VERSION?" }, "whatif");
    const format = formatOf(values.format);
    if (typeof format === "object") return usage(io, format, "whatif");
    const wanted: ModuleVersion[] = [];
    for (const operand of operands) {
      const module = moduleVersion(operand);
      if ("usage" in module) return usage(io, module, "whatif");
      wanted.push(module);
    }
    return withModule(io, "whatif", undefined, { offline: values.offline === true }, async (module) => {
      const { found, workspace, graph } = module;
      // What the answer needs is fetched like every other graph.
      await loadSet(io, workspace, { ...found, set: withRequirements(found.set, wanted) });
      const answer = whatIf(found.set, graph, wanted, workspace.sources.lookup);
      const style = styleOf(wantsColor(values, io.stdout, io.host.env));
      io.stdout.write(format === "json" ? whatIfJson(answer) : whatIfText(answer, wanted, module, style));
      return tellMissing(io, answer.graph.effective);
    });
  },
});

/** `MODULE@VERSION` taken apart, or what is wrong with it. */
function moduleVersion(operand: string): ModuleVersion | UsageError {
  const { path, version } = splitModule(operand);
  if (version === undefined)
    return { usage: `${operand} names no version`, hint: `write ${operand}@v1.2.3, or ${operand}@none to drop it` };
  if (isToolchain(path)) return { usage: `${path} is no module`, hint: "change the line itself, and let gomod-lint check it" };
  const problem = checkPath(path);
  if (problem !== undefined) return { usage: `${path} is not a module path: ${problem}` };
  if (version !== "none" && !isModVersion(path, version)) {
    return {
      usage: `${version} is not a full version`,
      hint: "write one like v1.2.3: which version a name stands for today is not looked up",
    };
  }
  return { path, version };
}

function whatIfText({ changes }: WhatIf, wanted: readonly ModuleVersion[], { found, graph }: OpenModule, style: Style): string {
  let text = "";
  for (const { path, version } of wanted) {
    const excluded = found.set.mains.some((main) => main.exclude.get(path)?.has(version) === true);
    if (excluded) text += `${path}@${version} is excluded by go.mod: requiring it has no effect\n`;
    const { path: other, version: target } = graph.effective.selectedNode(path)?.target ?? { path, version: "" };
    if (other !== path)
      text += `${path} is replaced by ${formatModule({ path: other, version: target })}, whatever is required\n`;
  }
  if (changes.length === 0) return `${text}nothing would change\n`;
  const width = Math.max(...changes.map((change) => change.path.length));
  for (const { path, before, after } of changes) {
    const name = path.padEnd(width);
    if (before === undefined) text += `${style.added("added     ")} ${name}  ${after}\n`;
    else if (after === undefined) text += `${style.removed("removed   ")} ${name}  ${before}\n`;
    else text += `${compareModVersions(path, before, after) < 0 ? "upgraded  " : "downgraded"} ${name}  ${before} → ${after}\n`;
  }
  return `${text}${counted(changes.length, "change")}; nothing was written\n`;
}

function whatIfJson({ changes }: WhatIf): string {
  return toJson({
    changes: changes.map(({ path, before, after }) => ({ path, before: before ?? null, after: after ?? null })),
  });
}
