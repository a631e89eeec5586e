// Cuts large messages into parts and puts them together again.
import { err, ok, type Result } from "../errors/result.ts";
import { maxMessageBytes, maxPartBytes } from "./limits.ts";
import type { PartMessage } from "./part-message.ts";

/** The parts of an encoded message that is larger than one frame may be. */
export const cutIntoParts = (encoded: Uint8Array, id: number): PartMessage[] => {
  const count = Math.ceil(encoded.length / maxPartBytes);
  return Array.from({ length: count }, (_, index) => ({
    type: "part" as const,
    id,
    index,
    count,
    bytes: encoded.subarray(index * maxPartBytes, (index + 1) * maxPartBytes),
  }));
};

/** Collects the parts of one message at a time; one assembler per link. */
export class PartAssembler {
  #id = -1;
  #slices: Uint8Array[] = [];

  /** The whole message when `part` was its last, null while some are missing. */
  add(part: PartMessage): Result<Uint8Array | null> {
    if (part.count * maxPartBytes > maxMessageBytes + maxPartBytes)
      return err(`a message of ${part.count} parts exceeds ${maxMessageBytes} bytes`);
    if (part.index === 0) {
      this.#id = part.id;
      this.#slices = [];
    }
    if (part.id !== this.#id || part.index !== this.#slices.length)
      return err(`part ${part.index} of message ${part.id} is out of order`);
    this.#slices.push(part.bytes);
    return ok(part.index === part.count - 1 ? this.#join() : null);
  }

  #join(): Uint8Array {
    const whole = new Uint8Array(this.#slices.reduce((sum, slice) => sum + slice.length, 0));
    let at = 0;
    for (const slice of this.#slices) {
      whole.set(slice, at);
      at += slice.length;
    }
    this.#slices = [];
    this.#id = -1;
    return whole;
  }
}
