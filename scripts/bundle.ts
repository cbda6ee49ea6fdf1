import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

// Joins the compiled modules into the few files that a user's process loads: a hundred small ones cost 40 ms of every start. What only some
// runs need stays a file of its own, in the folder that it has among the modules: the language server, and the tree-sitter reader.
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
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
    plugins: [keepApart],
    legalComments: "none",
    logLevel: "warning",
  });
}
