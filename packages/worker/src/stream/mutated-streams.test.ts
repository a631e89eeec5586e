// Recorded replies of every API with bytes changed, lost, doubled and cut: whatever comes, a decoder never
// throws, ends, and leads to exactly one outcome; and what it says does not depend on the cuts.

import fc from "fast-check";
import { expect, test } from "vitest";
import { recordedReplies } from "../../../../test/support/recorded-replies.ts";
import type { RecordedReply } from "../../../../test/support/recorded-replies.ts";
import { findEndpoint } from "../endpoints/endpoint-registry.ts";
import { judgeOutcome } from "./judge-outcome.ts";
import type { ReplyDecoder } from "./reply-decoder.ts";

/** One change of a reply; places are shares of its length. */
interface Mutation {
  readonly kind: "flip" | "drop" | "double" | "insert" | "cut";
  readonly at: number;
  readonly length: number;
  readonly byte: number;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom("flip", "drop", "double", "insert", "cut"),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 80 }),
  byte: fc.oneof(
    fc.integer({ min: 0, max: 255 }),
    fc.constantFrom(...Buffer.from('\n\r"{}[],:\0')),
  ),
});

function mutate(bytes: Buffer, { kind, at, length, byte }: Mutation): Buffer {
  const start = Math.floor(at * bytes.length);
  const end = Math.min(start + length, bytes.length);
  const [head, middle, tail] = [
    bytes.subarray(0, start),
    bytes.subarray(start, end),
    bytes.subarray(end),
  ];
  switch (kind) {
    case "flip":
      return Buffer.concat([head, middle.map((old) => old ^ byte), tail]);
    case "drop":
      return Buffer.concat([head, tail]);
    case "double":
      return Buffer.concat([head, middle, middle, tail]);
    case "insert":
      return Buffer.concat([head, Buffer.alloc(length, byte), middle, tail]);
    case "cut":
      return head;
  }
}

function createDecoder({ endpoint }: RecordedReply, isStreamRequest: boolean): ReplyDecoder {
  const options = { isStreamRequest, contentType: null, keepText: false, prompt: "Say hi" };
  return findEndpoint(endpoint, null).createDecoder(options);
}

/** Everything that the decoder says after these reads. */
function decode(decoder: ReplyDecoder, reads: readonly Buffer[]): string {
  for (const read of reads) decoder.push(read, 1);
  decoder.end();
  const reply = decoder.summary();
  const outcome = judgeOutcome({ isCancelled: false, statusFailure: null, brokenOff: null, reply });
  return JSON.stringify({ tokenEvents: decoder.tokenEvents, reply, outcome });
}

const fuzzed = recordedReplies.filter(({ endpoint }) => endpoint !== "custom");

test.each(fuzzed.map((reply) => [reply.name, reply] as const))(
  "survives every change of %s",
  (_name, reply) => {
    const changes = fc.array(mutation, { minLength: 1, maxLength: 6 });
    const cuts = fc.uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(changes, cuts, fc.boolean(), (mutations, places, isStreamRequest) => {
        const bytes = mutations.reduce(mutate, reply.bytes);
        const whole = decode(createDecoder(reply, isStreamRequest), [bytes]);
        const ends = [...places.map((at) => Math.floor(at * bytes.length)), bytes.length];
        const sorted = ends.sort((a, b) => a - b);
        const reads = sorted.map((end, index) => bytes.subarray(sorted[index - 1] ?? 0, end));
        expect(decode(createDecoder(reply, isStreamRequest), reads)).toBe(whole);
      }),
      { numRuns: 150 },
    );
  },
);
