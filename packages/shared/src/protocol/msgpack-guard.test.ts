import * as fc from "fast-check";
import { Packr, Unpackr } from "msgpackr";
import { describe, expect, it } from "vitest";
import { cpuMsOf } from "../../../../test/support/cpu-time.ts";
import { packValue, unpackValue } from "./codec.ts";
import { checkMsgpack } from "./msgpack-guard.ts";

const maxDepth = 12;
const check = (...bytes: number[]) => checkMsgpack(Uint8Array.from(bytes), maxDepth);
const repeat = (count: number, ...bytes: number[]) =>
  Array.from({ length: count }, () => bytes).flat();

describe("nesting", () => {
  it.each([
    ["lists", [0x91], [0xc0]],
    ["maps", [0x81, 0xa1, 0x6b], [0xc0]],
    ["lists with a 32-bit length", [0xdd, 0, 0, 0, 1], [0x01]],
  ])("of %s is allowed up to the limit and no further", (_name, open, leaf) => {
    expect(check(...repeat(maxDepth, ...open), ...leaf)).toEqual({ ok: true, value: undefined });
    expect(check(...repeat(maxDepth + 1, ...open), ...leaf)).toEqual({
      ok: false,
      error: "nesting is deeper than 12",
    });
  });

  it("counts levels, not siblings", () => {
    const wide = packValue(Array.from({ length: 1000 }, () => [[1], { a: [2] }]));
    expect(checkMsgpack(wide, 4).ok).toBe(true);
    expect(checkMsgpack(wide, 3).ok).toBe(false);
  });

  it("is measured without recursion, so that no depth breaks the guard itself", () => {
    const bomb = new Uint8Array(1_000_000).fill(0x91);
    expect(checkMsgpack(bomb, Number.MAX_SAFE_INTEGER).ok).toBe(false);
    expect(checkMsgpack(bomb, maxDepth)).toMatchObject({ ok: false });
  });
});

describe("a length that the frame cannot hold", () => {
  it.each([
    ["a list of 2^32-1", [0xdd, 0xff, 0xff, 0xff, 0xff]],
    ["a list of 2^16-1", [0xdc, 0xff, 0xff, 0xc0]],
    ["a map of 2^32-1", [0xdf, 0xff, 0xff, 0xff, 0xff, 0xc0]],
    ["a map of 2^16-1", [0xde, 0xff, 0xff]],
    ["a short list", [0x93, 0xc0, 0xc0]],
    ["a short map", [0x82, 0xc0, 0xc0, 0xc0]],
    ["bytes of 2^32-1", [0xc6, 0xff, 0xff, 0xff, 0xff, 1, 2]],
    ["a text of 2^32-1", [0xdb, 0xff, 0xff, 0xff, 0xff, 0x61]],
    ["a text of 31", [0xbf, 0x61]],
    ["a number", [0xcb, 0, 0]],
    ["a length field", [0xdd, 0, 0]],
  ])("is refused: %s", (_name, bytes) => {
    expect(check(...bytes)).toEqual({ ok: false, error: "a length exceeds the frame" });
  });

  it("costs no more time for being large", () => {
    const lies = repeat(10_000, 0xdd, 0xff, 0xff, 0xff, 0xff);
    let isOk = true;
    const costMs = cpuMsOf(() => (isOk = check(...lies).ok));
    expect(isOk).toBe(false);
    expect(costMs).toBeLessThan(100);
  });
});

describe("types", () => {
  const extensions = [0xc7, 0xc8, 0xc9, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8];
  it.each([0xc1, ...extensions])("of no use to us are refused: 0x%s", (tag) => {
    const error = `type 0x${tag.toString(16)} is not allowed`;
    expect(check(tag, ...repeat(20, 0))).toEqual({ ok: false, error });
    expect(check(0x92, 0x01, tag, ...repeat(20, 0))).toEqual({ ok: false, error });
  });

  it("include no dates, sets or records of the packer", () => {
    const packr = new Packr({ useRecords: true, moreTypes: true });
    for (const value of [new Date(0), new Set([1]), { a: 1 }])
      expect(checkMsgpack(packr.pack(value), maxDepth).ok).toBe(false);
  });
});

describe("the whole frame", () => {
  const sample = packValue({
    text: "α".repeat(40),
    long: "x".repeat(70_000),
    bytes: new Uint8Array(300),
    numbers: [0, -1, 127, 128, -33, 65_536, -70_000, 2 ** 32, 1.5, true, null],
    map: { list: Array.from({ length: 20 }, (_, index) => ({ index })) },
  });

  it("must be there", () => {
    expect(check()).toEqual({ ok: false, error: "the frame ends too early" });
  });

  it("is refused when it is cut at any byte", () => {
    const lengths = Array.from({ length: sample.length }, (_, index) => index);
    const accepted = lengths.filter((n) => checkMsgpack(sample.subarray(0, n), maxDepth).ok);
    expect(accepted).toEqual([]);
    expect(checkMsgpack(sample, maxDepth).ok).toBe(true);
  });

  it("is one value, nothing behind it", () => {
    expect(check(0xc0, 0xc0)).toEqual({
      ok: false,
      error: "the frame's length does not fit its content",
    });
  });

  it("may lie inside a larger buffer", () => {
    const outer = new Uint8Array(sample.length + 20);
    outer.set(sample, 7);
    expect(checkMsgpack(outer.subarray(7, 7 + sample.length), maxDepth).ok).toBe(true);
    expect(checkMsgpack(outer.subarray(7, 8 + sample.length), maxDepth).ok).toBe(false);
  });
});

describe("random bytes", () => {
  /** Bytes that look like msgpack more often than evenly drawn ones do. */
  const frames = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .array(fc.constantFrom(0x81, 0x92, 0xa1, 0xc0, 0xc4, 0xcb, 0xdc, 0xde, 0x00, 0x01, 0x61), {
        maxLength: 60,
      })
      .map((bytes) => Uint8Array.from(bytes)),
  );

  it("never make it throw, and what it accepts the packer reads to the last byte", () => {
    const reader = new Unpackr({ useRecords: false, mapsAsObjects: false });
    fc.assert(
      fc.property(frames, (frame) => {
        if (!checkMsgpack(frame, maxDepth).ok) return;
        expect(() => reader.unpack(frame)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });

  it("never make the decoder throw", () => {
    fc.assert(
      fc.property(frames, (frame) => {
        expect(unpackValue(frame)).toHaveProperty("ok");
      }),
      { numRuns: 2000 },
    );
  });

  it("are accepted whenever they are a packed value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        expect(checkMsgpack(packValue(value), maxDepth).ok).toBe(true);
      }),
    );
  });
});
