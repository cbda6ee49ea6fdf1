import { fileSpan } from "../server/analysis/place-of.ts";
import { defineRule } from "../server/analysis/rule.ts";
import type { ModFile } from "../server/modfile/mod-file.ts";

/**
 * A module with a program that `go install …@version` refuses, since its go.mod would mean something else where it is not the main module
 * (load.PackagesAndErrorsOutsideModule).
 */
export const replaceBlocksInstall = defineRule({
  id: "replace-blocks-install",
  group: "replace",
  summary: "a program of the module cannot be installed at a version because of replace or exclude",
  severity: "info",
  on: ["mod"],
  needs: ["program"],
  fix: "none",
  concerns: (file) => blocking(file).length > 0,
  *check({ file, program }) {
    const path = file.module?.path.value;
    const [first, ...others] = blocking(file);
    if (path === undefined || program === undefined || first === undefined) return;
    const name = program === "." ? path : `${path}/${program}`;
    const count = others.length === 0 ? "this line" : `this line and ${others.length} more`;
    yield {
      span: first.span,
      message: `go install ${name}@latest fails because of ${count}`,
      why: "replace and exclude count in the main module alone, so the go command refuses to install a program from a module that has them; in a checkout of it `go install` works",
      related: [{ span: fileSpan(file), message: "the module" }],
    };
  },
});

/** Lines that keep a program from being installed, in the order of their places. */
function blocking({ replace, exclude }: ModFile): readonly (ModFile["replace"][number] | ModFile["exclude"][number])[] {
  return [...replace, ...exclude].sort((a, b) => a.span.start - b.span.start);
}
