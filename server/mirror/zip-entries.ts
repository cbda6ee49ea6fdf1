import { crc32, inflateRawSync } from "node:zlib";

/** A file or directory of a zip, as the central directory has it. */
export interface ZipEntry {
  /** undefined where it is not UTF-8 */
  readonly name: string | undefined;
  /** bytes of its content */
  readonly size: number;
  /** The content, checked against its size and CRC-32; or a clause for what is wrong with it. */
  content(): Uint8Array | string;
}

const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const locator64Signature = 0x07064b50;

const endSize = 22;
const maxComment = 0xffff;

/**
 * The entries of a zip (APPNOTE.TXT 4.3), stored or deflated, zip64 included. Reads the central directory alone, as archive/zip does: what
 * lies between entries is nobody's.
 *
 * @returns a clause for what is wrong where it is no zip, or one that was cut short
 */
export function zipEntries(bytes: Uint8Array): readonly ZipEntry[] | string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === undefined) return "it is no zip file, or was cut short: its directory is missing";
  const { count, size, offset } = end;
  if (offset + size > bytes.length) return "its directory lies outside of it";
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const entries: ZipEntry[] = [];
  let at = offset;
  for (let i = 0; i < count; i++) {
    if (at + 46 > offset + size || view.getUint32(at, true) !== entrySignature) return "its directory makes no sense";
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > offset + size) return "its directory makes no sense";
    const sizes = entrySizes(view, at, at + 46 + nameLength, extraLength);
    const nameBytes = bytes.subarray(at + 46, at + 46 + nameLength);
    const common = {
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      ...sizes,
    };
    entries.push({ name: decode(decoder, nameBytes), size: sizes.size, content: () => contentOf(bytes, view, common) });
    at = next;
  }
  return entries;
}

function decode(decoder: { decode(bytes: Uint8Array): string }, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

interface Directory {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

/** The end record, behind which nothing but its comment may stand. */
function findEnd(view: DataView): Directory | undefined {
  const last = view.byteLength - endSize;
  for (let at = last; at >= Math.max(0, last - maxComment); at--) {
    if (view.getUint32(at, true) !== endSignature || at + endSize + view.getUint16(at + 20, true) !== view.byteLength) continue;
    const directory = {
      count: view.getUint16(at + 10, true),
      size: view.getUint32(at + 12, true),
      offset: view.getUint32(at + 16, true),
    };
    const large = directory.count === 0xffff || directory.size === 0xffff_ffff || directory.offset === 0xffff_ffff;
    return (large ? findEnd64(view, at) : undefined) ?? directory;
  }
  return undefined;
}

/** The record of a zip with more entries or bytes than the old one can say. */
function findEnd64(view: DataView, end: number): Directory | undefined {
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== locator64Signature) return undefined;
  const at = Number(view.getBigUint64(locator + 8, true));
  if (at + 56 > locator || view.getUint32(at, true) !== end64Signature) return undefined;
  return {
    count: Number(view.getBigUint64(at + 32, true)),
    size: Number(view.getBigUint64(at + 40, true)),
    offset: Number(view.getBigUint64(at + 48, true)),
  };
}

interface Sizes {
  readonly size: number;
  readonly packed: number;
  readonly offset: number;
}

function entrySizes(view: DataView, at: number, extra: number, extraLength: number): Sizes {
  let packed = view.getUint32(at + 20, true);
  let size = view.getUint32(at + 24, true);
  let offset = view.getUint32(at + 42, true);
  for (let field = extra; field + 4 <= extra + extraLength; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    // Those of the three that did not fit, in this order.
    let place = field + 4;
    const stop = Math.min(place + view.getUint16(field + 2, true), extra + extraLength);
    const take = (value: number): number => {
      if (value !== 0xffff_ffff || place + 8 > stop) return value;
      place += 8;
      return Number(view.getBigUint64(place - 8, true));
    };
    size = take(size);
    packed = take(packed);
    offset = take(offset);
  }
  return { size, packed, offset };
}

interface Packed extends Sizes {
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
}

function contentOf(bytes: Uint8Array, view: DataView, { flags, method, crc, size, packed, offset }: Packed): Uint8Array | string {
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== localSignature) return "is not where the directory says";
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length) return "was cut short";
  if ((flags & 1) !== 0) return "is encrypted";
  const raw = bytes.subarray(start, start + packed);
  let content: Uint8Array;
  if (method === 0) content = raw;
  else if (method !== 8) return `is packed by method ${method}, which the go command does not know`;
  else {
    try {
      content = inflateRawSync(raw, { maxOutputLength: Math.max(1, size) });
    } catch {
      return "cannot be unpacked";
    }
  }
  if (content.length !== size) return `has ${content.length} bytes, not ${size}`;
  return crc32(content) === crc ? content : "is damaged: its CRC-32 is another";
}
