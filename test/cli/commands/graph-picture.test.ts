import assert from "node:assert/strict";
import { cached, gomodLint } from "../../support/cli.ts";

/** web and old want different versions of log; more modules than a picture shows hang on many. */
const names = Array.from({ length: 60 }, (_, i) => `example.com/leaf${String(i).padStart(2, "0")}`);

const world = {
  "/work/go.mod": [
    "module example.com/app",
    "",
    "go 1.16",
    "",
    "require (",
    "\texample.com/many v1.0.0",
    "\texample.com/old v0.1.0",
    "\texample.com/web v1.4.0",
    ")",
    "",
  ].join("\n"),
  ...cached({
    "example.com/log@v1.0.0": "module example.com/log\n",
    "example.com/log@v1.3.0": "module example.com/log\n",
    "example.com/old@v0.1.0": "module example.com/old\n\nrequire example.com/log v1.0.0\n",
    "example.com/web@v1.4.0": "module example.com/web\n\nrequire example.com/log v1.3.0\n",
    "example.com/many@v1.0.0": `module example.com/many\n\nrequire (\n${names.map((name) => `\t${name} v1.0.0\n`).join("")})\n`,
    ...Object.fromEntries(names.map((name) => [`${name}@v1.0.0`, `module ${name}\n`])),
  }),
};

const graph = (...args: string[]) => gomodLint(["graph", ...args], { files: world });

describe("graph as a picture", () => {
  it("is of the diamonds where the graph is large, and says so", async () => {
    const { exit, stdout, stderr } = await graph("--format", "mermaid");
    assert.equal(exit, 0);
    assert.match(stdout, /^%% Diamonds of example\.com\/app\n%% 1 diamond: 4 of 65 modules\nflowchart LR\n/);
    assert.match(stdout, /\["example\.com\/log@v1\.3\.0"\]/);
    assert.doesNotMatch(stdout, /leaf/);
    assert.equal(
      stderr,
      "gomod-lint: the picture shows 1 diamond: 4 of 65 modules\n  --limit N shows more (0: all), --focus MODULE one module, --format html has everything\n",
    );
  });

  it("is of everything where that is asked for", async () => {
    const { stdout, stderr } = await graph("--format=dot", "--limit=0");
    assert.equal(names.filter((name) => stdout.includes(`${name}@v1.0.0\\l`)).length, 60);
    assert.equal(stderr, "");
  });

  it("is of one module, at one version where that is named", async () => {
    const { stdout, stderr } = await graph("--format=dot", "--focus=example.com/log");
    assert.match(stdout, /label="example\.com\/log in example\.com\/app\\lwhat leads to example\.com\/log: 4 of 65 modules\\l"/);
    assert.equal(stderr, "");
    const one = await graph("--format=dot", "--focus", "example.com/log@v1.0.0");
    assert.match(one.stdout, /what leads to example\.com\/log@v1\.0\.0: 4 of 65 modules/);
    assert.match(one.stdout, /example\.com\/web@v1\.4\.0 requires example\.com\/log@v1\.3\.0, which forces v1\.3\.0/);
  });

  it("is cut by depth and by number", async () => {
    const near = await graph("--format=svg", "--depth=1");
    assert.match(near.stdout, /4 of 65 modules, up to 1 requirement away/);
    const few = await graph("--format=svg", "--depth=2", "--limit=10");
    assert.match(few.stdout, /10 of 65 modules: the nearest to the main module, up to 2 requirements away/);
    assert.match(few.stderr, /^gomod-lint: the picture shows 10 of 65 modules/);
  });

  it("shows what is missing of a partial graph, and ends as a text would", async () => {
    const files = { "/work/go.mod": "module example.com/app\n\ngo 1.21\n\nrequire example.com/gone v1.0.0\n" };
    const { exit, stdout, stderr } = await gomodLint(["graph", "--format", "svg"], { files });
    assert.equal(exit, 3);
    assert.match(stdout, /example\.com\/gone@v1\.0\.0: selected; go\.mod missing: not in the module cache/);
    assert.match(stderr, /the graph is incomplete: 1 go\.mod file could not be read/);
  });

  it("is a page that holds all, with the program of the installed package", async () => {
    const files = { ...world, "/package/dist/bin/picture/page.js": "start()", "/package/dist/bin/picture/page.css": "a{}" };
    const { exit, stdout, stderr } = await gomodLint(["graph", "--format", "html"], { files });
    assert.deepEqual([exit, stderr], [0, ""]);
    assert.match(stdout, /<script>start\(\)<\/script>/);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(stdout)?.[1] ?? "";
    assert.match(policy, /^default-src 'none'; script-src 'sha256-[\w+/]+='; style-src 'sha256-[\w+/]+='; /);
    const data = JSON.parse(/id="data">(.*)<\/script>/.exec(stdout)?.[1] ?? "");
    assert.equal(data.graph.modules.length, 65 + 1);
    assert.deepEqual(data.selection, { view: "diamonds", max: 40, indirect: false });
    const lacking = await graph("--format=html");
    assert.deepEqual([lacking.exit, lacking.stdout], [3, ""]);
    assert.match(lacking.stderr, /page\.js: no such file\n {2}the installation lacks it/);
  });

  it("says that Mermaid has limits", async () => {
    const many = Array.from({ length: 501 }, (_, i) => `example.com/leaf${i}`);
    const files = {
      "/work/go.mod": `module example.com/app\n\ngo 1.16\n\nrequire (\n${many.map((name) => `\t${name} v1.0.0\n`).join("")})\n`,
      ...cached(Object.fromEntries(many.map((name) => [`${name}@v1.0.0`, `module ${name}\n`]))),
    };
    const { stderr } = await gomodLint(["graph", "--format=mermaid", "--limit=0"], { files });
    assert.match(
      stderr,
      /^gomod-lint: Mermaid draws up to 500 edges and 50000 letters unless [^\n]*: this has 501 and \d+\n {2}--limit N shows less\n$/,
    );
  });

  it("says what is wrong with a question", async () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [["--format", "pdf"], /unknown format "pdf"\n {2}formats are text, json, dot, mermaid, svg/],
      [["--format", "dott"], /did you mean dot\?/],
      [["--focus", "example.com/log"], /--focus is for a picture\n {2}or gomod-lint why example\.com\/log/],
      [["--format=json", "--limit=3"], /--limit is for a picture/],
      [
        ["--format=dot", "--focus=example.com/lgo"],
        /example\.com\/lgo is not in the module graph\n {2}did you mean example\.com\/log\?/,
      ],
      [["--format=dot", "--focus=example.com/log@v9.0.0"], /versions in the graph: v1\.3\.0, v1\.0\.0|versions in the graph/],
      [["--format=dot", "--focus=example.com/log", "--diamonds"], /--diamonds and --focus are two pictures/],
      [["--format=dot", "--depth=0"], /--depth 0: not a number from 1/],
      [["--format=dot", "--limit=many"], /--limit many: not a number from 0/],
    ];
    for (const [args, message] of cases) {
      const { exit, stdout, stderr } = await graph(...args);
      assert.deepEqual([exit, stdout], [2, ""], args.join(" "));
      assert.match(stderr, message);
    }
  });
});
