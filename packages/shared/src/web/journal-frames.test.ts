import fc from "fast-check";
import { expect, it } from "vitest";
import { FrameReader, maxFrameBytes, toFrame } from "./journal-frames.ts";

const bytesOf = (bodies: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(bodies.flatMap((body) => [...toFrame(body)]));

it("gives back every message, wherever the stream is cut", () => {
  const bodies = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 8 });
  fc.assert(
    fc.property(bodies, fc.integer({ min: 1, max: 9 }), (given, size) => {
      const stream = bytesOf(given);
      const reader = new FrameReader();
      const read: Uint8Array[] = [];
      for (let at = 0; at < stream.length; at += size)
        read.push(...reader.push(stream.subarray(at, at + size)));
      expect(read.map((body) => [...body])).toEqual(given.map((body) => [...body]));
      expect(reader.heldBytes).toBe(0);
    }),
  );
});

it("says how much of a torn message is left", () => {
  const reader = new FrameReader();
  expect(reader.push(toFrame(new Uint8Array(9)).subarray(0, 7))).toEqual([]);
  expect(reader.heldBytes).toBe(7);
});

it("refuses a length that no message has", () => {
  const frame = new Uint8Array(4);
  new DataView(frame.buffer).setUint32(0, maxFrameBytes + 1);
  expect(() => new FrameReader().push(frame)).toThrow(RangeError);
});
