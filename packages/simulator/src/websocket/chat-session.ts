// One WebSocket of the chat. Its queries are answered one after another.

import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import { monotonicNowMs } from "../clock/monotonic-clock.ts";
import { type Engine, Generation } from "../engine/generation.ts";
import { planGeneration } from "../engine/generation-plan.ts";
import { type AcceptedRequest, acceptRequest } from "../http/completion-checks.ts";
import type { TruthEntry } from "../truth/truth-entry.ts";
import { type ChatQuery, readChatQuery } from "./chat-query.ts";
import { SocketChannel } from "./socket-channel.ts";

/** The path of the chat. */
export const chatSocketPath = "/chat/completions/ws";

/** What belongs to one socket. */
export interface SessionParts {
  readonly engine: Engine;
  readonly webSocket: WebSocket;
  readonly socket: Socket;
  /** The id of its requests in the truth log. */
  readonly requestId: string;
}

const serverFailure = 1011;

/** Answers queries until the socket is closed. */
export class ChatSession {
  readonly #parts: SessionParts;
  readonly #waiting: string[] = [];
  #current: Generation | null = null;
  #isBusy = false;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    const { webSocket } = parts;
    webSocket.on("message", (data: Buffer) => {
      this.#waiting.push(data.toString());
      this.#answerNext();
    });
    webSocket.on("error", () => webSocket.terminate());
    webSocket.on("close", () => {
      this.#waiting.length = 0;
      this.#current?.abandon();
    });
  }

  #answerNext(): void {
    const text = this.#isBusy ? undefined : this.#waiting.shift();
    if (text === undefined) return;
    this.#isBusy = true;
    const { engine, requestId } = this.#parts;
    const entry = engine.truth.begin(requestId, monotonicNowMs());
    const query = readChatQuery(text, engine.config.modelName);
    if (query === null) this.#fail(entry, "refused");
    else this.#answer(query, entry);
  }

  #answer({ body, request, history }: ChatQuery, entry: TruthEntry): void {
    const { engine } = this.#parts;
    const decision = acceptRequest(engine, request, body, `id:${entry.id}`);
    if (!decision.ok) return this.#fail(entry, "refused");
    const { behaviour } = decision.value;
    this.#noteFacts(entry, decision.value, 0);
    if (behaviour.isSilent) return this.#staySilent(entry);
    if (behaviour.canned !== null) return this.#fail(entry, "faulted");
    return this.#generate(decision.value, history, entry);
  }

  #generate(accepted: AcceptedRequest, history: readonly unknown[], entry: TruthEntry): void {
    const { engine } = this.#parts;
    const { request, behaviour, key } = accepted;
    const plan = planGeneration(engine.config, request, behaviour, key);
    this.#noteFacts(entry, accepted, plan.outputTokens);
    const channel = new SocketChannel({
      ...this.#parts,
      manners: behaviour.webSocket,
      entry,
      history,
    });
    const onSettled = (): void => {
      this.#current = null;
      this.#isBusy = false;
      this.#answerNext();
    };
    this.#current = new Generation(engine, { plan, channel, entry, onSettled });
    if (!this.#current.start()) this.#fail(entry, "refused");
  }

  #noteFacts(entry: TruthEntry, accepted: AcceptedRequest, plannedTokens: number): void {
    const { request, fault } = accepted;
    entry.facts = {
      endpoint: chatSocketPath,
      model: request.model,
      fault,
      isStreamed: true,
      promptTokens: request.promptTokens,
      plannedTokens,
    };
  }

  #staySilent(entry: TruthEntry): void {
    const { engine, webSocket } = this.#parts;
    webSocket.once("close", () => engine.truth.settle(entry, "cancelled", monotonicNowMs()));
  }

  // The chat has no error frame: whatever goes wrong closes the socket.
  #fail(entry: TruthEntry, state: "refused" | "faulted"): void {
    this.#current = null;
    this.#parts.engine.truth.settle(entry, state, monotonicNowMs());
    this.#parts.webSocket.close(serverFailure);
  }
}
