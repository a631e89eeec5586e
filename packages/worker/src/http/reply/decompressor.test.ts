import { PassThrough } from "node:stream";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { Decompressor, isCompressed } from "./decompressor.ts";
import { createZstdDecompress, findFactory } from "./zstd.ts";

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
  [
    "constructor",
    Buffer.from("x"),
    "failed: the reply is compressed with constructor, which is unknown here",
  ],
])("fails once for bad %s", async (encoding, packed, expected) => {
  expect(await decompress(encoding, packed)).toBe(expected);
});

test("undoes zstd where Node can, and says what is missing where it cannot", async () => {
  // One frame of one block that is stored as it is: magic, descriptor, size, block header, bytes.
  const packed = Buffer.concat([Buffer.from("28b52ffd2005290000", "hex"), Buffer.from("hello")]);
  const missing = "failed: the reply is compressed with zstd, which needs Node 22.15 or later";
  const expected = createZstdDecompress === null ? missing : "hello";
  expect(await decompress("zstd", packed)).toBe(expected);
});

test("finds the zstd decompressor of a Node that has one", () => {
  const made = new PassThrough();
  expect(findFactory({ createZstdDecompress: () => made })?.()).toBe(made);
  expect(findFactory({})).toBeNull();
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
