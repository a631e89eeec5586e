// Takes one request for text from its arrival to its entry in the log.
import type { IncomingMessage, ServerResponse } from "node:http";
import { text as readAll } from "node:stream/consumers";
import type { LogEntry } from "./log-entry.ts";
import { errorDocument, replyFormat, type Usage } from "./reply-format.ts";
import {
  BadBodyError,
  type EndpointPath,
  readTextRequest,
  type TextRequest,
} from "./request-body.ts";
import type { Generation, TextEngine } from "./text-engine.ts";
import { sendJson, streamedReply, wholeReply } from "./text-reply.ts";

/** An answer to be given. */
export interface Exchange {
  readonly path: EndpointPath;
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
}

/** What all requests share. */
export interface Service {
  readonly engine: TextEngine;
  readonly modelName: string;
  /** The requests that have ended. */
  readonly log: LogEntry[];
}

let requests = 0;

const refuse = (response: ServerResponse, message: string): void =>
  sendJson(response, 400, errorDocument(message, "invalid_request_error"));

/** Answers a request. */
export async function answerWithText(service: Service, exchange: Exchange): Promise<void> {
  const arrivedAtMs = performance.now();
  const { path, incoming, response } = exchange;
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  try {
    const request = readTextRequest(path, await readAll(incoming));
    await generate(service, { ...exchange, request, arrivedAtMs, signal: gone.signal });
  } catch (error) {
    if (error instanceof BadBodyError) return refuse(response, error.message);
    // A client that leaves while it still sends is no fault of ours.
    if (!gone.signal.aborted) throw error;
  }
}

interface Job extends Exchange {
  readonly request: TextRequest;
  readonly arrivedAtMs: number;
  readonly signal: AbortSignal;
}

async function generate({ engine, modelName, log }: Service, job: Job): Promise<void> {
  const { request, response, signal } = job;
  const number = ++requests;
  const promptTokens = engine.tokenize(request.prompt);
  const room = engine.contextSize - promptTokens.length - 1;
  if (room < 1) throw new BadBodyError(`the context holds ${engine.contextSize} tokens`);
  const head = { id: `text-${number}`, created: Math.floor(Date.now() / 1000), model: modelName };
  const format = replyFormat(job.path, head);
  const reply = request.isStreamed
    ? streamedReply(response, format, request.includesUsage)
    : wholeReply(response, format);
  const maxTokens = Math.min(request.maxTokens, room);
  const { temperature, ignoresEnd, seed } = request;
  const order = { promptTokens, maxTokens, temperature, ignoresEnd, seed: seed ?? number };
  const startedAtMs = performance.now();
  const generation = await engine.generate(order, { signal, onToken: (text) => reply.add(text) });
  // Written down before the client knows that it is over and may ask for the log.
  log.push(toEntry(job, promptTokens.length, startedAtMs, generation));
  if (generation.finishReason !== "cancelled")
    reply.end(generation.finishReason, toUsage(promptTokens.length, generation));
}

function toEntry(
  { path, incoming, request, arrivedAtMs }: Job,
  promptTokens: number,
  startedAtMs: number,
  generation: Generation,
): LogEntry {
  const { generatedTokens, queuedMs, firstTokenMs, finishReason } = generation;
  const fromArrival = (ms: number | null): number | null =>
    ms === null ? null : startedAtMs - arrivedAtMs + ms;
  return {
    requestId: String(incoming.headers["x-request-id"] ?? ""),
    path,
    isStreamed: request.isStreamed,
    promptTokens,
    generatedTokens,
    queuedMs: fromArrival(queuedMs),
    firstTokenMs: fromArrival(firstTokenMs),
    endMs: performance.now() - arrivedAtMs,
    finishReason,
  };
}

const toUsage = (promptTokens: number, { generatedTokens }: Generation): Usage => ({
  prompt_tokens: promptTokens,
  completion_tokens: generatedTokens,
  total_tokens: promptTokens + generatedTokens,
});
