import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { Decompressor, isCompressed } from "./decompressor.ts";

const text = "data: hello\n\n".repeat(50);

function decompress(encoding: string, packed: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let all = "";
    const decompressor = new Decompressor(encoding, {
      decompressed: (bytes) => void (all += bytes.toString()),
      decompressedAll: () => resolve(all),
      decompressionFailed: (error) => resolve(`failed: ${error.message}`),
    });
    for (const byte of packed) {
      const read = Buffer.of(byte);
      decompressor.push(read);
      read.fill(0);
    }
    decompressor.end();
  });
}

test.each([
  ["gzip", gzipSync(text)],
  ["X-GZIP", gzipSync(text)],
  ["br", brotliCompressSync(text)],
  ["deflate", deflateSync(text)],
  ["deflate", deflateRawSync(text)],
])("undoes %s that comes byte by byte", async (encoding, packed) => {
  expect(await decompress(encoding, packed)).toBe(text);
});

test("ends at once when there was no body", async () => {
  expect(await decompress("gzip", Buffer.alloc(0))).toBe("");
});

test.each([
  ["gzip", gzipSync(text).subarray(0, 30), "failed: unexpected end of file"],
  ["gzip", Buffer.from("no gzip at all"), "failed: incorrect header check"],
  ["zstd", Buffer.from("x"), "failed: the reply is compressed with zstd, which is unknown here"],
  [
    "constructor",
    Buffer.from("x"),
    "failed: the reply is compressed with constructor, which is unknown here",
  ],
])("fails once for bad %s", async (encoding, packed, expected) => {
  expect(await decompress(encoding, packed)).toBe(expected);
});

test("is needed for everything but no encoding and identity", () => {
  expect([null, "", " identity ", "Identity"].map(isCompressed)).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(["gzip", "br, gzip"].map(isCompressed)).toEqual([true, true]);
});
