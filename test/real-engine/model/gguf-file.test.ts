import { describe, expect, it } from "vitest";
import { encodeGguf } from "./gguf-file.ts";
import type { Tensor } from "./weights.ts";

const tensor = (name: string, values: number[], isHalf: boolean): Tensor => ({
  name,
  sizes: [values.length],
  values: Float32Array.from(values),
  isHalf,
});

describe("a GGUF file", () => {
  it("begins with magic, version and the numbers of tensors and facts", () => {
    const bytes = Buffer.from(encodeGguf({ answer: { kind: "count", value: 42 } }, []));
    expect(bytes.toString("latin1", 0, 4)).toBe("GGUF");
    expect(bytes.readUInt32LE(4)).toBe(3);
    expect(bytes.readBigUInt64LE(8)).toBe(0n);
    expect(bytes.readBigUInt64LE(16)).toBe(1n);
    // Name with its length, kind, value.
    expect(bytes.readBigUInt64LE(24)).toBe(6n);
    expect(bytes.toString("latin1", 32, 38)).toBe("answer");
    expect([bytes.readUInt32LE(38), bytes.readUInt32LE(42)]).toEqual([4, 42]);
  });

  it("has each tensor at a multiple of 32 bytes", () => {
    const tensors = [tensor("a", [1, -2], true), tensor("b", [0.5], false)];
    const bytes = Buffer.from(encodeGguf({}, tensors));
    expect(bytes.length % 32).toBe(0);
    const data = bytes.subarray(-64);
    expect([data.readUInt16LE(0), data.readUInt16LE(2)]).toEqual([0x3c00, 0xc000]);
    expect(data.readFloatLE(32)).toBe(0.5);
  });
});
