// Everything that is decided about a request for a generation before the generation starts.

import type { CallFacts, Dialect } from "../apis/dialect.ts";
import {
  type GenerationRequest,
  isJsonObject,
  type JsonObject,
} from "../apis/generation-request.ts";
import type { Server } from "../apis/server.ts";
import type { SimulatorConfig } from "../config/simulator-config.ts";
import type { Engine } from "../engine/generation.ts";
import type { Behaviour } from "../faults/behaviour.ts";
import { faultNames, readFaultOfModel } from "../faults/fault-table.ts";
import { createRandom } from "../output/seeded-random.ts";
import { bodyTooLarge, checkContext, checkKey, type Refusal, toBadRequest } from "./refusal.ts";

/** A request as it came in. */
export interface RawRequest {
  /** The parsed body; undefined = it is no JSON. */
  readonly body: unknown;
  readonly isTooLarge: boolean;
  readonly call: CallFacts;
  /** Tells the request from others when it names no seed. */
  readonly fallbackKey: string;
}

/** A request that can be served. */
export interface AcceptedRequest {
  readonly request: GenerationRequest;
  readonly body: JsonObject;
  /** What the random choices depend on, beside the seed of the simulator. */
  readonly key: string;
  readonly fault: string | null;
  readonly behaviour: Behaviour;
}

/** A request that can be served, or why not. */
export type Decision =
  | { readonly ok: true; readonly value: AcceptedRequest }
  | { readonly ok: false; readonly refusal: Refusal };

/** The engine as far as decisions need it. */
export type DecidingEngine = Pick<Engine, "config" | "server" | "faults">;

const refuse = (refusal: Refusal): Decision => ({ ok: false, refusal });

const chooseFault = (config: SimulatorConfig, model: string, key: string): string | null => {
  const ofModel = readFaultOfModel(model);
  const ofServer = config.fault ?? config.quirk;
  if (ofModel !== null || ofServer === null) return ofModel;
  return createRandom(config.seed, key, "fault")() < config.faultShare ? ofServer : null;
};

// Some servers do not know the limit of the request or have one of their own, and tell nobody.
const applyLimits = (
  request: GenerationRequest,
  { ignoresLimits, largestOutput }: Server,
  defaultMaxTokens: number,
): GenerationRequest => {
  if (request.maxTokens === 0) return request;
  const maxTokens = ignoresLimits ? null : request.maxTokens;
  if (largestOutput === null) return { ...request, maxTokens };
  return { ...request, maxTokens: Math.min(maxTokens ?? defaultMaxTokens, largestOutput) };
};

const addManners = (
  behaviour: Behaviour,
  { changes, documentChanges }: Server,
  { wantsStream }: GenerationRequest,
): Behaviour => ({ ...behaviour, ...changes, ...(wantsStream ? {} : documentChanges) });

/** Decides about a request that was read: its context, its fault, its manners. */
export const acceptRequest = (
  { config, server, faults }: DecidingEngine,
  asked: GenerationRequest,
  body: JsonObject,
  fallbackKey: string,
): Decision => {
  const request = applyLimits(asked, server, config.defaultMaxTokens);
  const refusal = checkContext(config.contextTokens, request);
  if (refusal !== null) return refuse(refusal);
  const key = request.seed === null ? fallbackKey : `seed:${request.seed}`;
  const fault = chooseFault(config, request.model, key);
  const behaviour = faults.next(fault, body);
  if (behaviour !== undefined) {
    const mannered = addManners(behaviour, server, request);
    return { ok: true, value: { request, body, key, fault, behaviour: mannered } };
  }
  const message = `There is no fault "${fault}"; known faults: ${faultNames.join(", ")}; quirks: F01 to F88`;
  return refuse(toBadRequest({ param: "model", message }));
};

/** Decides whether and how a request is served. */
export const decideRequest = (
  engine: DecidingEngine,
  dialect: Dialect,
  { body, isTooLarge, call, fallbackKey }: RawRequest,
): Decision => {
  const unauthorized = checkKey(engine.config.apiKey, call, dialect.keyHeaders);
  if (unauthorized !== null) return refuse(unauthorized);
  if (isTooLarge) return refuse(bodyTooLarge);
  if (!isJsonObject(body))
    return refuse(toBadRequest({ param: null, message: "The body must be a JSON object" }));
  const needsNoModel = engine.server.isModelOptional && (body["model"] ?? "") === "";
  const named = needsNoModel ? { ...body, model: call.modelName } : body;
  const reading = dialect.read(named, call);
  if (!reading.ok)
    return refuse({ ...toBadRequest(reading.problem), status: dialect.problemStatus });
  return acceptRequest(engine, reading.value, named, fallbackKey);
};
