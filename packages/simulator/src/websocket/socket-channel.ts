// Sends a generation over a WebSocket: each frame repeats the text from its start, together with the
// history; the last frame has the final status alone.

import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import { monotonicNowMs } from "../clock/monotonic-clock.ts";
import type { Engine } from "../engine/generation.ts";
import type { Interruption, OutputChannel } from "../engine/output-channel.ts";
import type { WebSocketManners } from "../faults/behaviour.ts";
import type { TruthEntry } from "../truth/truth-entry.ts";

/** What belongs to one answer. */
export interface SocketAnswer {
  readonly engine: Engine;
  readonly webSocket: WebSocket;
  /** The connection below the WebSocket. */
  readonly socket: Socket;
  readonly manners: WebSocketManners;
  readonly entry: TruthEntry;
  /** The turns before the answer, the query included. */
  readonly history: readonly unknown[];
}

const runningStatus = 202;
const finalStatus = 200;
const normalClosure = 1000;
const serverFailure = 1011;

/** The channel of one answer; the socket stays open for the next query. */
export class SocketChannel implements OutputChannel {
  readonly #answer: SocketAnswer;
  #text = "";

  constructor(answer: SocketAnswer) {
    this.#answer = answer;
  }

  toChunkCount(tokens: number): number {
    return Math.ceil(tokens / this.#answer.engine.config.tokensPerChunk);
  }

  /** Nothing is sent before the first token. */
  open(): void {
    this.#answer.entry.status = finalStatus;
  }

  waitsForClient(resume: () => void): boolean {
    const { socket } = this.#answer;
    if (!socket.writableNeedDrain) return false;
    socket.once("drain", resume);
    return true;
  }

  send(text: string, tokens: number, dueAtMs: number, end: string | null): void {
    const { engine, entry, webSocket, manners } = this.#answer;
    this.#text += text;
    const nowMs = monotonicNowMs();
    entry.firstByteAtMs ??= nowMs;
    if (tokens > 0) {
      engine.truth.addChunk(entry, dueAtMs, nowMs, tokens);
      const frame = this.#toFrame();
      for (let sent = 0; sent < manners.frameRepeats; sent += 1) webSocket.send(frame);
    }
    if (end === null) return;
    if (manners.sendsFinalStatus) webSocket.send(JSON.stringify({ status: finalStatus }));
    if (manners.closeCode !== null) webSocket.close(manners.closeCode);
  }

  /** An error has no frame of its own: the socket is closed. */
  interrupt({ kind }: Interruption): void {
    const { webSocket, socket } = this.#answer;
    if (kind === "end") webSocket.close(normalClosure);
    else if (kind === "error") webSocket.close(serverFailure);
    else if (kind === "drop") webSocket.terminate();
    else socket.resetAndDestroy();
  }

  #toFrame(): string {
    const answer = { role: "assistant", content: this.#text };
    const history = [...this.#answer.history, answer];
    return JSON.stringify({ response: this.#text, history, status: runningStatus });
  }
}
