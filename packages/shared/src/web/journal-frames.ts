// A sequence of messages as one stream of bytes: each behind its length, four bytes, big end first. The
// report embeds the feed this way; the reader takes the stream in pieces cut anywhere.

const lengthBytes = 4;

/** Longest message; a length beyond it is no length but noise. */
export const maxFrameBytes = 256 * 1024 * 1024;

/** One message behind its length. */
export const toFrame = (body: Uint8Array): Uint8Array => {
  const frame = new Uint8Array(lengthBytes + body.length);
  new DataView(frame.buffer).setUint32(0, body.length);
  frame.set(body, lengthBytes);
  return frame;
};

const join = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  if (first.length === 0) return second;
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
};

/** Cuts a stream into its messages. */
export class FrameReader {
  #parts: Uint8Array[] = [];
  #held = 0;
  #needed = lengthBytes;

  /** Bytes of a message that is not whole yet; 0 after the end of a whole stream. */
  get heldBytes(): number {
    return this.#held;
  }

  /** Takes the next piece; gives the messages that it completes. Throws at a length beyond all sense. */
  push(piece: Uint8Array): Uint8Array[] {
    this.#parts.push(piece);
    this.#held += piece.length;
    // Pieces are joined once, when a whole message is there.
    if (this.#held < this.#needed) return [];
    let rest = this.#parts.reduce(join, new Uint8Array());
    const bodies: Uint8Array[] = [];
    for (let end = this.#endOf(rest); end <= rest.length; end = this.#endOf(rest)) {
      bodies.push(rest.subarray(lengthBytes, end));
      rest = rest.subarray(end);
    }
    this.#parts = [rest];
    this.#held = rest.length;
    return bodies;
  }

  #endOf(bytes: Uint8Array): number {
    if (bytes.length < lengthBytes) {
      this.#needed = lengthBytes;
      return Number.POSITIVE_INFINITY;
    }
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    if (length > maxFrameBytes) throw new RangeError(`a message of ${length} bytes is none`);
    this.#needed = lengthBytes + length;
    return this.#needed;
  }
}
