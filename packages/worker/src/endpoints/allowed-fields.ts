// Takes out of a request what the server under test may refuse: what its provider's row does not
// allow, unless the probe in preflight found it accepted.

import { bodyFields } from "@gadfly/shared/providers/body-fields";
import type { BodyField } from "@gadfly/shared/providers/body-fields";
import type { ProviderRow } from "@gadfly/shared/providers/provider-table";
import type { RequestPlan } from "@gadfly/shared/plan/plan";
import type { Endpoint, RequestOptions } from "./endpoint.ts";

/** What a request will ask for, and what it will not although the user did. */
export interface AllowedRequest {
  readonly options: RequestOptions;
  readonly withheld: readonly BodyField[];
}

/** Fields that may be sent: those of the row, and those that were probed and not refused. */
export function allowedFields(
  row: Pick<ProviderRow, "takes" | "probes">,
  refused: ReadonlySet<BodyField>,
): ReadonlySet<BodyField> {
  return new Set([...row.takes, ...row.probes].filter((field) => !refused.has(field)));
}

/** The fields that a plan would send if every one were allowed. */
export function wantedFields(request: RequestPlan): readonly BodyField[] {
  const wants: Readonly<Record<BodyField, boolean>> = {
    streamOptions: request.stream,
    maxCompletionTokens: false,
    ignoreEos: request.ignoreEos,
    minTokens: request.ignoreEos,
    temperature: request.temperature !== null,
    topP: request.topP !== null,
    topK: request.topK !== null,
    choices: request.choices > 1,
    stop: request.stop.length > 0,
    logprobs: request.logprobs !== null,
    reasoningEffort: request.reasoningEffort !== null,
  };
  return bodyFields.filter((field) => wants[field]);
}

/** Fields that go unsaid when they are withheld: nobody asked for them by name. */
const silent: readonly BodyField[] = ["streamOptions", "maxCompletionTokens", "minTokens"];

/** The request within what is allowed. */
export function toRequestOptions(
  request: RequestPlan,
  model: string,
  allowed: ReadonlySet<BodyField>,
): AllowedRequest {
  const withheld = wantedFields(request).filter((field) => !allowed.has(field));
  const given = <Value>(field: BodyField, value: Value | null): Value | null =>
    allowed.has(field) ? value : null;
  const options: RequestOptions = {
    model,
    stream: request.stream,
    maxTokens: request.maxTokens,
    usesMaxCompletionTokens: allowed.has("maxCompletionTokens"),
    asksForUsage: request.stream && allowed.has("streamOptions"),
    ignoreEos: given("ignoreEos", request.ignoreEos) ?? false,
    minTokens: request.ignoreEos ? given("minTokens", request.maxTokens) : null,
    temperature: given("temperature", request.temperature),
    topP: given("topP", request.topP),
    topK: given("topK", request.topK),
    choices: given("choices", request.choices) ?? 1,
    stop: given("stop", request.stop) ?? [],
    logprobs: given("logprobs", request.logprobs),
    reasoningEffort: given("reasoningEffort", request.reasoningEffort),
    items: request.items,
    itemTokens: request.promptTokens,
  };
  return { options, withheld: withheld.filter((field) => !silent.includes(field)) };
}

/** Each optional field as it is when nobody asks for it. */
const unasked: Readonly<Record<BodyField, Partial<RequestOptions>>> = {
  streamOptions: { asksForUsage: false },
  maxCompletionTokens: { usesMaxCompletionTokens: false },
  ignoreEos: { ignoreEos: false },
  minTokens: { minTokens: null },
  temperature: { temperature: null },
  topP: { topP: null },
  topK: { topK: null },
  choices: { choices: 1 },
  stop: { stop: [] },
  logprobs: { logprobs: null },
  reasoningEffort: { reasoningEffort: null },
};

/** False when an API has no place for the longest answer: whatever it is, the body is the same. */
export function sendsMaxTokens(
  { buildBody }: Pick<Endpoint, "buildBody">,
  options: RequestOptions,
): boolean {
  const bodyWith = (maxTokens: number): string =>
    JSON.stringify(buildBody({ ...options, maxTokens }, "prompt"));
  return bodyWith(options.maxTokens) !== bodyWith(options.maxTokens + 1);
}

/** Fields that were asked for and that an API has no name for: without them the body is the same. */
export function unsentFields(
  endpoint: Pick<Endpoint, "buildBody">,
  request: RequestPlan,
  options: RequestOptions,
): readonly BodyField[] {
  const bodyWith = (change: Partial<RequestOptions>): string =>
    JSON.stringify(endpoint.buildBody({ ...options, ...change }, "prompt"));
  const body = bodyWith({});
  return wantedFields(request).filter(
    (field) => !silent.includes(field) && bodyWith(unasked[field]) === body,
  );
}
