// What a row of the quirk tests holds, and the checks that many rows share.
import type { FailureKind } from "@gadfly/shared/errors/failure-kinds";
import type { Plan, RequestPlan } from "@gadfly/shared/plan/plan";
import type { EndpointName } from "@gadfly/shared/providers/endpoint-table";
import type { ProviderName } from "@gadfly/shared/providers/provider-table";
import type { SimulatorConfig } from "@gadfly/simulator/config/simulator-config";
import { expect } from "vitest";
import type { DrivenRequest } from "../support/drive-requests.ts";

/** One quirk: what gadfly makes of it, and how that is checked. */
export interface QuirkCase {
  /** F01 to F88. */
  readonly id: string;
  /** What gadfly does about it, in one sentence. */
  readonly behaviour: string;
  /** OpenAI chat where nothing else is said. */
  readonly provider?: ProviderName;
  readonly endpoint?: EndpointName;
  readonly simulator?: Partial<SimulatorConfig>;
  readonly request?: Partial<RequestPlan>;
  readonly plan?: Partial<Omit<Plan, "request" | "targets">>;
  readonly count?: number;
  /** Wait so long between two requests. */
  readonly pauseMs?: number;
  /** Is given every request that was sent. */
  readonly check: (first: DrivenRequest, all: readonly DrivenRequest[]) => void;
}

/** Tokens of every answer that nothing cuts short. */
export const answerTokens = 8;

/** A complete streamed answer of eight tokens, one an event, with nothing to warn of. */
export const isSound = (driven: DrivenRequest): void => {
  expect(driven.record).toMatchObject({
    outcome: { kind: "succeeded" },
    streamed: true,
    tokenEvents: answerTokens,
    finishReason: expect.any(String),
  });
  expect(driven.measures.get("output_tokens")).toBe(answerTokens);
  expect(driven.measures.has("ttft")).toBe(true);
  expect(driven.measures.has("tpot")).toBe(readsOf(driven) > 1);
  expect(lasting(driven.warnings)).toEqual([]);
};

/** A client that was stalled reads several events at once. */
export const readsOf = ({ record }: DrivenRequest): number =>
  record.tokenEvents - record.coalescedEvents;

/** Warnings that do not depend on how busy this machine is: reads of a stalled client hold many events. */
export const lasting = (warnings: readonly string[]): readonly string[] =>
  warnings.filter((code) => code !== "single_chunk" && code !== "buffered_stream");

/** A complete answer of eight tokens, of which the row says the rest. */
export const isComplete = (driven: DrivenRequest, record: object = {}): void => {
  expect(driven.record).toMatchObject({ outcome: { kind: "succeeded" }, ...record });
  expect(driven.measures.get("output_tokens")).toBe(answerTokens);
};

/** A failure of this kind whose message says this. */
export const isFailure = (
  driven: DrivenRequest,
  failure: FailureKind,
  message: RegExp = /./,
): void => {
  expect(driven.record.outcome).toEqual({
    kind: "failed",
    failure,
    message: expect.stringMatching(message),
  });
  // A failed request adds no latency to the distribution of the good ones.
  expect(driven.measures.has("e2e")).toBe(false);
  expect(driven.measures.has("tpot")).toBe(false);
};

/** A row for an answer that must look like any other. */
export const unharmed = (
  id: string,
  behaviour: string,
  more: Partial<QuirkCase> = {},
): QuirkCase => ({
  id,
  behaviour,
  check: isSound,
  ...more,
});
