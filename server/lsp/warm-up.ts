import type { ModuleGraph } from "../graph/module-graph.ts";
import type { ModSources } from "../sources/mod-sources.ts";

/** So many go.mod files are read in one piece, in less than a millisecond. */
const piece = 16;

/**
 * Reads what completion and colours are about to ask, piece by piece between messages: what the selected modules' go.mod files say, which a
 * graph of an earlier run has not read, and which modules the module cache has. To be begun when somebody types.
 * @returns ends it
 */
export function warmUp(sources: ModSources, graph: ModuleGraph | undefined): () => void {
  sources.modules.begin();
  const nodes = graph?.selectedNodes();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const goOn = (): void => {
    for (let i = 0; i < piece; i++) {
      const next = nodes?.next();
      if (next === undefined || next.done === true) return;
      next.value.summary;
    }
    timer = setTimeout(goOn, 0);
    timer.unref();
  };
  timer = setTimeout(goOn, 0);
  timer.unref();
  return () => clearTimeout(timer);
}
