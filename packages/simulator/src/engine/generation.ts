// One answer in the making: waits for a place in the batch, then fires once per chunk. The schedule
// is absolute: the next due time counts from the last due time, so a late token delays no other.

import { monotonicNowMs } from "../clock/monotonic-clock.ts";
import type { Ticker, Timed } from "../clock/ticker.ts";
import type { Server } from "../apis/server.ts";
import type { SimulatorConfig } from "../config/simulator-config.ts";
import type { FaultHistory } from "../faults/fault-history.ts";
import { drawJitter, toTokensMs } from "../output/latency-law.ts";
import type { TruthEntry } from "../truth/truth-entry.ts";
import type { FinalState, TruthLog } from "../truth/truth-log.ts";
import type { Batch, BatchMember } from "./batch.ts";
import type { GenerationPlan } from "./generation-plan.ts";
import type { OutputChannel } from "./output-channel.ts";

/** What all generations of a simulator share. */
export interface Engine {
  readonly config: SimulatorConfig;
  /** The server that is simulated. */
  readonly server: Server;
  /** Chooses how each request is answered. */
  readonly faults: FaultHistory;
  readonly ticker: Ticker;
  readonly batch: Batch;
  readonly truth: TruthLog;
}

/** What belongs to one generation. */
export interface GenerationParts {
  readonly plan: GenerationPlan;
  readonly channel: OutputChannel;
  readonly entry: TruthEntry;
  /** Called once, when the generation is over for whatever reason. */
  readonly onSettled: () => void;
}

/** Runs one plan into one channel. */
export class Generation implements Timed, BatchMember {
  dueAtMs = 0;
  heapIndex = -1;
  readonly #engine: Engine;
  readonly #parts: GenerationParts;
  #sentTokens = 0;
  #isMidwayDone: boolean;
  #isSettled = false;

  constructor(engine: Engine, parts: GenerationParts) {
    this.#engine = engine;
    this.#parts = parts;
    this.#isMidwayDone = parts.plan.midway === null;
  }

  /** Asks for a place in the batch; false when the queue is full. */
  start(): boolean {
    const { plan, channel, entry } = this.#parts;
    const chunks = channel.toChunkCount(plan.outputTokens) * plan.choices;
    this.#engine.truth.reserve(entry, chunks);
    entry.state = "queued";
    return this.#engine.batch.enter(this);
  }

  admit(): void {
    const { plan, channel, entry } = this.#parts;
    const nowMs = monotonicNowMs();
    entry.state = "running";
    entry.admittedAtMs = nowMs;
    channel.open();
    this.#scheduleAt(nowMs + plan.firstTokenMs);
  }

  fire(): void {
    const { plan, channel } = this.#parts;
    if (channel.waitsForClient(this.#resume)) return;
    if (!this.#isMidwayDone && this.#sentTokens >= plan.midwayAfterTokens) this.#doMidway();
    else this.#sendNext();
  }

  /** The client is gone: gives the place back at once. */
  abandon(): void {
    this.#settle("cancelled");
  }

  readonly #resume = (): void => {
    if (!this.#isSettled) this.#engine.ticker.add(this);
  };

  #scheduleAt(dueAtMs: number): void {
    this.dueAtMs = dueAtMs;
    this.#parts.entry.nextDueAtMs = dueAtMs;
    this.#engine.ticker.add(this);
  }

  #sendNext(): void {
    const { plan, channel } = this.#parts;
    const tokens = this.#toChunkTokens();
    this.#sentTokens += tokens;
    const isLast = this.#sentTokens >= plan.outputTokens;
    for (let choice = 1; choice < plan.choices; choice += 1)
      channel.send(plan.words.next(tokens), tokens, this.dueAtMs, null);
    const end = isLast ? plan.finishReason : null;
    channel.send(plan.words.next(tokens), tokens, this.dueAtMs, end);
    if (isLast) this.#settle("completed");
    else this.#scheduleAt(this.dueAtMs + this.#toGapMs());
  }

  #toChunkTokens(): number {
    const leftTokens = this.#parts.plan.outputTokens - this.#sentTokens;
    return Math.min(this.#engine.config.tokensPerChunk, leftTokens);
  }

  // The batch is asked now, when the gap begins: the law follows the load as it changes.
  #toGapMs(): number {
    const { config, batch } = this.#engine;
    const lawMs = toTokensMs(config, this.#toChunkTokens(), batch.running);
    return lawMs * drawJitter(config.jitter, this.#parts.plan.jitterRandom);
  }

  #doMidway(): void {
    const { midway } = this.#parts.plan;
    this.#isMidwayDone = true;
    if (midway === null) return;
    if (midway.kind === "pause") {
      this.#scheduleAt(this.dueAtMs + midway.pauseMs);
    } else if (midway.kind === "hang") {
      this.#parts.entry.nextDueAtMs = null;
    } else {
      this.#parts.channel.interrupt(midway);
      this.#settle("faulted");
    }
  }

  #settle(state: FinalState): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    const { entry, onSettled } = this.#parts;
    this.#engine.truth.settle(entry, state, monotonicNowMs());
    this.#engine.ticker.remove(this);
    onSettled();
    this.#engine.batch.leave(this);
  }
}
