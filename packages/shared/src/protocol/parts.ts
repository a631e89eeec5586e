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
  /** The message whose parts are coming; null between messages. */
  #open: { readonly id: number; readonly count: number } | null = null;
  #slices: Uint8Array[] = [];

  /** The whole message when `part` was its last, null while some are missing. */
  add(part: PartMessage): Result<Uint8Array | null> {
    if (part.count * maxPartBytes > maxMessageBytes)
      return err(`a message of ${part.count} parts exceeds ${maxMessageBytes} bytes`);
    this.#open ??= { id: part.id, count: part.count };
    const { id, count } = this.#open;
    if (part.id !== id || part.count !== count || part.index !== this.#slices.length)
      return err(`part ${part.index} of message ${part.id} is out of order`);
    this.#slices.push(part.bytes);
    return ok(this.#slices.length === count ? this.#join() : null);
  }

  #join(): Uint8Array {
    const whole = new Uint8Array(this.#slices.reduce((sum, slice) => sum + slice.length, 0));
    let at = 0;
    for (const slice of this.#slices) {
      whole.set(slice, at);
      at += slice.length;
    }
    this.#slices = [];
    this.#open = null;
    return whole;
  }
}
