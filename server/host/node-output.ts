import { Buffer } from "node:buffer";
import { fstatSync, writeSync } from "node:fs";
import { encodeUtf8 } from "../text/utf8.ts";
import type { ReadFailure } from "./host.ts";
import type { Output } from "./output.ts";

/** Text that is kept before it is written, in UTF-16 units: a system call for each line would cost more than the line. */
const keep = 32 * 1024;

/**
 * The stream of a file descriptor of this process. Written with write(2) at once: `process.stdout` costs 3 ms to set up, a twentieth of a
 * whole run. It is used only where the other end is a pipe that somebody made non-blocking and that is full.
 */
export function nodeOutput(fd: 1 | 2): Output {
  let pending = "";
  let rest: Buffer[] = [];
  let closed = false;
  let failed: ReadFailure | undefined;

  const writeOut = (): void => {
    if (pending === "") return;
    const bytes = encodeUtf8(pending);
    pending = "";
    if (closed) return;
    if (rest.length > 0) {
      rest.push(Buffer.from(bytes));
      return;
    }
    for (let at = 0; at < bytes.length; ) {
      try {
        at += writeSync(fd, bytes, at);
      } catch (error) {
        const code = errorCode(error);
        if (code === "EINTR") continue;
        if (code === "EAGAIN") {
          rest = [Buffer.from(bytes.subarray(at))];
          return;
        }
        closed = true;
        failed = failure(code);
        return;
      }
    }
  };

  return {
    write(text) {
      pending += text;
      if (pending.length >= keep) writeOut();
    },
    terminal() {
      try {
        // A terminal is a character device; only those are worth loading node:tty for.
        return fstatSync(fd).isCharacterDevice() && (fd === 1 ? process.stdout : process.stderr).isTTY === true;
      } catch {
        return false;
      }
    },
    gone: () => closed,
    async flush() {
      writeOut();
      const parts = rest;
      rest = [];
      if (parts.length > 0 && !closed) {
        const error = await writeToStream(fd === 1 ? process.stdout : process.stderr, Buffer.concat(parts));
        if (error !== undefined) {
          closed = true;
          failed ??= failure(errorCode(error));
        }
      }
      return failed;
    },
  };
}

/**
 * The whole of standard input.
 * @param limit bytes
 */
export async function readStandardInput(limit: number): Promise<Uint8Array | ReadFailure> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of process.stdin as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > limit) return { failed: "too-large", detail: `more than ${limit} bytes` };
      parts.push(part);
    }
  } catch (error) {
    return { failed: errorCode(error) === "EISDIR" ? "not-regular" : "other", detail: errorCode(error) };
  }
  return Buffer.concat(parts, size);
}

function writeToStream(stream: NodeJS.WriteStream, bytes: Buffer): Promise<unknown> {
  return new Promise((resolve) => {
    stream.on("error", resolve);
    stream.write(bytes, (error) => resolve(error ?? undefined));
  });
}

/** A reader that has gone is no failure, everything else is. */
function failure(code: string): ReadFailure | undefined {
  if (code === "EPIPE" || code === "ECONNRESET") return undefined;
  return { failed: code === "ENOSPC" || code === "EDQUOT" ? "no-space" : "other", detail: code };
}

function errorCode(error: unknown): string {
  if (error instanceof Error) return "code" in error && typeof error.code === "string" ? error.code : error.message;
  return String(error);
}
