#!/usr/bin/env node
// What Node.js must know before it loads the rest; program.ts is the program.

import { loadProgram } from "./load-program.ts";
import { tuneCompiler } from "./tune-compiler.ts";

const [, , ...args] = process.argv;
void loadProgram().then(({ runProgram }) => {
  // Not before: V8 refuses code that was kept under other flags.
  tuneCompiler(args);
  return runProgram(args);
});
