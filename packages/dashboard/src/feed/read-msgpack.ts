// Reads plain msgpack where no code may be made from strings: the page runs under a policy that forbids
// it, and the library of the master tries it at its start. Reads what packValue writes and nothing
// else; bytes lie where they were, in the message. Lengths and depth are bounded as in the master.
import { maxDepth } from "@gadfly/shared/protocol/limits";

const text = new TextDecoder();

/** Short texts, which are mostly keys, are made faster by hand than by the decoder. */
const shortText = 24;

type Read = (reader: MsgpackReader, depth: number) => unknown;

/** How a value of each tag beyond the ranges is read. */
const byTag: Readonly<Record<number, Read>> = {
  0xc0: () => null,
  0xc2: () => false,
  0xc3: () => true,
  0xc4: (reader) => reader.bytes(reader.length(1)),
  0xc5: (reader) => reader.bytes(reader.length(2)),
  0xc6: (reader) => reader.bytes(reader.length(4)),
  0xca: (reader) => reader.view.getFloat32(reader.skip(4)),
  0xcb: (reader) => reader.view.getFloat64(reader.skip(8)),
  0xcc: (reader) => reader.length(1),
  0xcd: (reader) => reader.length(2),
  0xce: (reader) => reader.length(4),
  0xcf: (reader) => Number(reader.view.getBigUint64(reader.skip(8))),
  0xd0: (reader) => reader.view.getInt8(reader.skip(1)),
  0xd1: (reader) => reader.view.getInt16(reader.skip(2)),
  0xd2: (reader) => reader.view.getInt32(reader.skip(4)),
  0xd3: (reader) => Number(reader.view.getBigInt64(reader.skip(8))),
  0xd9: (reader) => reader.text(reader.length(1)),
  0xda: (reader) => reader.text(reader.length(2)),
  0xdb: (reader) => reader.text(reader.length(4)),
  0xdc: (reader, depth) => reader.list(reader.length(2), depth),
  0xdd: (reader, depth) => reader.list(reader.length(4), depth),
  0xde: (reader, depth) => reader.map(reader.length(2), depth),
  0xdf: (reader, depth) => reader.map(reader.length(4), depth),
};

/** A place in a message. */
class MsgpackReader {
  readonly view: DataView;
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  value(depth: number): unknown {
    if (depth > maxDepth) throw new RangeError(`nesting is deeper than ${maxDepth}`);
    const tag = this.length(1);
    if (tag <= 0x7f) return tag;
    if (tag >= 0xe0) return tag - 0x100;
    if (tag <= 0x8f) return this.map(tag & 0x0f, depth);
    if (tag <= 0x9f) return this.list(tag & 0x0f, depth);
    if (tag <= 0xbf) return this.text(tag & 0x1f);
    const read = byTag[tag];
    if (read === undefined) throw new RangeError(`type 0x${tag.toString(16)} is not allowed`);
    return read(this, depth);
  }

  /** Where the next `count` bytes begin; goes behind them. */
  skip(count: number): number {
    const at = this.#at;
    if (at + count > this.#bytes.length) throw new RangeError("the message ends too early");
    this.#at = at + count;
    return at;
  }

  length(width: 1 | 2 | 4): number {
    const at = this.skip(width);
    if (width === 1) return this.view.getUint8(at);
    return width === 2 ? this.view.getUint16(at) : this.view.getUint32(at);
  }

  bytes(count: number): Uint8Array {
    const at = this.skip(count);
    return this.#bytes.subarray(at, at + count);
  }

  text(count: number): string {
    const bytes = this.bytes(count);
    if (count > shortText || bytes.some((byte) => byte > 0x7f)) return text.decode(bytes);
    return String.fromCharCode(...bytes);
  }

  list(count: number, depth: number): unknown[] {
    this.#expect(count);
    const values: unknown[] = [];
    for (let i = 0; i < count; i += 1) values.push(this.value(depth + 1));
    return values;
  }

  map(count: number, depth: number): Record<string, unknown> {
    this.#expect(2 * count);
    const values: Record<string, unknown> = {};
    for (let i = 0; i < count; i += 1) {
      const key = String(this.value(depth + 1));
      const value = this.value(depth + 1);
      // The one name that assigning would not make a property of.
      if (key === "__proto__") Object.defineProperty(values, key, { value, enumerable: true });
      else values[key] = value;
    }
    return values;
  }

  /** Each value takes a byte or more, so more of them than bytes are left is a lie. */
  #expect(count: number): void {
    if (count > this.#bytes.length - this.#at) throw new RangeError("a length exceeds the message");
  }
}

/** The one value that a message holds; throws a RangeError when it is not whole msgpack. */
export const readMsgpack = (message: Uint8Array): unknown => {
  const reader = new MsgpackReader(message);
  const value = reader.value(0);
  if (!reader.isAtEnd) throw new RangeError("the message is longer than its value");
  return value;
};
