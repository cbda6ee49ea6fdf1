import { nearest } from "../analysis/settings.ts";
import { pathsOf } from "../environment/file-paths.ts";
import type { ModuleGraph } from "../graph/module-graph.ts";
import type { PageParts } from "../picture/html.ts";
import { type PictureFormat, pictureFormats } from "../picture/model.ts";
import type { PictureRequest } from "../picture/picture.ts";
import type { UsageError } from "./arguments.ts";
import { findModule, splitModule, suggestModule } from "./find-module.ts";
import type { ExitCode, Io } from "./io.ts";
import { complain, describeFailure } from "./messages.ts";

/** What `graph --format` takes, the default first. */
export const graphFormats = ["text", "json", ...pictureFormats] as const;

/** The options of `graph` as they come from the command line. */
export interface GraphOptions {
  readonly format?: string | undefined;
  readonly diamonds?: boolean | undefined;
  readonly focus?: string | undefined;
  readonly depth?: string | undefined;
  readonly limit?: string | undefined;
  readonly indirect?: boolean | undefined;
}

/** What the options ask for. */
export interface GraphWish extends Omit<PictureRequest, "format" | "focus"> {
  readonly format: (typeof graphFormats)[number];
  /** `MODULE[@VERSION]` */
  readonly focus?: string;
}

/** Takes the options together, or says which of them make no sense. */
export function graphWish(options: GraphOptions): GraphWish | UsageError {
  const { format: named = "text", diamonds, focus, indirect } = options;
  const format = graphFormats.find((known) => known === named);
  if (format === undefined) {
    const near = nearest(named, graphFormats);
    const hint =
      near === undefined
        ? `formats are ${graphFormats.slice(0, -1).join(", ")} and ${graphFormats.at(-1)}`
        : `did you mean ${near}?`;
    return { usage: `unknown format ${JSON.stringify(named)}`, hint };
  }
  if (format === "text" || format === "json") {
    const only = (["focus", "depth", "limit", "indirect"] as const).find((name) => options[name] !== undefined);
    const hint = only === "focus" ? `or gomod-lint why ${focus}` : "which is --format dot, mermaid, svg or html";
    if (only !== undefined) return { usage: `--${only} is for a picture`, hint };
  }
  if (diamonds === true && focus !== undefined)
    return { usage: "--diamonds and --focus are two pictures", hint: "leave one out" };
  const numbers: { depth?: number; max?: number } = {};
  for (const name of ["depth", "limit"] as const) {
    const value = options[name];
    if (value === undefined) continue;
    if (!/^\d{1,6}$/.test(value) || (name === "depth" && Number(value) === 0))
      return { usage: `--${name} ${value}: not a number from ${name === "depth" ? 1 : 0} to 999999` };
    numbers[name === "depth" ? "depth" : "max"] = Number(value);
  }
  return {
    format,
    ...(diamonds === true ? { diamonds } : {}),
    ...(focus === undefined ? {} : { focus }),
    ...(indirect === true ? { indirect } : {}),
    ...numbers,
  };
}

/**
 * Writes a picture of a graph, and says on standard error what it leaves out.
 * @returns an exit code where there is no picture
 */
export async function writePicture(
  io: Io,
  graph: ModuleGraph,
  { focus, ...wish }: GraphWish & { readonly format: PictureFormat },
): Promise<ExitCode | undefined> {
  if (focus !== undefined) {
    const node = findModule(graph, focus);
    if (typeof node === "string") {
      complain(io, node, suggestModule(graph, focus));
      return 2;
    }
  }
  const page = wish.format === "html" ? readPage(io) : undefined;
  if (page !== undefined && "problem" in page) {
    complain(io, page.problem, "the installation lacks it: install gomod-lint again");
    return 3;
  }
  const draw = await io.picture();
  const { text, shows, caution } = draw(graph, { ...wish, ...(focus === undefined ? {} : { focus: splitModule(focus) }) }, page);
  io.stdout.write(text);
  const more = "--limit N shows more (0: all), --focus MODULE one module, --format html has everything";
  if (shows !== undefined) complain(io, `the picture shows ${shows}`, more);
  if (caution !== undefined) complain(io, caution, "--limit N shows less");
  return undefined;
}

/** The page's program and looks, from the installed package. */
export function readPage({
  host,
  packageDirectory,
}: Pick<Io, "host" | "packageDirectory">): PageParts | { readonly problem: string } {
  const read = (name: string): string | { readonly problem: string } => {
    const file = pathsOf(host).join(packageDirectory, "dist", "bin", "picture", name);
    const text = host.readText(file);
    return typeof text === "string" ? text : { problem: `${file}: ${describeFailure(text, "read").message}` };
  };
  const script = read("page.js");
  if (typeof script !== "string") return script;
  const style = read("page.css");
  return typeof style === "string" ? { script, style } : style;
}
