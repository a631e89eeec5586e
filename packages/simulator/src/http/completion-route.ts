// Serves one request for a generation from its last body byte to its answer.

import type { IncomingMessage, ServerResponse } from "node:http";
import { AnswerClock } from "../apis/answer/answer-clock.ts";
import type { DialectChoice } from "../apis/api-table.ts";
import type { Dialect } from "../apis/dialect.ts";
import { isJsonObject } from "../apis/generation-request.ts";
import { monotonicNowMs } from "../clock/monotonic-clock.ts";
import { type Engine, Generation } from "../engine/generation.ts";
import { type GenerationPlan, planGeneration } from "../engine/generation-plan.ts";
import { type CannedAnswer, isStreamed } from "../faults/behaviour.ts";
import type { TruthEntry } from "../truth/truth-entry.ts";
import { type CallPlace, toCallFacts } from "./call-facts.ts";
import { type AcceptedRequest, decideRequest } from "./completion-checks.ts";
import { DocumentChannel } from "./document-channel.ts";
import type { Exchange } from "./exchange.ts";
import { answerJson } from "./json-answer.ts";
import { type Refusal, queueFull } from "./refusal.ts";
import { readBody } from "./request-body.ts";
import { StreamedChannel } from "./streamed-channel.ts";

interface Call {
  readonly dialect: Dialect;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly entry: TruthEntry;
}

const longestLoggedId = 256;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** All generating calls of a simulator. */
export class CompletionRoute {
  readonly #engine: Engine;
  #order = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  handle(
    choose: DialectChoice,
    place: CallPlace,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    readBody(request, (text) => {
      this.#order += 1;
      const given = request.headers["x-request-id"];
      const requestId = typeof given === "string" && given !== "" ? given : `req-${this.#order}`;
      const loggedId = requestId.slice(0, longestLoggedId);
      const entry = this.#engine.truth.begin(loggedId, monotonicNowMs());
      const body = text === null ? null : parseJson(text);
      const facts = toCallFacts(request, place, this.#engine.config.modelName);
      const dialect = choose(isJsonObject(body) ? body : {}, facts);
      const call: Call = { dialect, request, response, requestId, entry };
      const decision = decideRequest(this.#engine, dialect, {
        body,
        isTooLarge: text === null,
        call: facts,
        fallbackKey: requestId === given ? `id:${requestId}` : `order:${this.#order}`,
      });
      if (decision.ok) this.#serve(call, decision.value);
      else this.#refuse(call, decision.refusal);
    });
  }

  #serve(call: Call, accepted: AcceptedRequest): void {
    const { behaviour } = accepted;
    if (behaviour.closesConnection) call.response.setHeader("connection", "close");
    if (behaviour.isSilent) this.#staySilent(call, accepted);
    else if (behaviour.canned === null) this.#generate(call, accepted);
    else this.#answerCanned(call, accepted, behaviour.canned);
  }

  #generate(call: Call, accepted: AcceptedRequest): void {
    const { entry, response, request } = call;
    const plan = planGeneration(
      this.#engine.config,
      accepted.request,
      accepted.behaviour,
      accepted.key,
    );
    this.#noteFacts(call, accepted, plan.outputTokens * plan.choices);
    const exchange = this.#toExchange(call, accepted, plan);
    const channel = entry.facts?.isStreamed
      ? new StreamedChannel(exchange)
      : new DocumentChannel(exchange);
    const { socket } = request;
    const abandon = (): void => generation.abandon();
    const onSettled = (): void => void socket.removeListener("close", abandon);
    const generation = new Generation(this.#engine, { plan, channel, entry, onSettled });
    if (!generation.start()) this.#refuse(call, queueFull);
    else if (response.destroyed) generation.abandon();
    else socket.once("close", abandon);
  }

  #toExchange(call: Call, accepted: AcceptedRequest, plan: GenerationPlan): Exchange {
    const { dialect, response, requestId, entry } = call;
    const { request, body, behaviour } = accepted;
    const { server } = this.#engine;
    return {
      engine: this.#engine,
      response,
      headers: { ...server.headers, ...server.answerHeaders, "x-request-id": requestId },
      request,
      body,
      behaviour,
      stream: dialect.createStream(request, body),
      renderer: dialect.createRenderer({
        id: `${dialect.idPrefix}${requestId}`,
        createdAtS: Math.floor(Date.now() / 1000),
        request,
        body,
        tokensPerChunk: this.#engine.config.tokensPerChunk,
        reasoningTokens: plan.reasoningTokens,
        clock: new AnswerClock(entry, plan.firstTokenMs),
      }),
      entry,
    };
  }

  #noteFacts({ dialect, entry }: Call, accepted: AcceptedRequest, plannedTokens: number): void {
    const { request, fault, behaviour } = accepted;
    entry.facts = {
      endpoint: dialect.endpoint,
      model: request.model,
      fault,
      isStreamed: isStreamed(request.wantsStream, behaviour),
      promptTokens: request.promptTokens,
      plannedTokens,
    };
  }

  #staySilent(call: Call, accepted: AcceptedRequest): void {
    this.#noteFacts(call, accepted, 0);
    call.request.socket.once("close", () => {
      this.#engine.truth.settle(call.entry, "cancelled", monotonicNowMs());
    });
  }

  #answerCanned(call: Call, accepted: AcceptedRequest, canned: CannedAnswer): void {
    this.#noteFacts(call, accepted, 0);
    this.#noteAnswer(call.entry, "faulted", canned.status);
    call.response.writeHead(canned.status, { ...canned.headers, "x-request-id": call.requestId });
    call.response.end(Buffer.from(canned.body, "latin1"));
  }

  #refuse({ dialect, entry, response, requestId }: Call, { status, error }: Refusal): void {
    this.#noteAnswer(entry, "refused", status);
    const body = dialect.toErrorBody(error, status);
    answerJson(response, status, body, { "x-request-id": requestId });
  }

  #noteAnswer(entry: TruthEntry, state: "faulted" | "refused", status: number): void {
    const nowMs = monotonicNowMs();
    entry.status = status;
    entry.firstByteAtMs = nowMs;
    this.#engine.truth.settle(entry, state, nowMs);
  }
}
