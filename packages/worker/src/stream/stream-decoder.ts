// Decodes replies of every API, streamed or not: finds the messages, knows their times, and keeps what
// the API's reader says of them. Plain token events are recognised by the probe; the rest is parsed.

import type { StreamFormat } from "@gadfly/shared/providers/endpoint-table";
import { AnswerClock } from "./answer-clock.ts";
import { FinishMarks } from "./finish-marks.ts";
import { findError, findNamedError } from "./json/error-shape.ts";
import { isJsonArray } from "./json/guards.ts";
import { parseJsonValues } from "./json/json-values.ts";
import { toReadable } from "./json/readable-text.ts";
import { NoteList } from "./note-list.ts";
import type { DecoderOptions, ReplyDecoder, ReplySummary } from "./reply-decoder.ts";
import { ReplyFraming } from "./reply-framing.ts";
import type { FramingSink } from "./reply-framing.ts";
import type { ChoiceContent, ContentPiece, Message, ReplyReader } from "./reply-reader.ts";
import { mergeTimings } from "./server-timings.ts";
import type { ServerTimings } from "./server-timings.ts";
import { StreamProbe } from "./stream-probe.ts";
import { TokenTally } from "./token-tally.ts";
import { UsageKeeper } from "./usage.ts";

const maxRawText = 64 * 1024;
const maxKeptText = 256 * 1024;
const endMark = "[DONE]";

/** One per reply. */
export class StreamDecoder implements ReplyDecoder, FramingSink {
  firstEventAtMs: number | null = null;
  firstTokenAtMs: number | null = null;
  isDone = false;
  isBroken = false;

  readonly #options: DecoderOptions;
  readonly #reader: ReplyReader;
  readonly #framing: ReplyFraming;
  readonly #probe: StreamProbe | null;
  readonly #answer = new AnswerClock();
  readonly #finish = new FinishMarks();
  readonly #usage = new UsageKeeper();
  readonly #tally = new TokenTally();
  readonly #notes = new NoteList();
  #atMs = 0;
  #hasOutput = false;
  #items = 0;
  #timings: ServerTimings | null = null;
  #inbandError: string | null = null;
  #badFrame: string | null = null;
  /** Lines outside any event, for one look at the end: they may be a JSON error over several lines. */
  #rawText = "";
  #isBodyAnswer = false;
  /** The last event ends in its middle. */
  #isCutShort = false;
  #text = "";
  readonly #noteLenient = (): void => this.#notes.add("lenient_json");

  constructor(options: DecoderOptions, format: StreamFormat, reader: ReplyReader) {
    const { solePiece } = reader;
    this.#options = options;
    this.#reader = reader;
    this.#framing = new ReplyFraming(options, format, this);
    // Text that is kept has to be parsed anyway.
    this.#probe = solePiece === undefined || options.keepText ? null : new StreamProbe(solePiece);
  }

  get tokenEvents(): number {
    return this.#tally.events;
  }

  get toldTokens(): number {
    return this.#tally.toldTokens;
  }

  get firstAnswerAtMs(): number | null {
    return this.#answer.answerAtMs;
  }

  get firstReasoningAtMs(): number | null {
    return this.#answer.reasoningAtMs;
  }

  get firstToolAtMs(): number | null {
    return this.#answer.toolAtMs;
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
    this.#takeRawText();
    const isWhole = this.#hasOutput && !this.#isCutShort;
    if (this.#reader.endsByClose === true && isWhole) this.isDone = true;
  }

  #takeRawText(): void {
    if (this.#rawText === "") return;
    const first = this.#rawText.trimStart()[0];
    const values = first === "{" || first === "[" ? parseJsonValues(this.#rawText) : null;
    if (values?.ok) for (const value of values.value) this.#takeBody(value);
    else this.#badFrame ??= describeGarbage(this.#rawText);
  }

  onEvent(bytes: Buffer, start: number, end: number, isError: boolean): void {
    const probe = this.#probe;
    if (this.isDone) {
      this.#noteLateData(bytes, start, end);
    } else if (!isError && probe !== null && probe.matches(bytes, start, end)) {
      this.#tally.addPlain();
      this.#answer.takeKind(probe.kind, this.#atMs);
    } else {
      const piece = this.#readEvent(bytes.toString("utf8", start, end), isError);
      if (piece !== null) probe?.learn(bytes, start, end, piece);
    }
  }

  onUnterminatedEvent(bytes: Buffer, start: number, end: number, isError: boolean): void {
    const payload = bytes.toString("utf8", start, end).trim();
    if (payload === "" || this.isDone) return;
    // What does not parse was cut in the middle: that the reply is truncated will show by itself.
    if (payload !== endMark && !parseJsonValues(payload).ok) {
      this.#isCutShort = true;
      return;
    }
    this.#notes.add("unterminated_last_event");
    this.#readEvent(payload, isError);
  }

  onRawLine(bytes: Buffer, start: number, end: number): void {
    if (this.isFinished) this.#notes.add("garbage_in_stream");
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
    const isStreamed = this.#framing.isStream && !this.#isBodyAnswer;
    if (this.#isBodyAnswer && this.#options.isStreamRequest) this.#notes.add("not_streamed");
    if (isStreamed && !this.#options.isStreamRequest) this.#notes.add("unexpected_stream");
    return {
      isStreamed,
      hasOutput: this.#hasOutput,
      isFinished: this.isFinished,
      finishReason: this.#finish.reason,
      isFiltered: this.#finish.isFiltered,
      inbandError: this.#inbandError,
      badFrame: this.#badFrame,
      usage: this.#usage.read(this.#hasOutput),
      sawReasoning: this.#answer.reasoningAtMs !== null,
      firstEventTokens: this.#tally.firstEventTokens,
      toldTokens: this.#tally.toldTokens,
      toldEvents: this.#tally.toldEvents,
      items: this.#items,
      timings: this.#timings,
      notes: this.#notes.codes,
      text: this.#options.keepText ? this.#text : null,
    };
  }

  /** Parses one event; returns the piece that the probe may learn, if the event is that plain. */
  #readEvent(text: string, isError: boolean): ContentPiece | null {
    const payload = unwrapPayload(text);
    if (payload === "") return null;
    this.firstEventAtMs ??= this.#atMs;
    if (payload === endMark) {
      this.isDone = true;
      return null;
    }
    const values = parseJsonValues(payload, this.#noteLenient);
    if (!values.ok) {
      if (isError) this.#inbandError ??= toReadable(payload);
      else this.#refuse(payload);
      return null;
    }
    for (const value of values.value) this.#takeEventValue(value, isError);
    return values.value.length === 1 ? this.#lesson(values.value[0]) : null;
  }

  /** Plain events only, and none whose text may yet turn out to be inside a think tag. */
  #lesson(value: unknown): ContentPiece | null {
    if (this.#probe === null || this.#inbandError !== null) return null;
    const piece = this.#reader.solePiece?.(value) ?? null;
    if (piece?.kind !== "text") return piece;
    const index = this.#reader.readMessage(value)?.choices[0]?.index ?? 0;
    return this.#answer.isSettled(index) ? piece : null;
  }

  #takeEventValue(value: unknown, isError: boolean): void {
    const error = this.#errorIn(value) ?? (isError ? toReadable(JSON.stringify(value)) : null);
    const message = error === null ? this.#reader.readMessage(value) : null;
    if (error !== null) this.#inbandError ??= error;
    else if (message !== null) this.#takeMessage(message);
    else if (value !== null) this.#refuse(JSON.stringify(value));
  }

  #errorIn(value: unknown): string | null {
    return this.#reader.isAnswer?.(value) === true ? findNamedError(value) : findError(value);
  }

  #takeMessage(message: Message): void {
    const isTokenEvent = this.#tally.add(message, this.#usage);
    this.#takeFacts(message);
    this.isDone ||= message.isEnd;
    if (!isTokenEvent) return;
    this.#hasOutput = true;
    this.firstTokenAtMs ??= this.#atMs;
  }

  /** What messages and bodies have in common. */
  #takeFacts(message: Message): void {
    const { choices, usage, timings } = message;
    if (usage !== null) this.#usage.take(usage, soleFinishedIndex(choices));
    if (timings !== null) this.#timings = mergeTimings(this.#timings, timings);
    if (message.error !== null) this.#inbandError ??= message.error;
    for (const note of message.notes) this.#notes.add(note);
    for (const choice of choices) this.#takeChoice(choice);
    const { errorReason } = this.#finish;
    if (errorReason !== null) this.#inbandError ??= `finish reason ${errorReason}`;
  }

  #takeChoice({ index, pieces, finishReason }: ChoiceContent): void {
    this.#finish.take(index, finishReason);
    for (const piece of pieces) {
      this.#answer.take(piece, index, this.#atMs);
      if (piece.text.includes("\uFFFD")) this.#notes.add("replacement_character");
      if (this.#options.keepText && this.#text.length < maxKeptText) this.#text += piece.text;
    }
  }

  /** One value of a reply that is no event stream; some servers wrap it in an array. */
  #takeBody(value: unknown): void {
    const reply = isJsonArray(value) && value.length === 1 ? value[0] : value;
    const error = this.#errorIn(reply);
    const message =
      error === null ? (this.#reader.readBody(value) ?? this.#reader.readBody(reply)) : null;
    if (error !== null) {
      this.#inbandError ??= error;
    } else if (message !== null) {
      this.#takeFacts(message);
      this.#items += message.items;
      this.#hasOutput ||= message.items > 0 || message.choices.some(hasContent);
      this.#isBodyAnswer = true;
    } else {
      this.#refuse(JSON.stringify(reply), "JSON that is no answer of this API");
    }
  }

  /** Garbage fails the request, unless the answer was complete before it. */
  #refuse(text: string, why?: string): void {
    if (this.isFinished) this.#notes.add("garbage_in_stream");
    else this.#badFrame ??= describeGarbage(text, why);
  }

  /** A second end mark is no data: some APIs end in two ways. */
  #noteLateData(bytes: Buffer, start: number, end: number): void {
    const payload = bytes.toString("utf8", start, Math.min(end, start + endMark.length + 2)).trim();
    if (payload !== endMark && payload !== "") this.#notes.add("data_after_done");
  }
}

const hasContent = ({ pieces }: ChoiceContent): boolean => pieces.length > 0;

/** The index of the one choice that ends with this message; null when it is another kind of message. */
function soleFinishedIndex(choices: readonly ChoiceContent[]): number | null {
  const [only, second] = choices;
  return second === undefined && only !== undefined && only.finishReason !== null
    ? only.index
    : null;
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
