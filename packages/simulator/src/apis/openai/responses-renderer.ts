// Writes the events and documents of the Responses API.

import type { FinishReason } from "../../output/output-length.ts";
import type { AnswerFacts, Renderer } from "../dialect.ts";
import { toAsciiJson } from "../answer/json-text.ts";
import { BlockTracker, type PartKind } from "../answer/part-kind.ts";
import { splitReasoning } from "../answer/tokens.ts";
import { argumentsEnd, argumentsStart, toArguments, toolCallId } from "../answer/tool-call.ts";

const toPiece = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Names of the events that carry the text of an item, and of the field that completes it. */
interface ItemWords {
  readonly idPrefix: string;
  readonly event: string;
  readonly field: string;
  /** The part in which the text stands; null = it stands in the item itself. */
  readonly part: string | null;
}

const itemWords: Readonly<Record<PartKind, ItemWords>> = {
  reasoning: { idPrefix: "rs_", event: "reasoning_text", field: "text", part: "reasoning_text" },
  content: { idPrefix: "msg_", event: "output_text", field: "text", part: "output_text" },
  tool: { idPrefix: "fc_", event: "function_call_arguments", field: "arguments", part: null },
};

/** The renderer of one response. */
export class ResponsesRenderer implements Renderer {
  readonly #facts: AnswerFacts;
  readonly #items: BlockTracker;
  readonly #done: string[] = [];
  #text = "";
  #sequence = 0;
  #tokensHead: string;

  constructor(facts: AnswerFacts) {
    this.#facts = facts;
    this.#items = new BlockTracker(facts);
    this.#tokensHead = this.#toTokensHead();
  }

  opening(): readonly string[] {
    const response = this.#toResponse("in_progress", "", "null");
    return [
      this.#toEvent("response.created", `"response":${response}`),
      this.#toEvent("response.in_progress", `"response":${response}`),
      ...this.#toItemStart(),
    ];
  }

  lead(tokensSoFar: number): readonly string[] {
    const kind = this.#items.kind;
    if (tokensSoFar <= this.#facts.reasoningTokens || kind !== "reasoning") return [];
    const end = this.#toItemEnd();
    this.#items.advance(tokensSoFar);
    this.#tokensHead = this.#toTokensHead();
    return [...end, ...this.#toItemStart()];
  }

  tokens(text: string): string {
    const isCallStart = this.#items.kind === "tool" && this.#text === "";
    this.#text += text;
    return this.#toDelta(isCallStart ? toPiece(argumentsStart) + text : text);
  }

  ending(reason: FinishReason, outputTokens: number): readonly string[] {
    const isCall = this.#items.kind === "tool" && this.#text !== "";
    const callEnd = isCall ? [this.#toDelta(toPiece(argumentsEnd))] : [];
    const itemEnd = this.#toItemEnd();
    const status = this.#toStatus(reason);
    const usage = this.#toUsage(outputTokens);
    const response = this.#toResponse(status, this.#done.join(","), usage);
    return [...callEnd, ...itemEnd, this.#toEvent(`response.${status}`, `"response":${response}`)];
  }

  whole(text: string, reason: FinishReason, outputTokens: number): string {
    const [reasoning, answer] = splitReasoning(text, this.#facts.reasoningTokens);
    const kind = this.#facts.request.toolName === null ? "content" : "tool";
    const items = [this.#toItem(kind, "completed", answer)];
    if (reasoning !== "") items.unshift(this.#toItem("reasoning", "completed", reasoning));
    return this.#toResponse(this.#toStatus(reason), items.join(","), this.#toUsage(outputTokens));
  }

  #toStatus(reason: FinishReason): "completed" | "incomplete" {
    return reason === "length" && this.#facts.request.toolName === null
      ? "incomplete"
      : "completed";
  }

  #toUsage(outputTokens: number): string {
    const { request, reasoningTokens } = this.#facts;
    return (
      `{"input_tokens":${request.promptTokens},"input_tokens_details":{"cached_tokens":0},` +
      `"output_tokens":${outputTokens},"output_tokens_details":` +
      `{"reasoning_tokens":${Math.min(reasoningTokens, outputTokens)}},` +
      `"total_tokens":${request.promptTokens + outputTokens}}`
    );
  }

  #toResponse(status: string, output: string, usage: string): string {
    const { id, createdAtS, request } = this.#facts;
    const details = status === "incomplete" ? `{"reason":"max_output_tokens"}` : "null";
    return (
      `{"id":${toAsciiJson(id)},"object":"response","created_at":${createdAtS},` +
      `"status":"${status}","error":null,"incomplete_details":${details},` +
      `"model":${toAsciiJson(request.model)},"output":[${output}],"usage":${usage}}`
    );
  }

  #toEvent(type: string, fields: string): string {
    const event = `{"type":"${type}","sequence_number":${this.#sequence},${fields}}`;
    this.#sequence += 1;
    return event;
  }

  #toItemId(kind: PartKind): string {
    return toAsciiJson(itemWords[kind].idPrefix + this.#facts.id);
  }

  #toItem(kind: PartKind, status: string, text: string): string {
    const id = this.#toItemId(kind);
    if (kind === "tool") {
      const given = status === "in_progress" ? "" : toArguments(text);
      return (
        `{"id":${id},"type":"function_call","status":"${status}","call_id":"${toolCallId}",` +
        `"name":${toAsciiJson(this.#facts.request.toolName ?? "")},"arguments":${toAsciiJson(given)}}`
      );
    }
    const content = status === "in_progress" ? "" : this.#toPart(kind, text);
    if (kind === "reasoning")
      return `{"id":${id},"type":"reasoning","summary":[],"content":[${content}]}`;
    return `{"id":${id},"type":"message","status":"${status}","content":[${content}],"role":"assistant"}`;
  }

  #toPart(kind: PartKind, text: string): string {
    const annotations = kind === "content" ? `,"annotations":[]` : "";
    return `{"type":"${itemWords[kind].part}","text":${toAsciiJson(text)}${annotations}}`;
  }

  // The fields that tell where the text of the current item stands.
  #toPlace(): string {
    const { kind, index } = this.#items;
    const content = itemWords[kind].part === null ? "" : `,"content_index":0`;
    return `"item_id":${this.#toItemId(kind)},"output_index":${index}${content}`;
  }

  #toItemStart(): string[] {
    const { kind, index } = this.#items;
    const item = this.#toItem(kind, "in_progress", "");
    const added = this.#toEvent(
      "response.output_item.added",
      `"output_index":${index},"item":${item}`,
    );
    if (itemWords[kind].part === null) return [added];
    const part = `${this.#toPlace()},"part":${this.#toPart(kind, "")}`;
    return [added, this.#toEvent("response.content_part.added", part)];
  }

  #toItemEnd(): string[] {
    const { kind, index } = this.#items;
    const { event, field, part } = itemWords[kind];
    const text = this.#text;
    const complete = kind === "tool" ? toArguments(text) : text;
    const place = this.#toPlace();
    const item = this.#toItem(kind, "completed", text);
    this.#done.push(item);
    this.#text = "";
    const events = [
      this.#toEvent(`response.${event}.done`, `${place},"${field}":${toAsciiJson(complete)}`),
    ];
    if (part !== null)
      events.push(
        this.#toEvent("response.content_part.done", `${place},"part":${this.#toPart(kind, text)}`),
      );
    const fields = `"output_index":${index},"item":${item}`;
    return [...events, this.#toEvent("response.output_item.done", fields)];
  }

  #toTokensHead(): string {
    return `{"type":"response.${itemWords[this.#items.kind].event}.delta","sequence_number":`;
  }

  #toDelta(text: string): string {
    const logprobs = this.#items.kind === "content" ? `,"logprobs":[]` : "";
    const delta = `${this.#tokensHead}${this.#sequence},${this.#toPlace()},"delta":"${text}"${logprobs}}`;
    this.#sequence += 1;
    return delta;
  }
}
