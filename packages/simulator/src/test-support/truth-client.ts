// Reads the truth of a simulator, for its tests.

import type { RunningSimulator } from "../start-simulator.ts";
import { ask } from "./plain-client.ts";

/** The record of one request. */
export interface TruthRecord {
  readonly id: string;
  readonly state: string;
  readonly status: number | null;
  readonly fault: string | null;
  readonly isStreamed: boolean;
  readonly promptTokens: number;
  readonly plannedTokens: number;
  readonly sentTokens: number;
  readonly receivedAtMs: number;
  readonly admittedAtMs: number | null;
  readonly firstByteAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly cancelledAtMs: number | null;
  readonly nextDueAtMs: number | null;
  readonly backloggedChunks: number;
  readonly chunks: {
    readonly dueAtMs: readonly number[];
    readonly sentAtMs: readonly number[];
    readonly tokens: readonly number[];
  };
}

/** Counts and known ids. */
export interface TruthOverview {
  readonly nowMs: number;
  readonly received: number;
  readonly completed: number;
  readonly cancelled: number;
  readonly refused: number;
  readonly faulted: number;
  readonly inFlight: number;
  readonly chunks: number;
  readonly tokens: number;
  readonly running: number;
  readonly peakRunning: number;
  readonly queued: number;
  readonly openConnections: number;
  readonly totalConnections: number;
  readonly ids: readonly string[];
}

// The tests check what is in the documents; here it is enough that they are the right ones.
const isOverview = (value: unknown): value is TruthOverview =>
  typeof value === "object" && value !== null && "ids" in value;

const isRecord = (value: unknown): value is TruthRecord =>
  typeof value === "object" && value !== null && "chunks" in value;

/** Asks for counts and known ids. */
export const readOverview = async (simulator: RunningSimulator): Promise<TruthOverview> => {
  const { body } = await ask(simulator, { path: "/__truth" });
  const value: unknown = JSON.parse(body);
  if (!isOverview(value)) throw new Error(`not an overview: ${body}`);
  return value;
};

/** Asks for the record of one request. */
export const readTruth = async (simulator: RunningSimulator, id: string): Promise<TruthRecord> => {
  const { body } = await ask(simulator, { path: `/__truth?id=${encodeURIComponent(id)}` });
  const value: unknown = JSON.parse(body);
  if (!isRecord(value)) throw new Error(`not the record of a request: ${body}`);
  return value;
};
