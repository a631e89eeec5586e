import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Result } from "../errors/result.ts";
import { maxMessageBytes, maxPartBytes } from "./limits.ts";
import type { PartMessage } from "./part-message.ts";
import { cutIntoParts, PartAssembler } from "./parts.ts";

/** Bytes that differ from slice to slice. */
const patterned = (length: number, seed = 0): Uint8Array => {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at++) bytes[at] = (at * 31 + (at >> 8) + seed) % 251;
  return bytes;
};

/** Compares megabytes at once; `toEqual` would look at each byte. */
const isSame = (answer: Result<Uint8Array | null> | undefined, whole: Uint8Array): boolean =>
  answer?.ok === true && answer.value !== null && Buffer.compare(answer.value, whole) === 0;

/** A small hand-made part; its slice holds one byte, the index. */
const part = (id: number, index: number, count: number): PartMessage => ({
  type: "part",
  id,
  index,
  count,
  bytes: Uint8Array.of(index % 256),
});

/** What the assembler says to each part. */
const addAll = (assembler: PartAssembler, parts: readonly PartMessage[]) =>
  parts.map((each) => assembler.add(each));

const outOfOrder = (index: number, id: number) => ({
  ok: false,
  error: `part ${index} of message ${id} is out of order`,
});

describe("cutting", () => {
  const edges = [1, maxPartBytes - 1, maxPartBytes, maxPartBytes + 1, 3 * maxPartBytes];

  it.each(edges)("and joining %i bytes gives the same bytes", (length) => {
    const whole = patterned(length);
    const parts = cutIntoParts(whole, 5);
    expect(parts).toHaveLength(Math.ceil(length / maxPartBytes));
    const answers = addAll(new PartAssembler(), parts);
    expect(answers.slice(0, -1).every((answer) => answer.ok && answer.value === null)).toBe(true);
    expect(isSame(answers.at(-1), whole)).toBe(true);
  });

  it("and joining several messages of any size on one link gives them all", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 4 * maxPartBytes }), { maxLength: 4 });
    fc.assert(
      fc.property(sizes, (lengths) => {
        const assembler = new PartAssembler();
        const messages = lengths.map((length, seed) => patterned(length, seed));
        const areSame = messages.map((whole, id) =>
          isSame(addAll(assembler, cutIntoParts(whole, id)).at(-1), whole),
        );
        expect(areSame).toEqual(messages.map(() => true));
      }),
      { numRuns: 10 },
    );
  });

  it("keeps every slice within one frame", () => {
    const parts = cutIntoParts(patterned(5 * maxPartBytes + 17), 0);
    expect(Math.max(...parts.map((each) => each.bytes.length))).toBe(maxPartBytes);
  });
});

describe("joining", () => {
  it.each([
    ["the first is missing", [part(1, 1, 3)], outOfOrder(1, 1)],
    ["one is left out", [part(1, 0, 3), part(1, 2, 3)], outOfOrder(2, 1)],
    ["one comes twice", [part(1, 0, 3), part(1, 1, 3), part(1, 1, 3)], outOfOrder(1, 1)],
    ["it comes after the end", [part(1, 0, 1), part(1, 1, 2)], outOfOrder(1, 1)],
    ["two messages are interleaved", [part(1, 0, 2), part(2, 0, 2)], outOfOrder(0, 2)],
    ["the first comes again", [part(1, 0, 2), part(1, 0, 2)], outOfOrder(0, 1)],
    ["the count changes on the way", [part(1, 0, 4), part(1, 1, 2)], outOfOrder(1, 1)],
    ["the index is beyond the count", [part(1, 3, 2)], outOfOrder(3, 1)],
  ])("refuses a part when %s", (_name, parts, expected) => {
    expect(addAll(new PartAssembler(), parts).at(-1)).toEqual(expected);
  });

  it("takes as many parts as the largest message has, and no more", () => {
    const most = maxMessageBytes / maxPartBytes;
    expect(new PartAssembler().add(part(0, 0, most))).toEqual({ ok: true, value: null });
    expect(new PartAssembler().add(part(0, 0, most + 1))).toEqual({
      ok: false,
      error: `a message of ${most + 1} parts exceeds ${maxMessageBytes} bytes`,
    });
  });

  it("never keeps more parts than were announced", () => {
    const assembler = new PartAssembler();
    expect(assembler.add(part(0, 0, 3)).ok).toBe(true);
    const answers = Array.from({ length: 400 }, (_, index) => assembler.add(part(0, index + 1, 1)));
    expect(answers.filter((answer) => answer.ok)).toEqual([]);
  });
});
