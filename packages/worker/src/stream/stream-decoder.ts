// Decodes replies of the OpenAI chat and completions APIs, streamed or not, and of the many servers
// that imitate them. Plain token events are recognised by the probe; everything else is parsed.

import { findError } from "./json/error-shape.ts";
import { arrayField, isJsonArray, isJsonObject } from "./json/guards.ts";
import type { JsonObject } from "./json/guards.ts";
import { parseJsonValues } from "./json/json-values.ts";
import { toReadable } from "./json/readable-text.ts";
import { OpenAiProbe } from "./openai-probe.ts";
import { AnswerClock } from "./openai/answer-clock.ts";
import { readChoices, solePiece } from "./openai/chunk-content.ts";
import type { ChoiceContent, ContentPiece } from "./openai/chunk-content.ts";
import { FinishMarks } from "./openai/finish-marks.ts";
import { readUsage, UsageKeeper } from "./openai/usage.ts";
import type { DecoderOptions, ReplyDecoder, ReplySummary } from "./reply-decoder.ts";
import { ReplyFraming } from "./reply-framing.ts";
import type { FramingSink } from "./reply-framing.ts";

const maxRawText = 64 * 1024;
const maxKeptText = 256 * 1024;
const noNotes: readonly string[] = [];

/** One per reply. */
export class OpenAiDecoder implements ReplyDecoder, FramingSink {
  tokenEvents = 0;
  firstEventAtMs: number | null = null;
  firstTokenAtMs: number | null = null;
  isDone = false;
  isBroken = false;

  readonly #options: DecoderOptions;
  readonly #framing: ReplyFraming;
  readonly #probe = new OpenAiProbe();
  readonly #answer = new AnswerClock();
  readonly #finish = new FinishMarks();
  readonly #usage = new UsageKeeper();
  #atMs = 0;
  #hasOutput = false;
  /** Tokens counted by ids or logprobs up to the first token event. */
  #earlyTokens = 0;
  #firstEventTokens: number | null = null;
  #inbandError: string | null = null;
  #badFrame: string | null = null;
  /** Lines outside any event, for one look at the end: they may be a JSON error over several lines. */
  #rawText = "";
  #isBodyAnswer = false;
  #notes: string[] | null = null;
  #text = "";

  constructor(options: DecoderOptions) {
    this.#options = options;
    this.#framing = new ReplyFraming(options.contentType, this);
  }

  get firstAnswerAtMs(): number | null {
    return this.#answer.atMs;
  }

  get isFinished(): boolean {
    return this.isDone || this.#isBodyAnswer || this.#finish.isComplete;
  }

  push(bytes: Buffer, atMs: number): void {
    this.#atMs = atMs;
    this.#framing.push(bytes);
  }

  end(): void {
    this.#framing.end();
    this.#answer.end();
    if (this.#rawText === "") return;
    const first = this.#rawText.trimStart()[0];
    const values = first === "{" || first === "[" ? parseJsonValues(this.#rawText) : null;
    if (values?.ok) for (const value of values.value) this.#takeBody(value);
    else this.#badFrame ??= describeGarbage(this.#rawText);
  }

  onEvent(bytes: Buffer, start: number, end: number, isError: boolean): void {
    if (this.isDone) {
      this.#note("data_after_done");
    } else if (!isError && this.#probe.matches(bytes, start, end)) {
      this.tokenEvents += 1;
      if (this.#probe.kind !== "reasoning") this.#answer.answerAt(this.#atMs);
    } else {
      const piece = this.#readEvent(bytes.toString("utf8", start, end), isError);
      if (piece !== null) this.#probe.learn(bytes, start, end, piece);
    }
  }

  onUnterminatedEvent(bytes: Buffer, start: number, end: number, isError: boolean): void {
    const payload = bytes.toString("utf8", start, end).trim();
    if (payload === "" || this.isDone) return;
    // What does not parse was cut in the middle: that the reply is truncated will show by itself.
    if (payload !== "[DONE]" && !parseJsonValues(payload).ok) return;
    this.#note("unterminated_last_event");
    this.#readEvent(payload, isError);
  }

  onRawLine(bytes: Buffer, start: number, end: number): void {
    if (this.isFinished) this.#note("garbage_in_stream");
    else if (this.#rawText.length < maxRawText) {
      this.#rawText += `${bytes.toString("utf8", start, Math.min(end, start + maxRawText))}\n`;
    }
  }

  onBody(text: string): void {
    const values = parseJsonValues(text);
    if (values.ok) for (const value of values.value) this.#takeBody(value);
    else if (text.trim() !== "") this.#refuse(text);
  }

  onOverflow(): void {
    this.isBroken = true;
    this.#badFrame ??= "one event or body is larger than 16 MiB";
  }

  summary(): ReplySummary {
    const isStreamed = this.#framing.framing === "events" && !this.#isBodyAnswer;
    if (this.#isBodyAnswer && this.#options.isStreamRequest) this.#note("not_streamed");
    if (isStreamed && !this.#options.isStreamRequest) this.#note("unexpected_stream");
    return {
      isStreamed,
      hasOutput: this.#hasOutput,
      isFinished: this.isFinished,
      finishReason: this.#finish.reason,
      inbandError: this.#inbandError,
      badFrame: this.#badFrame,
      usage: this.#usage.read(this.#hasOutput),
      sawReasoning: this.#answer.sawReasoning,
      firstEventTokens: this.#firstEventTokens,
      notes: this.#notes ?? noNotes,
      text: this.#options.keepText ? this.#text : null,
    };
  }

  /** Parses one event; returns the piece that the probe may learn, if the event is that plain. */
  #readEvent(text: string, isError: boolean): ContentPiece | null {
    const payload = unwrapPayload(text);
    if (payload === "") return null;
    this.firstEventAtMs ??= this.#atMs;
    if (payload === "[DONE]") {
      this.isDone = true;
      return null;
    }
    const values = parseJsonValues(payload);
    if (!values.ok) {
      if (isError) this.#inbandError ??= toReadable(payload);
      else this.#refuse(payload);
      return null;
    }
    for (const value of values.value) this.#takeEventValue(value, isError);
    return values.value.length === 1 ? this.#lesson(values.value[0]) : null;
  }

  /** Plain events only, and none while their text still matters: for a think tag, or to be kept. */
  #lesson(value: unknown): ContentPiece | null {
    if (this.#options.keepText || this.#inbandError !== null) return null;
    const piece = solePiece(value);
    return piece?.kind === "text" && !this.#answer.isSettled ? null : piece;
  }

  #takeEventValue(value: unknown, isError: boolean): void {
    const error = findError(value) ?? (isError ? toReadable(JSON.stringify(value)) : null);
    if (error !== null) this.#inbandError ??= error;
    else if (isJsonObject(value)) this.#takeChunk(value);
    else if (value !== null) this.#refuse(JSON.stringify(value));
  }

  #takeChunk(chunk: JsonObject): void {
    const usage = readUsage(chunk);
    if (usage !== null) this.#usage.take(usage);
    if (!this.#takeChoices(readChoices(chunk))) return;
    this.tokenEvents += 1;
    if (this.firstTokenAtMs !== null) return;
    this.firstTokenAtMs = this.#atMs;
    this.#firstEventTokens = usage?.outputTokens || this.#earlyTokens || null;
  }

  /** True when one of them carried generated content. */
  #takeChoices(choices: readonly ChoiceContent[]): boolean {
    let hasContent = false;
    for (const choice of choices) {
      this.#finish.take(choice.index, choice.finishReason);
      if (this.#finish.isError) this.#inbandError ??= `finish reason ${choice.finishReason}`;
      if (this.firstTokenAtMs === null) this.#earlyTokens += choice.tokens;
      for (const piece of choice.pieces) {
        hasContent = true;
        this.#answer.take(piece, choice.index, this.#atMs);
        if (this.#options.keepText && this.#text.length < maxKeptText) this.#text += piece.text;
      }
    }
    this.#hasOutput ||= hasContent;
    return hasContent;
  }

  /** One value of a reply that is no event stream; some servers wrap it in an array. */
  #takeBody(value: unknown): void {
    const reply = isJsonArray(value) && value.length === 1 ? value[0] : value;
    const error = findError(reply);
    if (error !== null) {
      this.#inbandError ??= error;
    } else if (isJsonObject(reply) && arrayField(reply, "choices").length > 0) {
      const usage = readUsage(reply);
      if (usage !== null) this.#usage.take(usage);
      this.#takeChoices(readChoices(reply));
      this.#isBodyAnswer = true;
    } else {
      this.#refuse(JSON.stringify(reply), "JSON without a choice");
    }
  }

  /** Garbage fails the request, unless the answer was complete before it. */
  #refuse(text: string, why?: string): void {
    if (this.isFinished) this.#note("garbage_in_stream");
    else this.#badFrame ??= describeGarbage(text, why);
  }

  #note(code: string): void {
    this.#notes ??= [];
    if (!this.#notes.includes(code)) this.#notes.push(code);
  }
}

function describeGarbage(text: string, why = "not the expected JSON or event stream"): string {
  return `${why}: ${toReadable(text) || "(unprintable)"}`;
}

/** Removes blanks, and the second `data:` of servers that frame an event twice. */
function unwrapPayload(text: string): string {
  let payload = text.trim();
  while (payload.startsWith("data:")) payload = payload.slice(5).trim();
  return payload;
}
