// What follows from a preflight that passed: how each request will be, and what the master is told.
import type { Plan } from "@gadfly/shared/plan/plan";
import { providerRow } from "@gadfly/shared/providers/provider-table";
import type { WorkerMessageOf } from "@gadfly/shared/protocol/worker-message";
import { allowedFields, toRequestOptions } from "../endpoints/allowed-fields.ts";
import { findEndpoint } from "../endpoints/endpoint-registry.ts";
import type { PreflightReport } from "../preflight/preflight.ts";
import type { EngineSettings } from "./request-engine.ts";

/** What each request will be, by what preflight has found out. */
export const requestWithin = (
  { request }: Pick<Plan, "request">,
  report: PreflightReport,
): Pick<EngineSettings, "provider" | "endpoint" | "request"> => {
  const { provider, model, refused } = report;
  const allowed = allowedFields(providerRow(provider), refused);
  return {
    provider,
    endpoint: findEndpoint(report.endpoint, request.customApi),
    request: toRequestOptions(request, model, allowed).options,
  };
};

/** The same for the master. */
export const preparedMessage = (
  runId: string,
  { provider, endpoint, model, findings, posts }: PreflightReport,
): WorkerMessageOf<"prepared"> => ({
  type: "prepared",
  runId,
  model,
  provider,
  endpoint,
  findings: [...findings],
  posts,
});
