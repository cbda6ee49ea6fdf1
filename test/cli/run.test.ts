import assert from "node:assert/strict";
import { commandNames } from "../../server/cli/command-names.ts";
import { gomodLint } from "../support/cli.ts";

const files = { "/work/go.mod": "module example.com/app\n\ngo 1.21\n", "/package/package.json": '{\n  "version": "1.2.3"\n}\n' };

describe("run", () => {
  it("tells its version", async () => {
    assert.deepEqual((await gomodLint(["--version"], { files })).stdout, "gomod-lint 1.2.3\n");
  });

  it("has help for all commands, in 80 columns, with usage, options, exit codes and examples", async () => {
    for (const name of commandNames) {
      const asked = await gomodLint(["help", name]);
      assert.equal(asked.exit, 0);
      for (const line of asked.stdout.split("\n")) assert.ok(line.length <= 80, `${name}: ${line}`);
      if (name === "help") continue;
      for (const part of ["Usage: gomod-lint ", "\nOptions:\n", "\nExit codes:\n", "\nExamples:\n"]) {
        assert.ok(asked.stdout.includes(part), `${name}: ${part}`);
      }
      assert.equal((await gomodLint([name, "--help"])).stdout, asked.stdout);
    }
    const overview = (await gomodLint(["--help"])).stdout;
    for (const name of commandNames) assert.match(overview, new RegExp(`^ {2}${name} `, "m"));
  });

  it("works in another directory with -C, before the command or behind it", async () => {
    const there = { files: { "/other/go.mod": "module example.com/other\n\ngo 1.21\n" } };
    for (const args of [
      ["-C", "/other", "graph"],
      ["graph", "-C", "../other"],
      ["--directory=/other", "graph"],
      ["-C/other", "graph"],
    ]) {
      assert.equal((await gomodLint(args, there)).stdout, "example.com/other go@1.21\ngo@1.21 toolchain@go1.21\n");
    }
    const missing = await gomodLint(["-C", "nowhere"], { files });
    assert.deepEqual([missing.exit, missing.stderr], [2, "gomod-lint: -C nowhere: no such directory\n  check the spelling\n"]);
  });

  const complaints: readonly (readonly [readonly string[], RegExp])[] = [
    [["--fx"], /unknown option --fx\n {2}did you mean --fix\?/],
    [["graph", "--fix"], /unknown option --fix\n {2}run gomod-lint graph --help/],
    [["--format"], /^gomod-lint: --format needs a value\n {2}--format FORMAT: text/],
    [["--fix=yes"], /^gomod-lint: --fix takes no value\n {2}--fix: write the safe fixes/],
    [["--format", "xml"], /unknown format "xml"\n {2}formats are text, concise, json, jsonl/],
    [["--format", "jso"], /unknown format "jso"\n {2}did you mean json\?/],
    [["--output", "sarif"], /--output sarif is not of the form FORMAT=FILE/],
    [["--output", "=x"], /unknown format ""/],
    [["--output", "sarf=x"], /unknown format "sarf"\n {2}did you mean sarif\?/],
    [["--output", "json=-"], /standard output is --format's/],
    [["--output=json=x", "--output=sarif=x"], /x is given twice/],
    [["--output=json=x", "--diff"], /--output and --diff exclude each other/],
    [["--level", "eror"], /"eror" is not a level\n {2}did you mean error\?/],
    [["--level=info", "--level=error"], /--level was given more than once/],
    [["--severity", "syntax"], /--severity syntax is not of the form RULE=LEVEL/],
    [["--severity", "syntax=loud"], /"loud" is not a level/],
    [["--severity", "sintax=info"], /unknown rule or group "sintax", did you mean syntax\?/],
    [["--select", "dependency-diamnd"], /did you mean dependency-diamond\?/],
    [
      ["--max-warnings", "-1"],
      /^gomod-lint: --max-warnings needs a value, and -1 is an option\n {2}if it is meant so: --max-warnings=-1\n/,
    ],
    [["--max-warnings=some"], /--max-warnings some: not a number/],
    [["--unsafe-fixes"], /--unsafe-fixes does nothing alone/],
    [["--fix", "--write-baseline"], /--fix and --write-baseline exclude each other/],
    [["--add-ignores", "--write-baseline"], /--add-ignores and --write-baseline exclude each other/],
    [["--add-ignores", "--unsafe-fixes"], /--unsafe-fixes does nothing alone/],
    [["--write-baseline", "--output=json=x"], /--output and --write-baseline exclude each other/],
    [["--statistics", "--diff"], /--statistics and --diff exclude each other/],
    [["--statistics", "--format=sarif"], /--statistics has no format sarif/],
    [["--diff", "--format=json"], /--diff and --format exclude each other\n {2}it prints a patch/],
    [["--write-baseline", "--format=json"], /--write-baseline and --format exclude each other/],
    [["--write-baseline", "--shard=1/2"], /--write-baseline and --shard exclude each other\n {2}a baseline has all findings/],
    [["--write-baseline", "--new-from-rev=HEAD"], /--write-baseline and --new-from-rev exclude each other/],
    [["--write-baseline", "-"], /--write-baseline needs files/],
    [["--print-config", "--fix"], /--print-config and --fix exclude each other/],
    [["--print-config", "--output=json=x"], /--print-config and --output exclude each other/],
    [["--shard=1/2", "-"], /--shard needs files/],
    [["--select=toolchain,sum", "--ignore=sum,toolchain"], /--select and --ignore leave no rule/],
    [["--watch", "--fix"], /--watch and --fix exclude each other/],
    [["--shard=0/3"], /--shard 0\/3 is not a part of a whole/],
    [["--shard", "4/3"], /--shard 4\/3 is not a part/],
    [["--shard", "half"], /--shard half is not a part/],
    [["--new-from-rev=--output=x"], /--new-from-rev --output=x is no revision/],
    [["--fix", "--diff"], /--fix and --diff exclude each other/],
    [["-", "go.mod"], /- stands alone/],
    [["--stdin-filename", "go.mod"], /--stdin-filename needs the operand -/],
    [["--stdin-filename", "main.go", "-"], /main\.go is not named like a module file/],
    [["grahp"], /grahp: no such file, directory or command\n {2}did you mean gomod-lint graph\?/],
    [["help", "grahp"], /unknown command "grahp"\n {2}did you mean graph\?/],
    [["sub/go.mod"], /sub\/go\.mod: no such file or directory/],
    [["notes.txt"], /notes\.txt is not named like a module file\n {2}go\.mod, go\.work, \*\.mod and \*\.work are read/],
    [["empty"], /no go\.mod or go\.work in empty or below\n {2}the module's file lies above: go\.mod/],
    [["graph", "a", "b"], /one PATH at most/],
    [["graph", "notes.txt"], /notes\.txt is not named like a module file/],
    [["graph", "nowhere"], /nowhere: no such file or directory/],
    [["graph", "/"], /no go\.mod in \/ or above/],
    [["why"], /which MODULE\?/],
    [["why", "--paths", "0", "x"], /--paths 0: not a number/],
    [["whatif"], /which MODULE@VERSION\?/],
    [["whatif", "example.com/a"], /names no version\n {2}write example\.com\/a@v1\.2\.3/],
    [["whatif", "example.com/a@latest"], /latest is not a full version/],
    [["whatif", "go@1.22"], /go is no module/],
    [["whatif", "UP//@v1.0.0"], /UP\/\/ is not a module path/],
    [["explain"], /which RULE\?/],
    [["explain", "dependency-diamonds"], /unknown rule "dependency-diamonds"\n {2}did you mean dependency-diamond\?/],
    [["explain", "diamond"], /it is a group: dependency-diamond, replace-downgrade/],
    [["rules", "syntax"], /gomod-lint explain syntax shows one rule/],
    [["parse"], /which FILE\?/],
    [["fmt"], /which PATH\?/],
    [["fmt", "--check", "-d", "."], /exclude each other/],
    [["--config=x.yaml", "--no-config"], /--config and --no-config exclude each other/],
    [["init", "a", "b"], /one DIR at most/],
    [["init", "nowhere"], /nowhere: no such directory/],
    [["schema", "x"], /unexpected x/],
    [["completion"], /which shell\?\n {2}it is one of bash, zsh, fish/],
    [["completion", "bsh"], /unknown shell "bsh"\n {2}did you mean bash\?/],
    [["lsp", "here"], /unexpected here/],
  ];
  for (const [args, expected] of complaints) {
    it(`complains about ${args.join(" ")}`, async () => {
      const { exit, stdout, stderr, host } = await gomodLint(args, {
        files: { ...files, "/work/notes.txt": "", "/work/empty/": "" },
      });
      assert.match(stderr, expected);
      assert.deepEqual([exit, stdout, host.io.writes], [2, "", []]);
    });
  }
});
