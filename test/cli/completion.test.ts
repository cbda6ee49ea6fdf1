import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { rules } from "../../rules/index.ts";
import { commandNames } from "../../server/cli/command-names.ts";
import { gomodLint } from "../support/cli.ts";

const script = async (shell: string): Promise<string> => {
  const { exit, stdout, stderr } = await gomodLint(["completion", shell]);
  assert.deepEqual([exit, stderr], [0, ""]);
  return stdout;
};
const has = (shell: string): boolean => spawnSync(shell, ["-c", "exit 0"]).status === 0;

describe("completion", () => {
  /** A command line whose last word is being typed → what the real shell offers. */
  const lines: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["gomod-lint ", ["check", "graph", "completion", "help"], ["--fix"]],
    ["gomod-lint gr", ["graph"], ["check"]],
    ["gomod-lint --no-c", ["--no-color", "--no-config"], ["--fix"]],
    ["gomod-lint check --write", ["--write-baseline"], ["--fix"]],
    ["gomod-lint --format gi", ["github", "gitlab"], ["text"]],
    ["gomod-lint graph --format ", ["text", "json", "dot", "mermaid", "svg", "html"], ["sarif"]],
    ["gomod-lint why --format ", ["text", "json"], ["sarif", "svg"]],
    ["gomod-lint mirror --for ", ["build", "tidy", "all"], ["text"]],
    ["gomod-lint check --level ", ["error", "warning", "info"], ["off"]],
    ["gomod-lint --select dependency", ["dependency-diamond"], ["syntax"]],
    ["gomod-lint --severity syn", ["syntax="], ["toolchain="]],
    ["gomod-lint explain toolchain-e", ["toolchain-equals-go"], ["toolchain"]],
    ["gomod-lint completion ", ["bash", "zsh", "fish"], ["check"]],
    ["gomod-lint whatif --off", ["--offline"], ["--fix"]],
  ];

  it("works in bash", async function () {
    if (!has("bash")) this.skip(); // no bash here
    const text = await script("bash");
    const offered = (words: readonly string[]): readonly string[] => {
      const quoted = words.map((word) => `'${word}'`).join(" ");
      const program = `${text}\nCOMP_WORDS=(${quoted}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _gomod_lint; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return execFileSync("bash", ["-c", program], { encoding: "utf8" })
        .split("\n")
        .filter((word) => word !== "");
    };
    for (const [line, expected, others] of lines) {
      const words = offered(line.split(" "));
      for (const word of expected) assert.ok(words.includes(word), `${line}: ${word} of ${words.join(" ")}`);
      for (const word of others) assert.ok(!words.includes(word), `${line}: ${word}`);
    }
    // To bash an equals sign is a word of its own.
    assert.deepEqual(offered(["gomod-lint", "--format", "=", "jso"]), ["json", "jsonl"]);
    assert.deepEqual(offered(["gomod-lint", "--format", "="]).length, 9);
    assert.deepEqual(offered(["gomod-lint", "--config", "x"]), []); // bash itself offers files
  });

  it("works in fish", async function () {
    if (!has("fish")) this.skip(); // no fish here
    const text = await script("fish");
    for (const [line, expected, others] of lines) {
      const program = `${text}\ncomplete -C '${line}'`;
      const words = execFileSync("fish", ["--no-config", "-c", program], { encoding: "utf8" })
        .split("\n")
        .map((row) => row.split("\t")[0]);
      for (const word of expected) assert.ok(words.includes(word), `${line}: ${word} of ${words.join(" ")}`);
      for (const word of others) assert.ok(!words.includes(word), `${line}: ${word}`);
    }
  });

  it("is zsh", async function () {
    if (!has("zsh")) this.skip(); // no zsh here
    execFileSync("zsh", ["-n"], { input: await script("zsh") });
    // Its specifications are taken apart by zsh's own parser of them.
    const program = `autoload -U compinit; compinit -u -D; ${await script("zsh")}\ntypeset -f _gomod_lint >/dev/null && print \${_comps[gomod-lint]}`;
    assert.equal(execFileSync("zsh", ["-f", "-c", program], { encoding: "utf8" }).trim(), "_gomod_lint");
  });

  it("knows every command, rule and option, for each shell", async () => {
    for (const shell of ["bash", "zsh", "fish"]) {
      const text = await script(shell);
      for (const name of commandNames) assert.match(text, new RegExp(`\\b${name}\\b`), `${shell}: ${name}`);
      for (const { id } of rules) assert.ok(text.includes(id), `${shell}: ${id}`);
    }
  });
});
