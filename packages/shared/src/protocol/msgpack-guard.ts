// Looks over a msgpack frame before it is unpacked: depth, lengths and types within bounds.
// Without it a 5-byte frame can ask the unpacker for a list of four thousand million entries.
import { err, ok, type Result } from "../errors/result.ts";

interface Header {
  /** Bytes of the header and of an inline payload. */
  readonly bytes: number;
  /** Values that follow inside this one. */
  readonly children: number;
}

const scalar = (bytes: number): Header => ({ bytes, children: 0 });

/** [header bytes, width of the length field, entries per unit] of every sized type. */
const sized: Readonly<Record<number, readonly [number, "bytes" | "list" | "map"]>> = {
  0xc4: [1, "bytes"],
  0xc5: [2, "bytes"],
  0xc6: [4, "bytes"],
  0xd9: [1, "bytes"],
  0xda: [2, "bytes"],
  0xdb: [4, "bytes"],
  0xdc: [2, "list"],
  0xdd: [4, "list"],
  0xde: [2, "map"],
  0xdf: [4, "map"],
};

const fixedWidths: Readonly<Record<number, number>> = {
  0xc0: 1,
  0xc2: 1,
  0xc3: 1,
  0xca: 5,
  0xcb: 9,
  0xcc: 2,
  0xcd: 3,
  0xce: 5,
  0xcf: 9,
  0xd0: 2,
  0xd1: 3,
  0xd2: 5,
  0xd3: 9,
};

const readLength = (view: DataView, at: number, width: number): number => {
  if (at + width > view.byteLength) return Number.POSITIVE_INFINITY;
  if (width === 1) return view.getUint8(at);
  return width === 2 ? view.getUint16(at) : view.getUint32(at);
};

const readSized = (view: DataView, at: number, tag: number): Header | null => {
  const entry = sized[tag];
  if (entry === undefined) return null;
  const [width, holds] = entry;
  const length = readLength(view, at + 1, width);
  if (holds === "bytes") return scalar(1 + width + length);
  return { bytes: 1 + width, children: holds === "list" ? length : 2 * length };
};

const readHeader = (view: DataView, at: number): Header | null => {
  const tag = view.getUint8(at);
  if (tag <= 0x7f || tag >= 0xe0) return scalar(1);
  if (tag <= 0x8f) return { bytes: 1, children: 2 * (tag & 0x0f) };
  if (tag <= 0x9f) return { bytes: 1, children: tag & 0x0f };
  if (tag <= 0xbf) return scalar(1 + (tag & 0x1f));
  const width = fixedWidths[tag];
  return width === undefined ? readSized(view, at, tag) : scalar(width);
};

/**
 * Says whether `frame` is one whole msgpack value that is safe to unpack.
 * Extension types are refused: no message uses them.
 */
export const checkMsgpack = (frame: Uint8Array, maxDepth: number): Result<void> => {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const open: number[] = [1];
  let at = 0;
  while (open.length > 0) {
    const left = open.pop() ?? 0;
    if (left === 0) continue;
    if (at >= frame.length) return err("the frame ends too early");
    const header = readHeader(view, at);
    if (header === null) return err(`type 0x${view.getUint8(at).toString(16)} is not allowed`);
    at += header.bytes;
    // Each entry takes a byte or more, so a length beyond the rest of the frame is a lie.
    if (header.children > frame.length - at) return err("a length exceeds the frame");
    open.push(left - 1);
    if (header.children > 0) open.push(header.children);
    if (open.length > maxDepth + 1) return err(`nesting is deeper than ${maxDepth}`);
  }
  return at === frame.length ? ok(undefined) : err("the frame's length does not fit its content");
};
