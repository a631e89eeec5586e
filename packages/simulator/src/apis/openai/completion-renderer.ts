// Writes the chunks and answers that chat completions and completions have in common. What stays
// the same in each chunk of a stream is put together once, so that a token costs one concatenation.

import type { FinishReason } from "../../output/output-length.ts";
import type { AnswerFacts, Renderer, StreamShape } from "../dialect.ts";
import type { GenerationRequest } from "../generation-request.ts";
import { toTemplate } from "../answer/json-text.ts";
import { splitChoices, splitReasoning, toTokenIds } from "../answer/tokens.ts";
import type { AnswerForm, DeltaPart } from "./answer-form.ts";
import type { ChunkStyle, UsageCounts } from "./styles/chunk-style.ts";
import { toToolEnd } from "../answer/tool-call.ts";

/** A chunk with one choice. */
interface ChunkParts {
  readonly index: number;
  readonly delta: string;
  readonly text: string;
  readonly reason: string | null;
  /** null = no usage field. */
  readonly usage: string | null;
  /** Fields at the end of the chunk. */
  readonly extras: string;
}

/** The chunks that hardly differ: one concatenation each. */
interface FixedChunks {
  readonly content: (text: string) => string;
  readonly reasoning: (text: string) => string;
}

/** The stream of a completion call: the last tokens never wait for the end of other choices. */
export const createCompletionStream = (
  style: ChunkStyle,
  { choices }: GenerationRequest,
): StreamShape => (choices === 1 ? style.stream : { ...style.stream, finishesWithTokens: false });

class CompletionRenderer implements Renderer {
  readonly #style: ChunkStyle;
  readonly #form: AnswerForm;
  readonly #facts: AnswerFacts;
  readonly #head: string;
  readonly #fixed: FixedChunks | null;
  readonly #begun = new Set<string>();
  #turn = 0;

  constructor(style: ChunkStyle, form: AnswerForm, facts: AnswerFacts) {
    this.#style = style;
    this.#form = form;
    this.#facts = facts;
    this.#head = style.toHead(facts, form.toChunkObject(style));
    this.#fixed = this.#hasFixedChunks() ? this.#toFixedChunks() : null;
  }

  opening(): readonly string[] {
    const delta = this.#form.toOpeningDelta(this.#style);
    if (delta === null) return [];
    const extras = this.#style.toOpeningExtras(this.#facts);
    return this.#indexes().map((index) =>
      this.#toChunk({ index, delta, text: "", reason: null, usage: this.#toUsageSoFar(0), extras }),
    );
  }

  tokens(text: string, tokensSoFar: number): string {
    if (this.#fixed === null) return this.#toVariedChunk(text, tokensSoFar);
    return tokensSoFar <= this.#facts.reasoningTokens
      ? this.#fixed.reasoning(text)
      : this.#fixed.content(text);
  }

  ending(reason: FinishReason, outputTokens: number, lastText: string): readonly string[] {
    const finishing = this.#indexes().flatMap((index) =>
      this.#toFinish(index, reason, outputTokens, lastText),
    );
    if (!this.#hasUsageChunk()) return finishing;
    const counts = this.#toCounts(outputTokens);
    const { hasExtrasLast, toFinishExtras, toUsage, toUsageChunk } = this.#style;
    const extras = hasExtrasLast ? toFinishExtras(this.#facts, counts) : "";
    return [...finishing, toUsageChunk(this.#head, toUsage(counts), extras)];
  }

  whole(text: string, reason: FinishReason, outputTokens: number): string {
    const counts = this.#toCounts(outputTokens);
    const { choices } = this.#facts.request;
    const texts = splitChoices(text, choices, this.#facts.tokensPerChunk);
    const body =
      `{${this.#style.toHead(this.#facts, this.#form.replyObject)}` +
      `"choices":[${texts.map((own, index) => this.#toWholeChoice(own, index, reason)).join(",")}],` +
      `"usage":${this.#style.toUsage(counts)}${this.#style.toWholeExtras(this.#facts, counts)}}`;
    const { indentation } = this.#style;
    return indentation === 0 ? body : JSON.stringify(JSON.parse(body), null, indentation);
  }

  #hasFixedChunks(): boolean {
    const { request } = this.#facts;
    const hasPlainText =
      request.choices === 1 && request.toolName === null && !request.wantsLogprobs;
    const hasFixedFields = !request.wantsTokenIds && !this.#hasRunningUsage();
    return hasPlainText && hasFixedFields && this.#style.firstDeltaStart === this.#style.deltaStart;
  }

  #toFixedChunks(): FixedChunks {
    const toTemplateOf = (kind: DeltaPart["kind"]): ((text: string) => string) =>
      toTemplate((text) => this.#toTokensChunk({ kind, text, isFirst: false }, 0, 0));
    return { content: toTemplateOf("content"), reasoning: toTemplateOf("reasoning") };
  }

  #indexes(): number[] {
    return Array.from({ length: this.#facts.request.choices }, (_, index) => index);
  }

  #toVariedChunk(text: string, tokensSoFar: number): string {
    const { choices } = this.#facts.request;
    const index = this.#turn;
    this.#turn = (index + 1) % choices;
    const part = this.#toPart(text, index, Math.ceil(tokensSoFar / choices));
    return this.#toTokensChunk(part, index, tokensSoFar);
  }

  #toPart(text: string, index: number, choiceTokens: number): DeltaPart {
    const { request, reasoningTokens } = this.#facts;
    const answerKind = request.toolName === null ? "content" : "tool";
    const kind = choiceTokens <= reasoningTokens ? "reasoning" : answerKind;
    const name = `${index} ${kind === "tool" ? kind : ""}`;
    const isFirst = !this.#begun.has(name);
    this.#begun.add(name);
    return { kind, text, isFirst };
  }

  #toTokensChunk(part: DeltaPart, index: number, tokensSoFar: number): string {
    const delta = this.#form.toDelta(this.#style, part, this.#facts.request.toolName);
    const usage = this.#toUsageSoFar(tokensSoFar);
    return this.#toChunk({ index, delta, text: part.text, reason: null, usage, extras: "" });
  }

  #toFinish(index: number, reason: FinishReason, outputTokens: number, text: string): string[] {
    const { request } = this.#facts;
    const own = this.#toCounts(outputTokens, request.choices);
    const { hasExtrasLast, toFinishExtras, toUsage, usage } = this.#style;
    const hasExtras = !hasExtrasLast || !this.#hasUsageChunk();
    const hasTextLeft = text !== "" && request.toolName === null;
    const finish = this.#toChunk({
      index,
      delta: hasTextLeft ? this.#toLastDelta(text, outputTokens) : this.#style.finishDelta,
      text: hasTextLeft ? text : "",
      reason: this.#toReason(reason),
      usage: usage === "finish" ? toUsage(own) : this.#toUsageSoFar(outputTokens),
      extras: hasExtras ? toFinishExtras(this.#facts, own) : "",
    });
    return [...this.#toCallEnd(index, outputTokens, text), finish];
  }

  // What completes a function call before its finish chunk.
  #toCallEnd(index: number, outputTokens: number, text: string): string[] {
    const { request, reasoningTokens } = this.#facts;
    if (request.toolName === null) return [];
    const last = text === "" ? [] : [this.#toVariedChunk(text, outputTokens)];
    if (outputTokens <= reasoningTokens * request.choices) return last;
    const usage = this.#toUsageSoFar(outputTokens);
    const delta = `{${toToolEnd()}}`;
    return [...last, this.#toChunk({ index, delta, text: "", reason: null, usage, extras: "" })];
  }

  #toLastDelta(text: string, outputTokens: number): string {
    const part = this.#toPart(text, 0, outputTokens);
    return this.#form.toDelta(this.#style, part, this.#facts.request.toolName);
  }

  #toChunk({ index, delta, text, reason, usage, extras }: ChunkParts): string {
    const { request } = this.#facts;
    const choice = this.#form.toChoice(this.#style, {
      index,
      delta,
      text,
      logprobs: this.#toLogprobs(text),
      reason: reason === null ? "null" : `"${reason}"`,
      tokenIds: request.wantsTokenIds ? toTokenIds(text) : null,
    });
    const finish = reason === null ? "" : this.#style.finishFields;
    const usageField = usage === null ? "" : `,"usage":${usage}`;
    return `{${this.#head}"choices":[{${choice}${finish}}]${usageField}${extras}}`;
  }

  #toWholeChoice(text: string, index: number, reason: FinishReason): string {
    const { request, reasoningTokens } = this.#facts;
    const [reasoning, answer] = splitReasoning(text, reasoningTokens);
    const said = this.#form.toWhole(this.#style, { text: answer, reasoning }, request.toolName);
    return (
      `{"index":${index},${said},"logprobs":${this.#toLogprobs(text)},` +
      `"finish_reason":${this.#style.hasWholeReason ? `"${this.#toReason(reason)}"` : "null"}}`
    );
  }

  #toReason(reason: FinishReason): string {
    if (this.#facts.request.toolName !== null) return "tool_calls";
    return reason === "stop" ? this.#style.stopReason : this.#style.lengthReason;
  }

  #hasUsageChunk(): boolean {
    return this.#style.usage === "asked" && this.#facts.request.wantsUsage;
  }

  #hasRunningUsage(): boolean {
    return this.#style.usage === "always" || this.#facts.request.wantsRunningUsage;
  }

  #toUsageSoFar(tokensSoFar: number): string | null {
    if (this.#style.usage === "never") return null;
    if (this.#hasRunningUsage()) return this.#style.toUsage(this.#toCounts(tokensSoFar));
    const isFollowed = this.#style.usage === "finish" || this.#facts.request.wantsUsage;
    return this.#style.hasUsageNulls && isFollowed ? "null" : null;
  }

  // The counts of all choices, or of one of `parts` equal ones.
  #toCounts(outputTokens: number, parts = 1): UsageCounts {
    const { request, reasoningTokens } = this.#facts;
    const most = Math.min(reasoningTokens * request.choices, outputTokens);
    return {
      promptTokens: request.promptTokens,
      outputTokens: outputTokens / parts,
      reasoningTokens: most / parts,
    };
  }

  #toLogprobs(text: string): string {
    return this.#facts.request.wantsLogprobs && text !== "" ? this.#form.toLogprobs(text) : "null";
  }
}

/** The renderer of both completion calls. */
export const createCompletionRenderer = (
  style: ChunkStyle,
  form: AnswerForm,
  facts: AnswerFacts,
): Renderer => new CompletionRenderer(style, form, facts);
