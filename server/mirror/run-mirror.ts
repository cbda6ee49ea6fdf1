import { pathsOf } from "../environment/file-paths.ts";
import type { Unavailable } from "../graph/lookup.ts";
import type { Host, ReadFailure } from "../host/host.ts";
import type { Progress } from "../sources/fetch-all.ts";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import { removeLeftovers } from "./leftovers.ts";
import { updateList, writeFile } from "./lists.ts";
import type { Origin } from "./origin.ts";
import { type MirrorFile, type Plan, verifyFile } from "./plan.ts";
import { makeInfo, sizeLimits } from "./verify.ts";

export interface MirrorOptions {
  /** absolute; made where it is not there */
  readonly directory: string;
  /** `check` writes nothing */
  readonly mode: "write" | "check";
  /** whether the origin asks the network, so that several files are waited for at once */
  readonly online: boolean;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** lets an interrupt have its turn */
  readonly breathe: () => Promise<void>;
}

/** A file that the mirror lacks, or has with a content that it must not have. */
export interface Lack {
  readonly file: MirrorFile;
  readonly state: "missing" | "differs";
  /** a clause: what is wrong with the copy in the mirror, or why none could be had */
  readonly detail: string;
  /** why none could be had; undefined where none was looked for */
  readonly because: Unavailable["unavailable"] | undefined;
}

export interface MirrorReport {
  /** files that belong into the mirror, `list` files included, as far as they could be had */
  readonly total: number;
  readonly written: number;
  /** bytes of the mirror's files that are there or were written, without `list` files */
  readonly bytes: number;
  readonly lacks: readonly Lack[];
  /** `list` files that are missing or differ, by their names in the mirror: where nothing is written */
  readonly lists: readonly string[];
  /** needed files that no go.sum has a hash of */
  readonly unverified: readonly MirrorFile[];
  /** needed .info files that were made, since no source has them */
  readonly made: number;
  /** what ended it: everything further would have failed as well */
  readonly stopped?: { readonly name: string; readonly failure: ReadFailure };
}

/** Files that are fetched at once; each may be a zip in memory. */
const concurrency = 8;
/** Work between two breaths, in milliseconds. */
const stretch = 30;

/**
 * Brings a directory up to a plan: files that are there and right stay as they are, all others are fetched, checked and written, each whole
 * or not at all. So it may be ended at any moment, goes on where it was, and may run several times at once.
 */
export async function runMirror(host: Host, plan: Plan, origin: Origin, options: MirrorOptions): Promise<MirrorReport> {
  const { directory, mode, online, onProgress, breathe } = options;
  const pathOf = (name: string): string => pathsOf(host).join(directory, name);
  const lacks: Lack[] = [];
  const unverified: MirrorFile[] = [];
  let total = 0;
  let written = 0;
  let bytes = 0;
  let made = 0;
  let stopped: MirrorReport["stopped"];
  const writeOrStop = (name: string, content: string | Uint8Array): boolean => {
    const failure = writeFile(host, pathOf(name), content);
    if (failure !== undefined) stopped ??= { name, failure };
    else written++;
    return failure === undefined;
  };
  const take = (file: MirrorFile, size: number, verified: boolean): void => {
    total++;
    bytes += size;
    if (!verified && file.needed) unverified.push(file);
  };
  const bring = async (file: MirrorFile): Promise<void> => {
    const known = present(host, file, pathOf(file.name));
    const placeholder = file.extension === "info" ? makeInfo(file.module) : undefined;
    const standsIn = known.state === "right" && placeholder !== undefined && decodeUtf8(known.bytes) === placeholder;
    if (known.state === "right") {
      if (mode === "check" || !standsIn || !online) {
        take(file, known.bytes.length, known.verified);
        return;
      }
    } else if (mode === "check") {
      lacks.push({ file, state: known.state === "differs" ? "differs" : "missing", detail: known.detail, because: undefined });
      return;
    }
    const answer = await origin.fetch(file);
    if ("bytes" in answer) {
      const same = standsIn && decodeUtf8(answer.bytes) === placeholder;
      if (same || writeOrStop(file.name, answer.bytes)) take(file, answer.bytes.length, answer.verified);
    } else if (placeholder !== undefined && answer.unavailable !== "proxy-failed") {
      if (!standsIn && file.needed) made++;
      if (standsIn || writeOrStop(file.name, placeholder)) take(file, encodeUtf8(placeholder).length, true);
    } else {
      const state = known.state === "differs" ? "differs" : "missing";
      const here = known.state === "differs" ? `${known.detail}; ` : "";
      lacks.push({ file, state, detail: here + answer.detail, because: answer.unavailable });
    }
  };

  const folders = [...new Set(plan.files.map(folderOf))];
  if (mode === "write") for (const folder of folders) removeLeftovers(host, pathOf(folder));
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    let since = host.now();
    for (let file = plan.files[next++]; file !== undefined && stopped === undefined; file = plan.files[next++]) {
      onProgress?.({ done, total: plan.files.length, current: file.name });
      await bring(file);
      done++;
      if (host.now() - since < stretch) continue;
      await breathe();
      since = host.now();
    }
  };
  await Promise.all(Array.from({ length: online ? concurrency : 1 }, work));

  const lists: string[] = [];
  for (const folder of new Set(plan.files.filter(({ extension }) => extension === "info").map(folderOf))) {
    if (stopped !== undefined) break;
    const outcome = updateList(host, pathOf(folder), mode === "write");
    const name = `${folder}/list`;
    if (typeof outcome === "object") stopped = { name, failure: outcome };
    else if (outcome === "missing" || outcome === "differs") lists.push(name);
    else total++;
    if (outcome === "written") written++;
  }
  const byName = (a: MirrorFile, b: MirrorFile): number => (a.name < b.name ? -1 : 1);
  lacks.sort((a, b) => byName(a.file, b.file));
  unverified.sort(byName);
  return { total, written, bytes, lacks, lists, unverified, made, ...(stopped === undefined ? {} : { stopped }) };
}

function folderOf({ name }: MirrorFile): string {
  return name.slice(0, name.lastIndexOf("/"));
}

type Present =
  | { readonly state: "right"; readonly bytes: Uint8Array; readonly verified: boolean }
  | { readonly state: "missing" | "differs"; readonly detail: string };

function present(host: Host, file: MirrorFile, path: string): Present {
  const bytes = host.readBytes(path, sizeLimits[file.extension]);
  if ("failed" in bytes) {
    return bytes.failed === "missing"
      ? { state: "missing", detail: "it is not in the mirror" }
      : { state: "differs", detail: `${path}: ${bytes.detail}` };
  }
  const verdict = verifyFile(file, bytes);
  if (!("problem" in verdict)) return { state: "right", bytes, verified: verdict.verified };
  return { state: "differs", detail: `${path}: ${verdict.problem}` };
}
