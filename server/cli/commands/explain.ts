import { nearest } from "../../analysis/settings.ts";
import { defineCommand } from "../command.ts";
import { ruleFile } from "../documentation.ts";
import { complain, describeFailure, usage } from "../messages.ts";
import { plainMarkdown } from "../plain-markdown.ts";
import { styleOf, wantsColor } from "../reporters/style.ts";

export const explain = defineCommand({
  name: "explain",
  usage: ["explain RULE…"],
  description: ["Shows what a rule finds and why, with an example and what to write instead."],
  options: {
    markdown: { type: "boolean", help: "as it is written, in Markdown" },
  },
  exits: { 0: "it was shown", 2: "there is no such rule", 3: "its documentation could not be read" },
  examples: { "gomod-lint explain dependency-diamond": "what the finding means and what to do" },
  async run(values, operands, io) {
    if (operands.length === 0) return usage(io, { usage: "which RULE?", hint: "gomod-lint rules lists them all" }, "explain");
    const rules = await io.rules();
    const texts: string[] = [];
    for (const id of operands) {
      const ofGroup = rules.filter((rule) => rule.group === id).map((rule) => rule.id);
      if (!rules.some((rule) => rule.id === id)) {
        const near = nearest(
          id,
          rules.map((rule) => rule.id),
        );
        const hint =
          ofGroup.length > 0 ? `it is a group: ${ofGroup.join(", ")}` : near === undefined ? undefined : `did you mean ${near}?`;
        return usage(
          io,
          { usage: `unknown rule ${JSON.stringify(id)}`, hint: hint ?? "gomod-lint rules lists them all" },
          "explain",
        );
      }
      const text = io.host.readText(ruleFile(io, id));
      if (typeof text !== "string") {
        complain(io, `${ruleFile(io, id)}: ${describeFailure(text, "read").message}`, "install gomod-lint anew");
        return 3;
      }
      texts.push(text);
    }
    const style = styleOf(wantsColor(values, io.stdout, io.host.env));
    io.stdout.write(texts.map((text) => (values.markdown === true ? text : plainMarkdown(text, style))).join("\n"));
    return 0;
  },
});
