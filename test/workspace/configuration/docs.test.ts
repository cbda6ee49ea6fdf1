import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../../rules/index.ts";
import type { AnyRule } from "../../../server/analysis/rule.ts";
import { parseConfiguration } from "../../../server/workspace/configuration/parse.ts";
import { configurationSchema } from "../../../server/workspace/configuration/schema.ts";
import { cached, gomodLint } from "../../support/cli.ts";
import { repository } from "../../support/paths.ts";
import { parseTxtar } from "../../support/txtar.ts";
import { worldOf } from "../../support/world.ts";

const page = readFileSync(join(repository, "docs/configuration.md"), "utf8");
const all: readonly AnyRule[] = rules;

/** The fenced blocks of a page in a language, as they are written. */
function blocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(([, block = ""]) => block);
}

describe("the documentation of configurations", () => {
  it("has examples that are right as they stand", () => {
    const pages = readdirSync(join(repository, "rules")).filter((name) => name.endsWith(".md"));
    const texts = [page, readFileSync(join(repository, "README.md"), "utf8")];
    texts.push(...pages.map((name) => readFileSync(join(repository, "rules", name), "utf8")));
    const examples = texts.flatMap((text) => blocks(text, "yaml"));
    assert.ok(examples.length >= 10);
    for (const example of examples) {
      const parsed = parseConfiguration("/x.yaml", example, rules);
      assert.deepEqual("problems" in parsed ? parsed.problems : [], [], example);
    }
  });

  it("has every key, every rule with options, and all of its options", () => {
    for (const key of configurationSchema(rules).keys) assert.ok(page.includes(`\n| \`${key}\` |`), key);
    for (const { id, options } of all) {
      if (options === undefined) continue;
      const row = page.split("\n").find((line) => line.startsWith(`| [${id}](`));
      assert.deepEqual(
        [...(row ?? "").matchAll(/`(\w+)`/g)].map(([, name]) => name),
        Object.keys(options),
        id,
      );
      const own = readFileSync(join(repository, "rules", `${id}.md`), "utf8");
      for (const name of Object.keys(options)) assert.ok(own.includes(name), `${id}: ${name}`);
    }
  });

  it("shows what gomod-lint prints", async () => {
    const [example = ""] = blocks(page, "txtar");
    const expected = blocks(page.slice(page.indexOf(example) + example.length + "```\n".length), "")[0];
    const { modules, folder, main } = worldOf(parseTxtar(example).files);
    const files: Record<string, string> = { "/work/go.mod": main, ...cached(Object.fromEntries(modules)) };
    for (const [name, text] of folder) files[`/work/${name}`] = text;
    const { exit, stdout } = await gomodLint(["--format=concise", "--offline"], { files });
    assert.deepEqual([exit, stdout], [1, expected]);
  });
});
