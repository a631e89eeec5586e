// GET and DELETE /__truth: what the simulator really did, for tests of whoever measured it.

import type { ServerResponse } from "node:http";
import { monotonicNowMs } from "../clock/monotonic-clock.ts";
import type { Engine } from "../engine/generation.ts";
import { answerError, answerJson } from "../http/json-answer.ts";
import type { ConnectionCounts } from "../http/connections.ts";

/** Answers questions about the truth. */
export class TruthRoute {
  readonly #engine: Engine;
  readonly #connections: ConnectionCounts;

  constructor(engine: Engine, connections: ConnectionCounts) {
    this.#engine = engine;
    this.#connections = connections;
  }

  /** With an id the record of that request, without one the counts and the known ids. */
  show(id: string | null, response: ServerResponse): void {
    if (id === null) return answerJson(response, 200, JSON.stringify(this.#toOverview()));
    const entry = this.#engine.truth.find(id);
    if (entry !== undefined) return answerJson(response, 200, JSON.stringify(entry.toJson()));
    const message = `No request with the id "${id}" is remembered`;
    return answerError(response, 404, { message, type: "not_found_error" });
  }

  /** Forgets requests and counts. */
  clear(response: ServerResponse): void {
    this.#engine.truth.clear();
    this.#engine.batch.resetPeak();
    response.writeHead(204).end();
  }

  #toOverview(): object {
    const { truth, batch } = this.#engine;
    return {
      clock: "CLOCK_MONOTONIC in milliseconds: Number(process.hrtime.bigint()) / 1e6",
      nowMs: monotonicNowMs(),
      ...truth.totals,
      running: batch.running,
      peakRunning: batch.peakRunning,
      queued: batch.queued,
      openConnections: this.#connections.open,
      totalConnections: this.#connections.total,
      ids: truth.ids(),
    };
  }
}
