// Where the body of one reply goes: to a decoder when the status is good, else into a small buffer
// for the error message. At the end it tells what the reply said.

import { ByteBuffer } from "../../stream/byte-buffer.ts";
import type { DecoderOptions, ReplyDecoder, ReplySummary } from "../../stream/reply-decoder.ts";
import { mergeTimings } from "../../stream/server-timings.ts";
import { mergeUsage } from "../../stream/usage.ts";
import type { RequestRecord } from "../request-record.ts";
import { headerText } from "../transport.ts";
import type { ResponseHeaders } from "../transport.ts";
import { readHeaderTimings, readHeaderUsage } from "./header-timings.ts";
import { readRetryAfterMs } from "./retry-after.ts";
import { isSuccessStatus, statusFailure } from "./status-failure.ts";
import type { StatusFailure } from "./status-failure.ts";

/** How the decoder of a good reply is made. */
export interface ReplyOptions {
  readonly isStreamRequest: boolean;
  readonly keepText: boolean;
  readonly prompt: string;
  readonly createDecoder: (options: DecoderOptions) => ReplyDecoder;
}

const keptErrorBytes = 16 * 1024;
/** An error body that goes on and on is not worth reading. */
const maxErrorBytes = 1024 * 1024;

/** One per reply, made when its headers are there. */
export class ReplyBody {
  /** Null when the status is not 2xx. */
  readonly decoder: ReplyDecoder | null;
  readonly #status: number;
  readonly #location: string | null;
  readonly #errorBody = new ByteBuffer();
  #errorBytes = 0;

  constructor(status: number, headers: ResponseHeaders, options: ReplyOptions) {
    const { isStreamRequest, keepText, prompt } = options;
    const contentType = headerText(headers, "content-type");
    this.#status = status;
    this.#location = headerText(headers, "location");
    this.decoder = isSuccessStatus(status)
      ? options.createDecoder({ isStreamRequest, keepText, prompt, contentType })
      : null;
  }

  /** Reading on is of no use: too much came. */
  get isHopeless(): boolean {
    return this.decoder?.isBroken ?? this.#errorBytes > maxErrorBytes;
  }

  /** Takes a piece of the body, free of any compression. */
  take(bytes: Buffer, atMs: number): void {
    if (this.decoder !== null) {
      this.decoder.push(bytes, atMs);
      return;
    }
    const room = keptErrorBytes - this.#errorBody.length;
    this.#errorBody.append(bytes, 0, Math.min(room, bytes.length));
    this.#errorBytes += bytes.length;
  }

  /** The failure that the status is, if it is one; `headerWishMs` is the wait that its headers ask for. */
  statusFailure(headerWishMs: number | null): StatusFailure | null {
    if (this.decoder !== null) return null;
    return statusFailure(this.#status, this.#location, this.#errorBody.toText(), headerWishMs);
  }
}

/** Notes in the record what the response headers say. */
export function recordHeaders(
  record: RequestRecord,
  atMs: number,
  status: number,
  headers: ResponseHeaders,
): void {
  record.gotResponseByte = true;
  record.headersAtMs = atMs;
  record.status = status;
  if (!isSuccessStatus(status)) {
    record.retryAfterMs = readRetryAfterMs(headers, Date.now());
    return;
  }
  record.timings = readHeaderTimings(headers);
  record.usage = readHeaderUsage(headers);
}

/** Notes in the record what a decoded reply said. */
export function recordReply(
  record: RequestRecord,
  decoder: ReplyDecoder,
  reply: ReplySummary,
): void {
  record.firstEventAtMs = decoder.firstEventAtMs;
  record.firstAnswerAtMs = decoder.firstAnswerAtMs;
  record.firstReasoningAtMs = decoder.firstReasoningAtMs;
  record.firstToolAtMs = decoder.firstToolAtMs;
  record.firstEventTokens = reply.firstEventTokens;
  record.toldTokens = reply.toldTokens;
  record.toldEvents = reply.toldEvents;
  record.items = reply.items;
  if (reply.timings !== null) record.timings = mergeTimings(record.timings, reply.timings);
  record.streamed = reply.isStreamed;
  if (reply.usage !== null) record.usage = mergeUsage(record.usage, reply.usage);
  record.sawReasoning = reply.sawReasoning;
  record.finishReason = reply.finishReason;
  record.responseText = reply.text;
  record.notes = reply.notes;
}
