/** Loads the program from its modules. The bundle takes load-bundle.ts in place of this file. */
export function loadProgram(): Promise<typeof import("./program.ts")> {
  return import("./program.ts");
}
