// A growable run of bytes that one stream owns: for what must outlive the read that brought it.

const firstCapacity = 512;
const keptCapacity = 64 * 1024;
const nothing = Buffer.alloc(0);

/** Collects bytes by copying; keeps its memory between uses unless it grew large. */
export class ByteBuffer {
  /** The memory; only the first `length` bytes count. */
  bytes: Buffer = nothing;
  /** How many bytes are held. */
  length = 0;

  /** Copies `source[start, end)` to the end. */
  append(source: Uint8Array, start: number, end: number): void {
    const added = end - start;
    this.#reserve(this.length + added);
    this.bytes.set(added === source.length ? source : source.subarray(start, end), this.length);
    this.length += added;
  }

  /** Copies one byte to the end. */
  appendByte(byte: number): void {
    this.#reserve(this.length + 1);
    this.bytes[this.length] = byte;
    this.length += 1;
  }

  /** Forgets the content, and the memory too when one large event had made it grow. */
  clear(): void {
    this.length = 0;
    if (this.bytes.length > keptCapacity) this.bytes = nothing;
  }

  /** The content as text, at most its first `maxBytes`. */
  toText(maxBytes: number = this.length): string {
    return this.bytes.toString("utf8", 0, Math.min(maxBytes, this.length));
  }

  #reserve(needed: number): void {
    if (needed <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, firstCapacity, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
}
