import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";

type Program = typeof import("./program.ts");

/**
 * Loads the program from its bundle, program.js beside this file's own, with the code that V8 made of it when it was built: compiling all
 * of it anew takes 20 ms of a check of 140. V8 holds the code against its own version and flags, and compiles as ever what does not fit.
 * Without such code, as in a package that was built by another version of Node.js, Node.js 22 and later keep what the first run made.
 */
export async function loadProgram(): Promise<Program> {
  // Node.js 20 has no such function, and takes 2 ms to say so.
  if (Number.parseInt(process.versions.node, 10) >= 22) {
    (process.getBuiltinModule("node:module") as { enableCompileCache?: () => unknown }).enableCompileCache?.();
  }
  let code: Buffer | undefined;
  try {
    code = readFileSync(codeFile(__dirname));
  } catch {
    // built by another version of Node.js, or on another system
  }
  return code === undefined ? (require("./program.js") as Program) : runBundle(__dirname, require, code).program;
}

/** Where the code of a bundle lies that this very Node.js made. */
export function codeFile(folder: string): string {
  return join(folder, `program.${process.platform}-${process.arch}-${process.version}.code`);
}

/**
 * Runs program.js as a CommonJS module.
 * @param require of a module in its folder
 * @param code what `createCachedData` gave for it
 * @returns also the script, which can tell its code
 */
export function runBundle(
  folder: string,
  require: NodeJS.Require,
  code?: Buffer,
): { readonly program: Program; readonly script: Script } {
  const filename = join(folder, "program.js");
  const source = readFileSync(filename, "utf8");
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename,
    ...(code && { cachedData: code }),
  });
  const module = { exports: {} as Program };
  script.runInThisContext()(module.exports, require, module, filename, folder);
  return { program: module.exports, script };
}
