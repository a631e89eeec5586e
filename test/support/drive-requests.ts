// Sends a few requests of a plan as a worker does, from body to books, without master and link: what the
// record, the metrics and the warnings of each request say can then be compared with what a server did.
import { barePlan, bareRequest } from "@gadfly/shared/plan/bare-plan";
import type { Plan, RequestPlan } from "@gadfly/shared/plan/plan";
import type { EndpointName } from "@gadfly/shared/providers/endpoint-table";
import { type ProviderName, providerRow } from "@gadfly/shared/providers/provider-table";
import { allowedFields, toRequestOptions } from "@gadfly/worker/endpoints/allowed-fields";
import { findEndpoint } from "@gadfly/worker/endpoints/endpoint-registry";
import { loadEngine } from "@gadfly/worker/http/create-transport";
import type { RequestRecord } from "@gadfly/worker/http/request-record";
import { RequestEngine } from "@gadfly/worker/job/request-engine";
import { Recorder } from "@gadfly/worker/record/recorder";
import { countOutputTokens, measureRequest } from "@gadfly/worker/record/request-measures";
import { warningsOf } from "@gadfly/worker/record/request-warnings";

/** What is sent, and how often. */
export interface DriveSettings {
  readonly url: string;
  readonly provider: ProviderName;
  readonly endpoint: EndpointName;
  readonly request?: Partial<RequestPlan>;
  readonly plan?: Partial<Omit<Plan, "request" | "targets">>;
  readonly apiKey?: string;
  /** Requests, one after the other. */
  readonly count?: number;
  /** Called between two requests. */
  readonly pause?: () => Promise<void>;
}

/** One request as the books see it. */
export interface DrivenRequest {
  readonly record: RequestRecord;
  /** Its contribution to each metric, in the metric's own unit. */
  readonly measures: ReadonlyMap<string, number>;
  readonly warnings: readonly string[];
}

const collect = (record: RequestRecord, plan: Plan): DrivenRequest => ({
  record,
  measures: new Map(measureRequest(record, countOutputTokens(record))),
  warnings: [...record.notes, ...warningsOf(record, plan)],
});

const toPlan = ({ url, provider, endpoint, request, plan }: DriveSettings): Plan => ({
  ...barePlan,
  ...plan,
  targets: [url],
  request: {
    ...bareRequest,
    provider,
    endpoint,
    prompt: "Say something",
    maxTokens: 8,
    ...request,
  },
});

/** Sends the requests over one connection, one after the other. */
export const driveRequests = async (settings: DriveSettings): Promise<readonly DrivenRequest[]> => {
  const plan = toPlan(settings);
  const recorder = new Recorder(performance.now());
  const allowed = allowedFields(providerRow(settings.provider), new Set());
  const driven: DrivenRequest[] = [];
  const engine = new RequestEngine({
    plan,
    secrets: { apiKey: settings.apiKey ?? null, headers: {} },
    provider: settings.provider,
    endpoint: findEndpoint(settings.endpoint, plan.request.customApi),
    request: toRequestOptions(plan.request, plan.request.model ?? "", allowed).options,
    createTransport: await loadEngine(plan.httpEngine),
    observer: {
      started: (record) => recorder.started(record),
      tokenEvents: (record, atMs, events, gapMs) =>
        recorder.tokenEvents(record, atMs, events, gapMs),
      ended(record) {
        recorder.ended(record);
        driven.push(collect(record, plan));
      },
    },
  });
  const slot = engine.openSlot(0);
  for (let iteration = 0; iteration < (settings.count ?? 1); iteration += 1) {
    if (iteration > 0) await settings.pause?.();
    await new Promise<void>((resolve) => {
      slot.send(iteration, performance.now(), () => resolve());
    });
  }
  await engine.close();
  return driven;
};
