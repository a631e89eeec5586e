// Everything that is decided about a completion request before a generation starts.

import type { SimulatorConfig } from "../config/simulator-config.ts";
import type { Behaviour } from "../faults/behaviour.ts";
import { faultNames, findBehaviour, readFaultOfModel } from "../faults/fault-table.ts";
import type { Dialect } from "../openai/dialect.ts";
import { type GenerationRequest, isJsonObject } from "../openai/generation-request.ts";
import { createRandom } from "../output/seeded-random.ts";
import { bodyTooLarge, checkBearer, checkContext, type Refusal, toBadRequest } from "./refusal.ts";

/** A request as it came in. */
export interface RawRequest {
  /** null = too large. */
  readonly body: string | null;
  readonly authorization: string | undefined;
  /** Tells the request from others when it names no seed. */
  readonly fallbackKey: string;
}

/** A request that can be served. */
export interface AcceptedRequest {
  readonly request: GenerationRequest;
  /** What the random choices depend on, beside the seed of the simulator. */
  readonly key: string;
  readonly fault: string | null;
  readonly behaviour: Behaviour;
}

/** A request that can be served, or why not. */
export type Decision =
  | { readonly ok: true; readonly value: AcceptedRequest }
  | { readonly ok: false; readonly refusal: Refusal };

const refuse = (refusal: Refusal): Decision => ({ ok: false, refusal });

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const chooseFault = (config: SimulatorConfig, model: string, key: string): string | null => {
  const ofModel = readFaultOfModel(model);
  if (ofModel !== null || config.fault === null) return ofModel;
  return createRandom(config.seed, key, "fault")() < config.faultShare ? config.fault : null;
};

const accept = (
  config: SimulatorConfig,
  request: GenerationRequest,
  fallbackKey: string,
): Decision => {
  const refusal = checkContext(config.contextTokens, request);
  if (refusal !== null) return refuse(refusal);
  const key = request.seed === null ? fallbackKey : `seed:${request.seed}`;
  const fault = chooseFault(config, request.model, key);
  const behaviour = findBehaviour(fault);
  if (behaviour !== undefined) return { ok: true, value: { request, key, fault, behaviour } };
  const message = `There is no fault "${fault}"; known faults: ${faultNames.join(", ")}`;
  return refuse(toBadRequest({ param: "model", message }));
};

/** Decides whether and how a request is served. */
export const decideRequest = (
  config: SimulatorConfig,
  dialect: Dialect,
  { body, authorization, fallbackKey }: RawRequest,
): Decision => {
  const unauthorized = checkBearer(config.apiKey, authorization);
  if (unauthorized !== null) return refuse(unauthorized);
  if (body === null) return refuse(bodyTooLarge);
  const parsed = parseJson(body);
  if (!isJsonObject(parsed))
    return refuse(toBadRequest({ param: null, message: "The body must be a JSON object" }));
  const reading = dialect.read(parsed);
  if (!reading.ok) return refuse(toBadRequest(reading.problem));
  return accept(config, reading.value, fallbackKey);
};
