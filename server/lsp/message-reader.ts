import { Buffer } from "node:buffer";
import type { Readable } from "node:stream";
import { AbstractMessageReader, type DataCallback, type Disposable, type Message } from "vscode-jsonrpc/node";

/** Why a piece of the input is no message: invalid JSON, or JSON that is no JSON-RPC message. */
export interface Rejection {
  readonly reason: "parse-error" | "invalid-request";
  readonly message: string;
  /** the request's id where it could be read */
  readonly id: string | number | null;
}

export interface MessageReaderOptions {
  /** longest body in bytes; a longer one is taken for a wrong length */
  readonly limit?: number;
  /** told of input that is no message; reading goes on behind it */
  readonly reject: (rejection: Rejection) => void;
  /** told of every message before it is handed on */
  readonly observe?: (message: Message) => void;
  /** told when the input has come to its end; the reader says that it is closed once this has resolved */
  readonly atEnd?: () => Promise<void>;
}

const defaultLimit = 256 * 1024 * 1024;
/** Headers are short: of a longer stretch without an empty line only the end can be the beginning of one. */
const headerLimit = 4096;
const headerEnd = Buffer.from("\r\n\r\n");

/**
 * Reads messages framed by Content-Length headers. The reader of vscode-jsonrpc loses all that follows a header with a wrong length;
 * this one finds its way back to the next header, and says what it passed over.
 */
export class FramedMessageReader extends AbstractMessageReader {
  readonly #input: Readable;
  readonly #options: MessageReaderOptions;
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #size = 0;
  /** bytes of the body that is awaited; undefined between messages */
  #length: number | undefined;
  #subscription: Disposable | undefined;

  constructor(input: Readable, options: MessageReaderOptions) {
    super();
    this.#input = input;
    this.#options = options;
    this.#limit = options.limit ?? defaultLimit;
  }

  listen(callback: DataCallback): Disposable {
    const onData = (chunk: Buffer | string): void => {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk, "utf8") : chunk;
      this.#chunks.push(bytes);
      this.#size += bytes.length;
      this.#read(callback);
    };
    const onError = (error: Error): void => this.fireError(error);
    let ended = false;
    const onEnd = (): void => {
      if (ended) return;
      ended = true;
      void (this.#options.atEnd?.() ?? Promise.resolve()).then(() => this.fireClose());
    };
    this.#input.on("data", onData).on("error", onError).on("end", onEnd).on("close", onEnd);
    this.#subscription = {
      dispose: () => {
        this.#input.off("data", onData).off("error", onError).off("end", onEnd).off("close", onEnd);
      },
    };
    return this.#subscription;
  }

  override dispose(): void {
    super.dispose();
    this.#subscription?.dispose();
  }

  #read(callback: DataCallback): void {
    for (;;) {
      if (this.#length === undefined && !this.#readHeader()) return;
      const length = this.#length ?? 0;
      if (this.#size < length) return;
      const bytes = this.#take();
      this.#length = undefined;
      this.#give(bytes.subarray(length));
      this.#deliver(bytes.subarray(0, length), callback);
    }
  }

  /** @returns whether a length was found */
  #readHeader(): boolean {
    for (;;) {
      if (this.#size === 0) return false;
      const bytes = this.#take();
      const end = bytes.indexOf(headerEnd);
      if (end === -1) {
        this.#give(bytes.length > headerLimit ? Buffer.from(bytes.subarray(-headerLimit)) : bytes);
        return false;
      }
      this.#give(bytes.subarray(end + headerEnd.length));
      const header = bytes.toString("latin1", 0, end);
      // Not anchored: what a length that was too small left over stands before the header, on the same line.
      const match = /content-length:[ \t]*(\d+)[ \t]*(?:\r\n[^\r\n]*)*$/i.exec(header);
      const length = Number(match?.[1]);
      if (match === null || length > this.#limit) {
        this.#reject("parse-error", match === null ? "a header without Content-Length" : `a Content-Length of ${match[1]}`);
        continue;
      }
      this.#length = length;
      return true;
    }
  }

  #deliver(body: Buffer, callback: DataCallback): void {
    let value: unknown;
    try {
      value = JSON.parse(body.toString("utf8"));
    } catch (error) {
      this.#reject("parse-error", error instanceof Error ? error.message : String(error));
      // A length that is too large swallows the messages behind: JSON has no raw line end before a header.
      const swallowed = body.toString("latin1").search(/content-length:[ \t]*\d+\r\n/i);
      if (swallowed !== -1) this.#give(Buffer.concat([body.subarray(swallowed), this.#take()]));
      return;
    }
    const message = readMessage(value, this.#options);
    if (message === undefined) return;
    try {
      callback(message);
    } catch (error) {
      this.fireError(error);
    }
  }

  #reject(reason: Rejection["reason"], message: string): void {
    this.#options.reject({ reason, message, id: null });
  }

  #take(): Buffer {
    const bytes = this.#chunks.length === 1 ? (this.#chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#size = 0;
    return bytes;
  }

  #give(bytes: Buffer): void {
    this.#chunks = bytes.length === 0 ? [] : [bytes];
    this.#size = bytes.length;
  }
}

/** A value as the message that it is, of which the observer is told; what is none is rejected. */
export function readMessage(value: unknown, { reject, observe }: MessageReaderOptions): Message | undefined {
  if (!isMessage(value)) {
    const id = (value as { id?: unknown } | null)?.id;
    reject({ reason: "invalid-request", message: "not a JSON-RPC message", id: isId(id) ? id : null });
    return undefined;
  }
  observe?.(value);
  return value;
}

/** Whether a value is a request, notification or response that can be dispatched. */
function isMessage(value: unknown): value is Message {
  if (typeof value !== "object" || value === null) return false;
  const { method, id, params, result, error } = value as Record<string, unknown>;
  if (typeof method !== "string") return isId(id) && (result !== undefined || typeof error === "object");
  if (params !== undefined && typeof params !== "object") return false;
  // vscode-jsonrpc looks for the id without asking whether there is one.
  if (method === "$/cancelRequest" && !isId((params as { id?: unknown } | null | undefined)?.id)) return false;
  return id === undefined || isId(id);
}

function isId(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
