// Writes numbers and texts one after the other, little-endian, as GGUF files have them.

/** Collects bytes. */
export class ByteWriter {
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  /** How many bytes there are. */
  get length(): number {
    return this.#length;
  }

  /** Adds bytes as they are. */
  bytes(piece: Uint8Array): this {
    this.#pieces.push(piece);
    this.#length += piece.length;
    return this;
  }

  /** Adds a whole number of 32 bits. */
  uint32(value: number): this {
    const piece = Buffer.alloc(4);
    piece.writeUInt32LE(value);
    return this.bytes(piece);
  }

  /** Adds a whole number of 64 bits. */
  uint64(value: number): this {
    const piece = Buffer.alloc(8);
    piece.writeBigUInt64LE(BigInt(value));
    return this.bytes(piece);
  }

  /** Adds a number of 32 bits. */
  float32(value: number): this {
    const piece = Buffer.alloc(4);
    piece.writeFloatLE(value);
    return this.bytes(piece);
  }

  /** Adds a text with its length before it. */
  text(value: string): this {
    const piece = Buffer.from(value);
    return this.uint64(piece.length).bytes(piece);
  }

  /** Adds zeros until the length is a multiple. */
  padTo(multiple: number): this {
    const missing = (multiple - (this.#length % multiple)) % multiple;
    return this.bytes(new Uint8Array(missing));
  }

  /** Everything in one piece. */
  finish(): Uint8Array {
    return Buffer.concat(this.#pieces);
  }
}
