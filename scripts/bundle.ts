import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Plugin, transform } from "esbuild";
import { codeFile } from "../server/load-bundle.ts";
import { themedStyle } from "../server/picture/style.ts";

// Joins the compiled modules into the few files that a user's process loads: a hundred small ones cost 40 ms of every start. What only some
// runs need stays a file of its own, in the folder that it has among the modules: the language server, the tree-sitter reader, and what
// reads configuration files or draws pictures. What a program imports from the package is a thin side of the same program.
//
// They are CommonJS: Node.js starts it 9 ms earlier than ES modules (of 25 that a start took over `node -e 0`), since it needs neither the
// asynchronous loader nor a facade of every built-in module, such as that of node:fs, which loads all of the streams.
const compiled = fileURLToPath(new URL("..", import.meta.url));
const apart = ["api/api", "lsp/server", "modfile/reader", "picture/picture", "program", "workspace/configuration/read"];

const keepApart: Plugin = {
  name: "keep-apart",
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`/(?:${apart.join("|")})\\.js$`) }, ({ path, kind }) =>
      kind === "dynamic-import" || kind === "require-call" ? { path, external: true } : undefined,
    );
    onResolve({ filter: /\/load-program\.js$/ }, () => ({ path: `${compiled}server/load-bundle.js` }));
  },
};

// What is many files takes its time to load, and little of it as one: it is part of the bundle, with its licence.
const joined: Readonly<Record<string, BuildOptions & { readonly licences: readonly string[] }>> = {
  // The YAML parser is a hundred files: 35 ms, and 5 ms as one.
  "workspace/configuration/read": {
    licences: ["yaml/LICENSE", "valibot/LICENSE.md"],
    conditions: ["browser"], // its modules for Node.js are CommonJS, of which nothing can be left out
    platform: "neutral",
    external: ["node:*"],
  },
  // The protocol: 35 ms for the server with it, and 26 ms as one.
  "lsp/server": {
    licences: ["vscode-jsonrpc/License.txt", "vscode-languageserver-textdocument/License.txt"],
    alias: Object.fromEntries(builtinModules.map((name) => [name, `node:${name}`])),
  },
};

/** @param path of the file in node_modules, the package's name first */
function licence(path: string): string {
  const text = readFileSync(fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url)), "utf8");
  return `/*! Contains ${path.split("/", 1)[0]}:\n${text.trim().replaceAll("*/", "* /")}\n*/`;
}

// V8 tells code that belongs to another text by the text's length alone.
rmSync(codeFile(`${compiled}bin`), { force: true });
for (const name of ["main", ...apart]) {
  const { licences = [], ...own } = joined[name] ?? {};
  const url = name === "main" ? [] : ['const importMetaUrl = require("node:url").pathToFileURL(__filename).href;'];
  await build({
    entryPoints: [`${compiled}server/${name}.js`],
    outfile: `${compiled}bin/${name}.js`,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20.19",
    // import() becomes require().
    supported: { "dynamic-import": false },
    packages: licences.length > 0 ? "bundle" : "external",
    plugins: [keepApart],
    define: { "import.meta.url": "importMetaUrl" },
    banner: { js: [...licences.map(licence), ...url].join("\n") },
    legalComments: "none",
    // Names stay, for who looks into a stack; comments are more than ASCII, which would make a text of two bytes a character.
    minifyWhitespace: true,
    logLevel: "warning",
    ...own,
  });
}
// The program and the looks of the page that shows graphs, each as one text that stands in it.
const page = fileURLToPath(new URL("../../server/picture/page/", import.meta.url));
const minified = {
  minify: true,
  target: ["chrome109", "firefox115", "safari16"],
  charset: "ascii" as const,
  legalComments: "none" as const,
};
await build({
  ...minified,
  entryPoints: [`${page}main.ts`],
  outfile: `${compiled}bin/picture/page.js`,
  bundle: true,
  format: "iife",
  logLevel: "warning",
});
const looks = await transform(`${readFileSync(`${page}page.css`, "utf8")}\n${themedStyle}`, { ...minified, loader: "css" });
writeFileSync(`${compiled}bin/picture/page.css`, looks.code);

// The declarations of what the package exports stand in files that import nothing but each other: together they are one.
const declarations = ["cli/reporters/json-report", "cli/graph-report", "api/api"].map((name) =>
  readFileSync(`${compiled}server/${name}.d.ts`, "utf8").replace(/^(import|export) (type )?\{[^}]*\}.*\n/gm, ""),
);
writeFileSync(`${compiled}bin/api/api.d.ts`, declarations.join("\n"));
writeFileSync(`${compiled}bin/package.json`, '{ "type": "commonjs" }\n');

// See load-bundle.ts.
const demo = fileURLToPath(new URL("../../examples/demo", import.meta.url));
const { status, stderr } = spawnSync(process.execPath, [`${compiled}scripts/keep-code.js`], {
  cwd: demo,
  env: { ...process.env, GOMODCACHE: `${demo}/modcache`, GOWORK: "off", GOFLAGS: "", GOENV: "off" },
  stdio: ["ignore", "ignore", "pipe"],
  encoding: "utf8",
});
if (status !== 0) throw new Error(`the code of the program could not be kept: ${stderr}`);
