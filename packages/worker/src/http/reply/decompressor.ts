// Undoes a content encoding that the server applied although we asked for none. The decompressor
// lets text out in blocks, so the times of such a reply are not to be trusted; it is noted.

import type { Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import { createZstdDecompress } from "./zstd.ts";

/** Receives what comes out. */
export interface DecompressorSink {
  decompressed(bytes: Buffer): void;
  /** All that went in has come out. */
  decompressedAll(): void;
  decompressionFailed(error: Error): void;
}

const factories = new Map<string, (first: number) => Transform>([
  ...(createZstdDecompress === null ? [] : [["zstd", createZstdDecompress] as const]),
  ["gzip", () => createGunzip()],
  ["x-gzip", () => createGunzip()],
  ["br", () => createBrotliDecompress()],
  // Half of the world sends deflate with the zlib header that the standard asks for, half without.
  ["deflate", (first) => ((first & 0x0f) === 8 ? createInflate() : createInflateRaw())],
]);

/** True when a body so encoded is no plain text. */
export function isCompressed(contentEncoding: string | null): contentEncoding is string {
  const encoding = (contentEncoding ?? "").trim().toLowerCase();
  return encoding !== "" && encoding !== "identity";
}

/** One per reply. */
export class Decompressor {
  readonly #encoding: string;
  readonly #sink: DecompressorSink;
  #inflater: Transform | null = null;
  #isOver = false;

  constructor(contentEncoding: string, sink: DecompressorSink) {
    this.#encoding = contentEncoding.trim().toLowerCase();
    this.#sink = sink;
  }

  /** Takes one read. */
  push(bytes: Buffer): void {
    if (this.#isOver || bytes.length === 0) return;
    this.#inflater ??= this.#create(bytes[0] ?? 0);
    // The read's memory is not ours to keep, and zlib works later.
    this.#inflater?.write(Buffer.from(bytes));
  }

  /** Nothing more goes in. */
  end(): void {
    if (this.#isOver) return;
    if (this.#inflater === null) this.#sink.decompressedAll();
    else this.#inflater.end();
  }

  /** Stops without a word. */
  destroy(): void {
    this.#isOver = true;
    this.#inflater?.destroy();
  }

  #create(first: number): Transform | null {
    const create = factories.get(this.#encoding);
    if (create === undefined) {
      const why = this.#encoding === "zstd" ? "needs Node 22.15 or later" : "is unknown here";
      this.#fail(new Error(`the reply is compressed with ${this.#encoding}, which ${why}`));
      return null;
    }
    const inflater = create(first);
    inflater.on("data", (bytes: Buffer) => {
      if (!this.#isOver) this.#sink.decompressed(bytes);
    });
    inflater.on("end", () => {
      if (!this.#isOver) this.#sink.decompressedAll();
      this.#isOver = true;
    });
    inflater.on("error", (error) => this.#fail(error));
    return inflater;
  }

  #fail(error: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#sink.decompressionFailed(error);
  }
}
