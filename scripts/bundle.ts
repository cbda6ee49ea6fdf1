import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

// Joins the compiled modules into the few files that a user's process loads: a hundred small ones cost 40 ms of every start. What only some
// runs need stays a file of its own, in the folder that it has among the modules: the language server, and the tree-sitter reader.
//
// They are CommonJS: Node.js starts it 9 ms earlier than ES modules (of 25 that a start took over `node -e 0`), since it needs neither the
// asynchronous loader nor a facade of every built-in module, such as that of node:fs, which loads all of the streams.
const compiled = fileURLToPath(new URL("..", import.meta.url));
const apart = ["lsp/server", "modfile/reader", "program"];

const keepApart: Plugin = {
  name: "keep-apart",
  setup({ onResolve }) {
    onResolve({ filter: /\/(?:lsp\/server|modfile\/reader|program)\.js$/ }, ({ path, kind }) =>
      kind === "dynamic-import" ? { path, external: true } : undefined,
    );
  },
};

for (const name of ["main", ...apart]) {
  await build({
    entryPoints: [`${compiled}server/${name}.js`],
    outfile: `${compiled}bin/${name}.js`,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20.19",
    // import() becomes require().
    supported: { "dynamic-import": false },
    packages: "external",
    plugins: [keepApart],
    define: { "import.meta.url": "importMetaUrl" },
    banner: { js: name === "main" ? "" : 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
    legalComments: "none",
    logLevel: "warning",
  });
}
writeFileSync(`${compiled}bin/package.json`, '{ "type": "commonjs" }\n');
