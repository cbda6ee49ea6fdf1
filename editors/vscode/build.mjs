import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

// Makes build/: the extension as one file, and in build/server the built package with what it needs of node_modules joined into its own files.
const here = fileURLToPath(new URL(".", import.meta.url));
const repository = fileURLToPath(new URL("../..", import.meta.url));
const server = `${here}build/server`;

if (!existsSync(`${repository}dist/bin/main.js`)) {
  console.error("The server is not built: run npm ci in the repository's folder first.");
  process.exit(1);
}
await rm(`${here}build`, { recursive: true, force: true });

const common = {
  bundle: true,
  format: "cjs",
  platform: "node",
  legalComments: "none",
  minify: true,
  keepNames: true,
  logLevel: "warning",
};
await build({
  ...common,
  entryPoints: [`${here}src/extension.ts`],
  outfile: `${here}build/extension.js`,
  target: "node22",
  external: ["vscode"],
});

/** Files of the package load each other as they are, so that what only some runs need stays unread. */
const apart = {
  name: "apart",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, importer }) =>
      importer.startsWith(`${repository}dist/bin/`) ? { path, external: true } : undefined,
    );
  },
};
const files = (await readdir(`${repository}dist/bin`, { recursive: true })).filter(
  (name) => name.endsWith(".js") && !/^(api[/\\]|picture[/\\]page\.js)/.test(name),
);
for (const name of files) {
  await build({
    ...common,
    entryPoints: [`${repository}dist/bin/${name}`],
    outfile: `${server}/dist/bin/${name}`,
    target: "node20.19",
    plugins: [apart],
  });
}
await cp(`${repository}node_modules/web-tree-sitter/web-tree-sitter.wasm`, `${server}/dist/bin/modfile/web-tree-sitter.wasm`);
for (const name of [
  "dist/bin/package.json",
  "dist/bin/picture/page.js",
  "dist/bin/picture/page.css",
  "grammar/tree-sitter-gomod.wasm",
  "schema.json",
]) {
  await mkdir(`${server}/${name}`.replace(/[^/]*$/, ""), { recursive: true });
  await cp(`${repository}${name}`, `${server}/${name}`);
}
await mkdir(`${server}/rules`);
for (const name of (await readdir(`${repository}rules`)).filter((name) => name.endsWith(".md") && name !== "README.md")) {
  await cp(`${repository}rules/${name}`, `${server}/rules/${name}`);
}
const { name, version, type } = JSON.parse(await readFile(`${repository}package.json`, "utf8"));
await writeFile(`${server}/package.json`, `${JSON.stringify({ name, version, type })}\n`);

// The licences of what was joined in.
const licences = [];
for (const [folder, names] of [
  [repository, ["undici", "vscode-jsonrpc", "vscode-languageserver-textdocument", "web-tree-sitter", "valibot", "yaml"]],
  [
    here,
    [
      "vscode-languageclient",
      "vscode-languageserver-protocol",
      "vscode-languageserver-types",
      "minimatch",
      "brace-expansion",
      "balanced-match",
      "semver",
    ],
  ],
]) {
  for (const name of names) {
    const module = `${folder}node_modules/${name}`;
    const file = (await readdir(module)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
    if (file === undefined) throw new Error(`${name} has no licence`);
    licences.push(`${name}\n\n${(await readFile(`${module}/${file}`, "utf8")).trim()}\n`);
  }
}
await writeFile(`${here}build/licences.txt`, licences.join(`\n${"-".repeat(80)}\n\n`));
await cp(`${repository}LICENSE`, `${here}LICENSE`);
