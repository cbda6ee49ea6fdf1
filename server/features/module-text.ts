import { formatModule, type ModuleVersion } from "../graph/module-version.ts";
import { code, type Inline } from "./markup.ts";

/** `path@version` as code. */
export function moduleText(module: ModuleVersion): Inline {
  return code(formatModule(module));
}

/** `a → b@v1 → c@v2`, each module as code. */
export function chainText(chain: readonly ModuleVersion[]): readonly Inline[] {
  return chain.flatMap((module, i) => (i === 0 ? [moduleText(module)] : [" → ", moduleText(module)]));
}

/** `a`, `b` and 3 more, each module as code. */
export function modulesText(modules: readonly ModuleVersion[], limit: number): readonly Inline[] {
  const shown = modules.length > limit + 1 ? modules.slice(0, limit) : modules;
  const rest = modules.length - shown.length;
  return shown.flatMap((module, i) => {
    const last = i === shown.length - 1;
    const separator = i === 0 ? "" : last && rest === 0 ? " and " : ", ";
    return [separator, moduleText(module), ...(last && rest > 0 ? [` and ${rest} more`] : [])];
  });
}
