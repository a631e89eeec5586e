// The lease that lets a worker send load, reckoned on both sides with times only.
//
// The worker counts from when it SENT the heartbeat that the master's newest frame answers, the
// master from when it sent that answer, which is later. So the worker's lease always ends first,
// however long frames take; the master's extra tenth covers clocks that do not run equally fast.
// Neither side compares its clock with the other's.
import type { LivenessEvent } from "./liveness-machine.ts";

/** The master shows a worker as silent after this long without a frame. */
export const silentAfterMs = 3000;

/** How much longer the master's copy of the lease is than the worker's. */
export const masterLeaseFactor = 1.1;

/**
 * What a worker may do: `held` start requests; `paused` (the lease is over) start none, let running
 * ones go on; `over` (a second lease is over) cancel the running ones, too.
 */
export type LeasePhase = "held" | "paused" | "over";

/** When a worker's lease changes phase, unless it is renewed. */
export interface WorkerLease {
  readonly pausedAtMs: number;
  readonly overAtMs: number;
}

/** The worker's lease, from the moment it sent the heartbeat that was answered last. */
export function workerLease(heartbeatSentAtMs: number, leaseMs: number): WorkerLease {
  return { pausedAtMs: heartbeatSentAtMs + leaseMs, overAtMs: heartbeatSentAtMs + 2 * leaseMs };
}

/** The lease after another answer; one that was overtaken by a newer answer takes nothing away. */
export function renewWorkerLease(
  lease: WorkerLease,
  heartbeatSentAtMs: number,
  leaseMs: number,
): WorkerLease {
  const renewed = workerLease(heartbeatSentAtMs, leaseMs);
  return renewed.pausedAtMs > lease.pausedAtMs ? renewed : lease;
}

/** What the worker may do now. */
export function leasePhase(lease: WorkerLease, nowMs: number): LeasePhase {
  if (nowMs < lease.pausedAtMs) return "held";
  return nowMs < lease.overAtMs ? "paused" : "over";
}

/** What the master knows of a worker's life, on its own clock. */
export interface WorkerSigns {
  readonly lastFrameAtMs: number;
  /** When the newest answer to a heartbeat, or the welcome, was sent. */
  readonly answeredAtMs: number;
}

/** When the master's belief about a worker changes, unless a frame comes. */
export interface LivenessDeadlines {
  readonly silentAtMs: number;
  readonly lostAtMs: number;
}

/** The master's deadlines for a worker. */
export function livenessDeadlines(signs: WorkerSigns, leaseMs: number): LivenessDeadlines {
  return {
    silentAtMs: signs.lastFrameAtMs + silentAfterMs,
    lostAtMs: signs.answeredAtMs + leaseMs * masterLeaseFactor,
  };
}

/** What has elapsed by now, as the event for the liveness table; the graver one when both have. */
export function elapsedEvent(deadlines: LivenessDeadlines, nowMs: number): LivenessEvent | null {
  if (nowMs >= deadlines.lostAtMs) return "leaseElapsed";
  return nowMs >= deadlines.silentAtMs ? "silenceElapsed" : null;
}
