// The `meta_info` object of SGLang's own API, which LMDeploy took over: counts, finish reason, times.

import {
  amountField,
  countField,
  isJsonObject,
  objectField,
  textField,
} from "../stream/json/guards.ts";
import type { JsonObject } from "../stream/json/guards.ts";
import { toReadable } from "../stream/json/readable-text.ts";
import type { ServerTimings } from "../stream/server-timings.ts";
import type { Usage } from "../stream/usage.ts";

/** What it says. */
export interface MetaInfo {
  /** Tokens generated so far. */
  readonly outputTokens: number | null;
  readonly finishReason: string | null;
  /** Why the answer was aborted. */
  readonly error: string | null;
  /** Counts of a finished answer. */
  readonly usage: Usage | null;
  readonly timings: ServerTimings | null;
}

/** Reads the `meta_info` of a message or body. */
export function readMetaInfo(frame: JsonObject): MetaInfo {
  const meta = objectField(frame, "meta_info") ?? {};
  const finish = meta["finish_reason"];
  const finishReason = isJsonObject(finish)
    ? textField(finish, "type") || "unknown"
    : textField(meta, "finish_reason") || null;
  return {
    outputTokens: countField(meta, "completion_tokens"),
    finishReason,
    error: finishReason === "abort" && isJsonObject(finish) ? describeAbort(finish) : null,
    // Of several answers each counts its own tokens, which add up only where each is told once.
    usage: finishReason === null ? null : readCounts(meta),
    timings: readLatency(meta),
  };
}

function describeAbort(finish: JsonObject): string | null {
  const message = textField(finish, "message");
  const status = countField(finish, "status_code");
  if (message === "") return null;
  return `${toReadable(message)} (abort${status === null ? "" : `, ${status}`})`;
}

function readCounts(meta: JsonObject): Usage | null {
  const inputTokens = countField(meta, "prompt_tokens");
  const outputTokens = countField(meta, "completion_tokens");
  if (inputTokens === null && outputTokens === null) return null;
  const cachedTokens = countField(meta, "cached_tokens");
  return { inputTokens, outputTokens, reasoningTokens: null, cachedTokens };
}

/** `e2e_latency` in seconds. */
function readLatency(meta: JsonObject): ServerTimings | null {
  const seconds = amountField(meta, "e2e_latency");
  return seconds === null ? null : { queueMs: null, firstTokenMs: null, totalMs: seconds * 1000 };
}
