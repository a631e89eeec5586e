// Reads token counts from the places where OpenAI-style servers put them.

import { countField, objectField } from "./json/guards.ts";
import type { JsonObject } from "./json/guards.ts";

/** Token counts as the server reported them; null where it did not say. */
export interface Usage {
  readonly inputTokens: number | null;
  /** As reported: hidden reasoning tokens are included. */
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
  readonly cachedTokens: number | null;
}

/** Lays later counts over earlier ones. */
export function mergeUsage(earlier: Usage | null, later: Usage): Usage {
  if (earlier === null) return later;
  return {
    inputTokens: later.inputTokens ?? earlier.inputTokens,
    outputTokens: later.outputTokens ?? earlier.outputTokens,
    reasoningTokens: later.reasoningTokens ?? earlier.reasoningTokens,
    cachedTokens: later.cachedTokens ?? earlier.cachedTokens,
  };
}

/** The usage in a chunk or reply, or null: `usage`, Groq's `x_groq.usage`, llama.cpp's `timings`. */
export function readUsage(chunk: JsonObject): Usage | null {
  const usage = objectField(chunk, "usage") ?? groqUsage(chunk);
  if (usage !== null) return fromUsage(usage);
  const timings = objectField(chunk, "timings");
  return timings === null ? null : fromTimings(timings);
}

function groqUsage(chunk: JsonObject): JsonObject | null {
  const vendor = objectField(chunk, "x_groq");
  return vendor === null ? null : objectField(vendor, "usage");
}

function fromUsage(usage: JsonObject): Usage | null {
  const prompt =
    objectField(usage, "prompt_tokens_details") ?? objectField(usage, "input_tokens_details");
  const completion =
    objectField(usage, "completion_tokens_details") ?? objectField(usage, "output_tokens_details");
  const read = {
    inputTokens: countField(usage, "prompt_tokens") ?? countField(usage, "input_tokens"),
    outputTokens: countField(usage, "completion_tokens") ?? countField(usage, "output_tokens"),
    reasoningTokens:
      (completion && countField(completion, "reasoning_tokens")) ??
      countField(usage, "reasoning_tokens"),
    cachedTokens:
      (prompt && countField(prompt, "cached_tokens")) ??
      countField(usage, "prompt_cache_hit_tokens"),
  };
  return read.inputTokens === null && read.outputTokens === null ? null : read;
}

function fromTimings(timings: JsonObject): Usage | null {
  const fresh = countField(timings, "prompt_n");
  const cached = countField(timings, "cache_n");
  const outputTokens = countField(timings, "predicted_n");
  if (fresh === null && outputTokens === null) return null;
  const inputTokens = fresh === null ? null : fresh + (cached ?? 0);
  return { inputTokens, outputTokens, reasoningTokens: null, cachedTokens: cached };
}

/** Keeps the usage of one reply: the last report wins, sums over time are never made. */
export class UsageKeeper {
  #last: Usage | null = null;
  /** Reports on finish chunks by choice: some servers count each choice of a reply by itself. */
  #byChoice: Map<number, Usage> | null = null;
  /** Reports came before the first end: they go along with the stream, and count all choices. */
  #isRunning = false;

  /** Output tokens reported so far. */
  get outputTokens(): number {
    return this.#last?.outputTokens ?? 0;
  }

  /** Takes a report; `finishedIndex` when it came with the end of that one choice. Zeros never replace counts. */
  take(usage: Usage, finishedIndex: number | null = null): void {
    if (this.#last !== null && withoutZeros(usage) === null) return;
    this.#last = usage;
    if (finishedIndex === null) {
      this.#byChoice = null;
      this.#isRunning = true;
    } else if (!this.#isRunning) {
      (this.#byChoice ??= new Map()).set(finishedIndex, usage);
    }
  }

  /** The usage; zeros beside an answer mean that the server does not count, so they are absent. */
  read(hasOutput: boolean): Usage | null {
    const usage = this.#sum() ?? this.#last;
    return usage !== null && hasOutput ? withoutZeros(usage) : usage;
  }

  /** Several choices, each with its own end and count, and nothing after them: the prompt counts once. */
  #sum(): Usage | null {
    if (this.#last === null || this.#byChoice === null || this.#byChoice.size < 2) return null;
    const each = [...this.#byChoice.values()];
    const total = (key: "outputTokens" | "reasoningTokens"): number | null =>
      each.every((usage) => usage[key] === null)
        ? null
        : each.reduce((sum, usage) => sum + (usage[key] ?? 0), 0);
    return {
      ...this.#last,
      outputTokens: total("outputTokens"),
      reasoningTokens: total("reasoningTokens"),
    };
  }
}

function withoutZeros(usage: Usage): Usage | null {
  const inputTokens = usage.inputTokens || null;
  const outputTokens = usage.outputTokens || null;
  if (inputTokens === null && outputTokens === null) return null;
  return { ...usage, inputTokens, outputTokens };
}
