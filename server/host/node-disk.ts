import { Buffer } from "node:buffer";
import { accessSync, closeSync, constants, openSync, statfsSync, statSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { FreeSpace, ReadFailure } from "./host.ts";
import { failure, writeFailure } from "./node-failure.ts";
import { temporaryName } from "./temporary-name.ts";

/** `Host.writable` of the machine. */
export function writable(path: string, how: "asked" | "tried"): undefined | ReadFailure {
  try {
    if (how === "asked") accessSync(path, constants.W_OK);
    else if (statSync(path).isDirectory()) tryDirectory(path);
    // Opening for writing, without creating or cutting, changes nothing. O_NONBLOCK: a FIFO without a reader is not waited for.
    else closeSync(openSync(path, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0)));
    return undefined;
  } catch (error) {
    return writeFailure(error);
  }
}

/** A whole block, for an empty file needs no space. */
function tryDirectory(directory: string): void {
  const path = join(directory, temporaryName("gomod-lint", process.pid));
  const fd = openSync(path, "wx", 0o600);
  try {
    writeSync(fd, Buffer.alloc(4096));
  } finally {
    closeSync(fd);
    unlinkSync(path);
  }
}

/** `Host.space` of the machine. */
export function freeSpace(path: string): FreeSpace | ReadFailure {
  try {
    const { bavail, blocks, bsize, files, ffree } = statfsSync(path);
    return { free: bavail * bsize, total: blocks * bsize, freeFiles: files === 0 ? undefined : ffree };
  } catch (error) {
    return failure(error);
  }
}
