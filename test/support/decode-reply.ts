// Feeds replies to the decoder of an endpoint, whole and cut.

import type { Endpoint, RequestOptions } from "@gadfly/worker/endpoints/endpoint";
import type { DecoderOptions, ReplyDecoder } from "@gadfly/worker/stream/reply-decoder";
import { recordedReplies } from "./recorded-replies.ts";

/** The bytes of a recorded reply. */
export function recordedReply(name: string): Buffer {
  const reply = recordedReplies.find((one) => one.name === name);
  if (reply === undefined) throw new Error(`there is no recorded reply ${name}`);
  return reply.bytes;
}

/** A request for which nothing optional is asked. */
export const leastRequest: RequestOptions = {
  model: "m",
  stream: true,
  maxTokens: 16,
  usesMaxCompletionTokens: false,
  asksForUsage: true,
  ignoreEos: false,
  minTokens: null,
  temperature: null,
  topP: null,
  topK: null,
  choices: 1,
  stop: [],
  logprobs: null,
  reasoningEffort: null,
  items: 1,
};

/** Everything that a decoder says about a reply, in plain data. */
export type Decoded = ReturnType<typeof decodeReads>;

/** Decodes a reply, given as its reads; the time of each read is its number. */
export function decodeReads(
  endpoint: Pick<Endpoint, "createDecoder">,
  reads: readonly Uint8Array[],
  hints: Partial<DecoderOptions> = {},
) {
  const decoder: ReplyDecoder = endpoint.createDecoder({
    isStreamRequest: true,
    contentType: null,
    keepText: true,
    prompt: "",
    ...hints,
  });
  for (const [atMs, read] of reads.entries()) {
    // Fresh memory for every read, made useless after it, as a transport that reuses its buffer does.
    const own = Buffer.from(read);
    decoder.push(own, atMs);
    own.fill(0x3f);
  }
  decoder.end();
  const {
    tokenEvents,
    isDone,
    firstTokenAtMs,
    firstAnswerAtMs,
    firstReasoningAtMs,
    firstToolAtMs,
  } = decoder;
  const times = { firstTokenAtMs, firstAnswerAtMs, firstReasoningAtMs, firstToolAtMs };
  return { tokenEvents, isDone, times, ...decoder.summary() };
}

/** Decodes a whole reply in one read. */
export function decodeReply(
  endpoint: Pick<Endpoint, "createDecoder">,
  reply: Buffer | string,
  hints: Partial<DecoderOptions> = {},
): Decoded {
  return decodeReads(endpoint, [Buffer.from(reply)], hints);
}

/** The places where cutting a reply in two changes what is read; with and without the text kept. */
export function harmfulCuts(
  endpoint: Pick<Endpoint, "createDecoder">,
  reply: Buffer,
  hints: Partial<DecoderOptions> = {},
): readonly number[] {
  return [true, false].flatMap((keepText) => {
    const decode = (reads: readonly Uint8Array[]): string => {
      const { times: _times, ...said } = decodeReads(endpoint, reads, { ...hints, keepText });
      return JSON.stringify(said);
    };
    const expected = decode([reply]);
    const cuts = Array.from({ length: reply.length - 1 }, (_, index) => index + 1);
    return cuts.filter((cut) => decode([reply.subarray(0, cut), reply.subarray(cut)]) !== expected);
  });
}
