import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { parse, parseAllDocuments } from "yaml";
import { rules } from "../../rules/index.ts";
import { parseArguments } from "../../server/cli/arguments.ts";
import { commandNames } from "../../server/cli/command-names.ts";
import { check } from "../../server/cli/commands/check.ts";
import { parseConfiguration } from "../../server/workspace/configuration/parse.ts";
import { repository, toolCache } from "../support/paths.ts";
import { scratchFolder } from "../support/scratch-folder.ts";
import { program, runCli } from "../support/spawn-cli.ts";

const twice = "module example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n";
const page = (name: string): string => fs.readFileSync(join(repository, name), "utf8");
/** The code blocks of a page in a language. */
const blocks = (name: string, language: string): readonly string[] =>
  [...page(name).matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map((match) => match[1] ?? "");

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

describe("ready-made CI", function () {
  this.timeout(300_000);
  const scratch = scratchFolder();

  describe("the GitHub action", () => {
    const action = parse(page("action.yml"));
    const steps: readonly Step[] = action.runs.steps;

    it("declares what it uses", () => {
      assert.equal(action.runs.using, "composite");
      const used = [...page("action.yml").matchAll(/inputs\.([\w-]+)/g)].map((match) => match[1] ?? "");
      assert.deepEqual([...new Set(used)].sort(), Object.keys(action.inputs).sort());
      for (const step of steps) {
        // What a user writes never becomes part of a script.
        assert.doesNotMatch(step.run ?? "", /\$\{\{/);
        if (step.uses !== undefined) assert.match(step.uses, /^[\w-]+\/[\w/-]+@v\d+$/);
      }
    });

    /** Runs the step that checks, as the runner does. */
    const run = (inputs: Readonly<Record<string, string>>) => {
      const step = steps.find(({ id }) => id === "check") ?? assert.fail("no such step");
      const value = (name: string): string => inputs[name] ?? action.inputs[name].default;
      const env = Object.fromEntries(
        Object.entries(step.env ?? {}).map(([key, text]) => [
          key,
          text
            .replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => value(name))
            .replace(/\$\{\{ github\.action_path \}\}/, () => repository),
        ]),
      );
      const output = join(scratch.path, "output");
      fs.writeFileSync(output, "");
      const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run ?? ""], {
        cwd: join(scratch.path, value("working-directory")),
        encoding: "utf8",
        env: { ...process.env, GOPROXY: "off", GOMODCACHE: join(scratch.path, "cache"), GITHUB_OUTPUT: output, ...env },
      });
      return { status, stdout, stderr, output: fs.readFileSync(output, "utf8") };
    };

    it("annotates, writes its report, and fails with the findings", function () {
      if (spawnSync("bash", ["--version"]).status !== 0) this.skip(); // no bash here
      fs.mkdirSync(join(scratch.path, "sub"));
      fs.writeFileSync(join(scratch.path, "sub/go.mod"), twice);
      const found = run({ "working-directory": "sub" });
      assert.deepEqual([found.status, found.stderr], [1, ""]);
      assert.match(found.stdout, /^::error title=gomod-lint toolchain-equals-go,file=go\.mod,line=5,/);
      assert.equal(found.output, "sarif=sub/gomod-lint.sarif\n");
      assert.equal(JSON.parse(fs.readFileSync(join(scratch.path, "sub/gomod-lint.sarif"), "utf8")).runs.length, 1);
    });

    it("passes options and paths on as they are, a line each", function () {
      if (spawnSync("bash", ["--version"]).status !== 0) this.skip(); // no bash here
      const odd = "a b;$(touch oops)`touch oops`'";
      fs.mkdirSync(join(scratch.path, odd));
      fs.writeFileSync(join(scratch.path, odd, "go.mod"), twice);
      const found = run({ paths: `\n${odd}\n`, options: "--severity=toolchain=warning\n--max-warnings=1\n", sarif: "" });
      assert.deepEqual([found.status, found.stderr, found.output], [0, "", ""]);
      assert.match(found.stdout, /^::warning /);
      const wrong = run({ options: "--no-such-option" });
      assert.deepEqual([wrong.status, wrong.output], [2, ""]);
      assert.deepEqual(fs.readdirSync(scratch.path).sort(), [odd, "output"]);
    });
  });

  it("the problem matcher reads every line of the concise format", async () => {
    const { problemMatcher } = JSON.parse(page("docs/problem-matcher.json"));
    const lines = page("test/cli/reporters/golden/concise.txt").trimEnd().split("\n");
    assert.ok(lines.length >= 5);
    for (const line of lines) {
      const read = problemMatcher.flatMap((matcher: { severity?: string; pattern: readonly Record<string, never>[] }) => {
        const [pattern = {} as Record<string, never>] = matcher.pattern;
        const match = new RegExp(pattern["regexp"] ?? "").exec(line);
        const at = (key: string) => match?.[pattern[key] ?? -1];
        return match === null
          ? []
          : [`${at("file")}:${at("line")}:${at("column")}: ${at("severity") ?? "info"}: ${at("message")} [${at("code")}]`];
      });
      assert.deepEqual(read, [line]); // once, and every part in its place
    }
  });

  it("the examples in the documentation are commands that there are, and configuration that is good", () => {
    const lines = ["README.md", "docs/ci.md", "action.yml", ".pre-commit-hooks.yaml"].flatMap((name) =>
      [...page(name).matchAll(/(?:^|[`\s])(?:npx )?gomod-lint ((?:check |--)[^`\n]*)/gm)].map((match) => (match[1] ?? "").trim()),
    );
    assert.ok(lines.length > 10);
    for (const line of lines) {
      const words = line
        .replace(/^check /, "")
        .split(/\s+/)
        .filter((word) => word !== "");
      const parsed = parseArguments(check, words);
      assert.ok(!("usage" in parsed), `${line}: ${"usage" in parsed ? parsed.usage : ""}`);
    }
    const configurations = blocks("README.md", "yaml");
    assert.ok(configurations.length > 0);
    for (const text of configurations) assert.ok("file" in parseConfiguration("/x.yaml", text, rules), text);
    for (const text of blocks("docs/ci.md", "yaml"))
      for (const document of parseAllDocuments(text)) assert.deepEqual(document.errors, []);
  });

  it("the Makefile example runs", function () {
    if (spawnSync("make", ["--version"]).status !== 0) this.skip(); // no make here
    const [makefile = ""] = blocks("docs/ci.md", "make");
    fs.writeFileSync(join(scratch.path, "Makefile"), makefile);
    fs.writeFileSync(join(scratch.path, "go.mod"), twice);
    fs.writeFileSync(join(scratch.path, "gomod-lint"), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`, {
      mode: 0o755,
    });
    const env = {
      ...process.env,
      PATH: `${scratch.path}:${process.env["PATH"]}`,
      GOPROXY: "off",
      GOMODCACHE: join(scratch.path, "cache"),
    };
    const { status, stdout } = spawnSync("make", ["lint-modules"], { cwd: scratch.path, encoding: "utf8", env });
    assert.equal(status, 2); // make's own code for a command that failed
    assert.match(stdout, /^go\.mod:5:11: error: .*\[toolchain-equals-go\]$/m);
  });

  describe("the pre-commit hooks", () => {
    const hooks: readonly Readonly<Record<string, string>>[] = parse(page(".pre-commit-hooks.yaml"));

    it("are commands that there are, and take the files that they are for", async () => {
      assert.deepEqual(
        hooks.map(({ id }) => id),
        ["gomod-lint", "gomod-lint-fix", "gomod-lint-fmt"],
      );
      for (const { entry = "", files = "" } of hooks) {
        const [name, command = "", ...args] = entry.split(" ");
        assert.equal(name, "gomod-lint");
        assert.ok((commandNames as readonly string[]).includes(command));
        for (const path of ["go.mod", "a/go.mod", "go.work"]) assert.match(path, new RegExp(files));
        for (const path of ["xgo.mod", "go.mod.txt", "go.sum"]) assert.doesNotMatch(path, new RegExp(files));
        fs.writeFileSync(join(scratch.path, "go.mod"), "module example.com/app\n\ngo 1.21\n");
        assert.equal((await runCli([command, ...args, "go.mod"], { cwd: scratch.path })).code, 0);
      }
    });

    it("run in pre-commit", function () {
      const preCommit = installedPreCommit();
      if (preCommit === undefined) this.skip(); // no python3 with venv here, or no package index
      const source = join(scratch.path, "source");
      // As somebody else gets it: what is committed, plus what is not yet.
      execFileSync("git", ["clone", "-q", repository, source]);
      for (const name of [
        "package.json",
        "package-lock.json",
        "tsconfig.json",
        ".pre-commit-hooks.yaml",
        "server",
        "rules",
        "scripts",
        "schema.json",
      ])
        fs.cpSync(join(repository, name), join(source, name), { recursive: true });
      const git = (cwd: string, ...args: string[]): void => {
        execFileSync("git", ["-c", "user.name=x", "-c", "user.email=x@example.com", ...args], { cwd, stdio: "pipe" });
      };
      git(source, "add", ".");
      git(source, "commit", "-q", "--allow-empty", "-m", "now");
      const work = join(scratch.path, "work");
      fs.mkdirSync(work);
      fs.writeFileSync(join(work, "go.mod"), twice.replace("go 1.21", "go   1.21"));
      git(work, "init", "-q");
      git(work, "add", ".");
      const run = (hook: string) =>
        spawnSync(preCommit, ["try-repo", source, hook, "--all-files", "--verbose"], {
          cwd: work,
          encoding: "utf8",
          env: {
            ...process.env,
            PRE_COMMIT_HOME: join(scratch.path, "home"),
            GOPROXY: "off",
            GOMODCACHE: join(scratch.path, "cache"),
          },
        });
      const reported = run("gomod-lint");
      if (/ENOTFOUND|ECONNREFUSED|EAI_AGAIN/.test(reported.stdout)) this.skip(); // no package registry here
      assert.equal(reported.status, 1, reported.stdout + reported.stderr);
      assert.match(reported.stdout, /^go\.mod:5:11: error: .*\[toolchain-equals-go\]$/m);
      assert.match(run("gomod-lint-fix").stdout, /files were modified by this hook/);
      assert.match(run("gomod-lint-fmt").stdout, /files were modified by this hook/);
      assert.equal(fs.readFileSync(join(work, "go.mod"), "utf8"), "module example.com/app\n\ngo 1.21\n");
    });
  });
});

/** pre-commit in a virtual environment of the user's cache directory, installed there once. */
function installedPreCommit(): string | undefined {
  const version = "4.7.0";
  const cache = join(toolCache, `pre-commit-${version}`);
  const command = join(cache, "bin", "pre-commit");
  if (fs.existsSync(command)) return command;
  if (spawnSync("python3", ["-m", "venv", cache]).status !== 0) return undefined;
  const installed = spawnSync(join(cache, "bin", "pip"), ["install", "--quiet", `pre-commit==${version}`], { encoding: "utf8" });
  return installed.status === 0 && fs.existsSync(command) ? command : undefined;
}
