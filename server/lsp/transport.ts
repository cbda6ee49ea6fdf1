import type { Readable, Writable } from "node:stream";
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageReader,
  type MessageWriter,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { FramedMessageReader, type MessageReaderOptions, readMessage } from "./message-reader.ts";

/** The way to a client: two streams of framed messages, or the channel of a process that Node.js has started. */
export type Transport = { readonly input: Readable; readonly output: Writable } | { readonly channel: Channel };

/** What is used of a process that was started with a channel. */
export interface Channel {
  readonly send?: ((message: Message, sent: (error: Error | null) => void) => unknown) | undefined;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "disconnect", listener: () => void): unknown;
  off(event: "message", listener: (message: unknown) => void): unknown;
  off(event: "disconnect", listener: () => void): unknown;
}

/** Both ends of a transport for messages. */
export function openTransport(
  transport: Transport,
  options: MessageReaderOptions,
): { readonly reader: MessageReader; readonly writer: MessageWriter } {
  if ("channel" in transport) {
    return { reader: new ChannelReader(transport.channel, options), writer: new ChannelWriter(transport.channel) };
  }
  return { reader: new FramedMessageReader(transport.input, options), writer: new StreamMessageWriter(transport.output) };
}

/** Messages come as objects, each of which may be anything. */
class ChannelReader extends AbstractMessageReader {
  readonly #channel: Channel;
  readonly #options: MessageReaderOptions;
  #subscription: Disposable | undefined;

  constructor(channel: Channel, options: MessageReaderOptions) {
    super();
    this.#channel = channel;
    this.#options = options;
  }

  listen(callback: DataCallback): Disposable {
    const onMessage = (value: unknown): void => {
      const message = readMessage(value, this.#options);
      if (message !== undefined) callback(message);
    };
    const onEnd = (): void => this.fireClose();
    this.#channel.on("message", onMessage);
    this.#channel.on("disconnect", onEnd);
    this.#subscription = {
      dispose: () => {
        this.#channel.off("message", onMessage);
        this.#channel.off("disconnect", onEnd);
      },
    };
    return this.#subscription;
  }

  override dispose(): void {
    super.dispose();
    this.#subscription?.dispose();
  }
}

class ChannelWriter extends AbstractMessageWriter {
  readonly #channel: Channel;

  constructor(channel: Channel) {
    super();
    this.#channel = channel;
  }

  write(message: Message): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error: Error | null): void => {
        if (error === null) {
          resolve();
          return;
        }
        this.fireError([error, message, undefined]);
        reject(error);
      };
      if (this.#channel.send === undefined) done(new Error("the channel is closed"));
      else this.#channel.send(message, done);
    });
  }

  end(): void {}
}
