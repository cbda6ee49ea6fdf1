import { cached, gomodLint, type Ran } from "./cli.ts";

/** Names and texts that each format has to escape in its own way. */
export const oddName = "a b, 100%: é<&>/go.mod";

const documentation = (rule: string, text: string): Record<string, string> => ({
  [`/package/rules/${rule}.md`]: `# ${rule}\n\n${text}\n\n## Why\n\nBecause. See [another](other.md) and [Go](https://go.dev).\n`,
});

/** A repository with findings of all severities, one over several lines, hostile text, a clean module, and a file that cannot be read. */
const reportFiles = {
  "/repository/.git/HEAD": "ref: refs/heads/main\n",
  "/repository/work/go.mod":
    "module example.com/app\n\ngo 1.21\n\nrequire (\n\texample.com/log v1.0.0\n\texample.com/web v1.4.0\n)\n\nrequire example.com/log v1.0.0\n",
  [`/repository/work/${oddName}`]: "module example.com/odd\n\nrequire \"<a href='x'>&amp;\u0001\u202e]]>[b](c)\ud800\" v1.0.0\n",
  "/repository/work/bytes/go.mod": "module example.com/bytes\n\ngo 1.21\n\nrequier example.com/\udcff v1.0.0\n",
  "/repository/work/clean/go.mod": "module example.com/clean\n\ngo 1.21\n",
  "/repository/work/fifo/go.mod": { special: "fifo" },
  "/repository/work/lonely/go.mod": "module example.com/lonely\n\ngo 1.21\n\nrequire example.com/gone v1.0.0\n",
  "/package/package.json": '{ "version": "1.2.3" }',
  ...documentation("require-below-selected", "A direct requirement below the version\nthat the module graph selects."),
  ...documentation("go-directive-missing", "There is no `go` line."),
  ...cached({
    "example.com/log@v1.0.0": "module example.com/log\n\ngo 1.21\n",
    "example.com/log@v1.3.0": "module example.com/log\n\ngo 1.21\n",
    "example.com/web@v1.4.0": "module example.com/web\n\ngo 1.21\n\nrequire example.com/log v1.3.0\n",
  }),
} as const;

/** Rules that the case is about: others, and later ones, stay out of the expected reports. */
const select = "--select=syntax,require-below-selected,duplicate-require,go-directive-missing,incomplete-graph";

/** Checks the repository from a folder within it. */
export async function reportCase(...args: string[]): Promise<Ran> {
  return gomodLint(["--level=info", select, ...args], { files: reportFiles, cwd: "/repository/work" });
}

/** The same for one clean module: what a report looks like that has nothing to say. */
export async function cleanCase(...args: string[]): Promise<Ran> {
  return gomodLint([select, ...args, "clean"], { files: reportFiles, cwd: "/repository/work" });
}
