import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packValue } from "@gadfly/shared/protocol/codec";
import { readMsgpack } from "./read-msgpack.ts";

describe("the page's msgpack reader", () => {
  it("reads whatever the master packs", () => {
    const leaf = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.integer(),
      fc.maxSafeInteger(),
      fc.double({ noNaN: true }).map((value) => value + 0),
      fc.boolean(),
      fc.constant(null),
    );
    const values = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie("value"), { maxLength: 8 }),
        fc.dictionary(fc.string(), tie("value"), { maxKeys: 8, noNullPrototype: true }),
      ),
    })).value;
    fc.assert(
      fc.property(values, (value) => {
        expect(readMsgpack(packValue(value))).toEqual(value);
      }),
    );
  });

  it("reads long lists, maps and texts", () => {
    const value = {
      list: Array.from({ length: 66_000 }, (_, i) => i),
      map: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, i])),
      text: ["ä".repeat(200), "ä".repeat(70_000)],
    };
    expect(JSON.stringify(readMsgpack(packValue(value)))).toBe(JSON.stringify(value));
  });

  it("reads bytes of any length, where they lie in the message", () => {
    const message = packValue([3, 300, 70_000].map((size) => new Uint8Array(size).fill(size)));
    const value = readMsgpack(message);
    const parts = Array.isArray(value) ? value.filter((part) => part instanceof Uint8Array) : [];
    expect(parts.map(({ length }) => length)).toEqual([3, 300, 70_000]);
    expect(parts.every(({ buffer }) => buffer === message.buffer)).toBe(true);
  });

  it("keeps a hostile key a plain property", () => {
    const bytes = packValue(new Map([["__proto__", { admin: true }]]));
    const value = readMsgpack(bytes);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value as object)).toEqual(["__proto__"]);
  });

  it("throws at a message that is cut anywhere, and at one that goes on", () => {
    const bytes = packValue({ a: [1, "text", 2.5], b: new Uint8Array(5), c: null });
    for (let cut = 0; cut < bytes.length; cut += 1)
      expect(() => readMsgpack(bytes.subarray(0, cut))).toThrow(RangeError);
    expect(() => readMsgpack(Uint8Array.from([...bytes, 0]))).toThrow(/longer/);
  });

  const problemOf = (bytes: Uint8Array): unknown => {
    try {
      readMsgpack(bytes);
      return new RangeError("none");
    } catch (error) {
      return error;
    }
  };

  it("throws at noise, at depth and at extension types, and nothing but its own errors", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        expect(problemOf(noise)).toBeInstanceOf(RangeError);
      }),
    );
    expect(() => readMsgpack(new Uint8Array(1000).fill(0x91))).toThrow(/deeper/);
    expect(() => readMsgpack(Uint8Array.from([0xd4, 1, 2]))).toThrow(/not allowed/);
    expect(() => readMsgpack(Uint8Array.from([0xdd, 255, 255, 255, 255]))).toThrow(/exceeds/);
  });
});
