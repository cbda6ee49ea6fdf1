import { nameOf, type PictureGraph, type PictureModule, type PictureVersion } from "./model.ts";
import type { Edge } from "./view.ts";

/** A requirement in words, with what comes of it. */
export function describeEdge(graph: PictureGraph, { from, to, kind, indirect, risk }: Edge): string {
  const { module, version } = graph.versions[to] as PictureVersion;
  const { selected } = graph.modules[module] as PictureModule;
  const wish = `${nameOf(graph, from)} requires ${nameOf(graph, to)}${indirect ? " (indirect)" : ""}`;
  switch (kind) {
    case "lags":
      return `${wish} and gets ${graph.versions[selected]?.version || "the main module"}${risk === undefined ? "" : `: ${risk}`}`;
    case "forces":
      return `${wish}, which forces ${version || "it"}`;
    case "inactive":
      return `${wish}, but is not selected itself`;
    case "ignored":
      return `${wish}, which go.mod excludes`;
    case "requires":
      return wish;
  }
}

/** What is to be said of a version. */
export function describeVersion(graph: PictureGraph, version: number): string {
  const { module, replacement, problem, pruned, excluded } = graph.versions[version] as PictureVersion;
  const { selected } = graph.modules[module] as PictureModule;
  const state =
    excluded === true
      ? "excluded"
      : selected === version
        ? "selected"
        : `superseded by ${graph.versions[selected]?.version || "the main module"}`;
  return [
    `${nameOf(graph, version)}: ${state}`,
    ...(replacement === undefined ? [] : [`replaced by ${replacement}`]),
    ...(problem === undefined ? [] : [`go.mod missing: ${problem}`]),
    ...(pruned === true ? ["its own requirements are pruned"] : []),
  ].join("; ");
}
