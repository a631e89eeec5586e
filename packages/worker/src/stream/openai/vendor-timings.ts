// Reads the times that servers with an OpenAI API add to their last chunk or reply: each in fields and
// units of its own.

import { amountField, isJsonArray, objectField } from "../json/guards.ts";
import type { JsonObject } from "../json/guards.ts";
import type { ServerTimings } from "../server-timings.ts";

/** The server's own times, or null when the chunk tells none. */
export function readVendorTimings(chunk: JsonObject): ServerTimings | null {
  return fromLlamaCpp(chunk) ?? fromSeconds(chunk) ?? fromFireworks(chunk) ?? fromMindIe(chunk);
}

/** llama.cpp: `timings` in milliseconds. */
function fromLlamaCpp(chunk: JsonObject): ServerTimings | null {
  const timings = objectField(chunk, "timings");
  if (timings === null) return null;
  const promptMs = amountField(timings, "prompt_ms");
  const predictedMs = amountField(timings, "predicted_ms");
  if (promptMs === null || predictedMs === null) return null;
  return { queueMs: null, firstTokenMs: promptMs, totalMs: promptMs + predictedMs };
}

/** Groq (`x_groq.usage`, later `usage`) and Cerebras (`time_info`): seconds. */
function fromSeconds(chunk: JsonObject): ServerTimings | null {
  const groq = objectField(chunk, "x_groq");
  const times =
    objectField(chunk, "time_info") ??
    (groq === null ? null : objectField(groq, "usage")) ??
    objectField(chunk, "usage");
  const totalS = times === null ? null : amountField(times, "total_time");
  if (times === null || totalS === null) return null;
  const queueS = amountField(times, "queue_time");
  const promptS = amountField(times, "prompt_time");
  return {
    queueMs: toMs(queueS),
    firstTokenMs: toMs(promptS),
    totalMs: toMs(totalS),
  };
}

/** Fireworks: `perf_metrics` in seconds, as text or numbers. */
function fromFireworks(chunk: JsonObject): ServerTimings | null {
  const metrics = objectField(chunk, "perf_metrics");
  if (metrics === null) return null;
  return {
    queueMs: null,
    firstTokenMs: toMs(secondsIn(metrics, "server-time-to-first-token")),
    totalMs: toMs(secondsIn(metrics, "server-processing-time")),
  };
}

function secondsIn(metrics: JsonObject, name: string): number | null {
  const value = metrics[name] ?? metrics[`fireworks-${name}`];
  const seconds = typeof value === "string" ? Number.parseFloat(value) : value;
  return typeof seconds === "number" && Number.isFinite(seconds) ? seconds : null;
}

/** MindIE, not streamed: `prefill_time` and `decode_time_arr` in milliseconds. */
function fromMindIe(chunk: JsonObject): ServerTimings | null {
  const prefillMs = amountField(chunk, "prefill_time");
  const decodes = chunk["decode_time_arr"];
  if (prefillMs === null || !isJsonArray(decodes)) return null;
  const decodeMs = decodes.reduce<number>(
    (sum, each) => sum + (typeof each === "number" ? each : 0),
    0,
  );
  return { queueMs: null, firstTokenMs: prefillMs, totalMs: prefillMs + decodeMs };
}

const toMs = (seconds: number | null): number | null => (seconds === null ? null : seconds * 1000);
