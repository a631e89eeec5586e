// Asks the server with short requests which optional fields it takes, where its provider's row cannot
// tell. Outside the ledger; counted in `preflight.posts`.

import type { Plan, Secrets } from "@gadfly/shared/plan/plan";
import { bodyFields, type BodyField } from "@gadfly/shared/providers/body-fields";
import type { ProviderRow } from "@gadfly/shared/providers/provider-table";
import { allowedFields, toRequestOptions } from "../../endpoints/allowed-fields.ts";
import type { Endpoint, RequestOptions } from "../../endpoints/endpoint.ts";
import { createRequestBuilder } from "../../endpoints/request-builder.ts";
import type { ResponseHeaders } from "../../http/transport.ts";
import { createPromptSource } from "../../prompts/prompt-source.ts";
import type { TextAnswer } from "../get-text.ts";
import { isKeyStatus, keyWish } from "../target/ask-models.ts";
import {
  answerOrReason,
  answerTimeoutMs,
  headersOf,
  type TargetClient,
} from "../target/target-client.ts";
import { readVerdict } from "./read-verdict.ts";
import { searchFields, type FieldSearch, type ProbeVerdict } from "./search-fields.ts";

/** What a probe is told. */
export interface ProbeSettings {
  readonly plan: Pick<Plan, "runId" | "request">;
  readonly secrets: Secrets;
  readonly client: TargetClient;
  readonly row: ProviderRow;
  readonly endpoint: Endpoint;
  readonly model: string;
}

/** What a probe found, and what it cost. */
export interface ProbeReport extends FieldSearch {
  /** The fields in question; none when the row leaves nothing open that the plan wants. */
  readonly candidates: readonly BodyField[];
  /** Sent although nobody saw them accepted. */
  readonly presumed: readonly BodyField[];
  /** What a server said that wants a key, and what to do; null when it let the probe in. */
  readonly locked: string | null;
  /** It was asked for usage in a stream, did not refuse, and sent none. */
  readonly sendsNoUsage: boolean;
  readonly posts: number;
  /** Headers of the last answer. */
  readonly headers: ResponseHeaders;
}

/**
 * What OpenAI's own API has for years. Where nothing can be found out, these are sent: without usage
 * every token count would be an estimate because of one bad answer.
 */
const partOfTheApi: readonly BodyField[] = ["streamOptions"];

/** Why nothing is known when nothing was asked. */
export const noProbe = "--no-probe";

const maxPosts = 8;
/** No request begins after this much time. */
const budgetMs = 25_000;
const prompts = createPromptSource(
  { prompt: "Hi", promptTokens: 1, promptRandomize: false },
  () => 0,
);

/** Probes what the row leaves open and the plan wants to send; nothing else is sent when not asked to. */
export async function probeFields(settings: ProbeSettings): Promise<ProbeReport> {
  const { row, plan } = settings;
  const candidates = openFields(settings);
  if (candidates.length === 0 || !plan.request.probe) {
    const unclear = candidates.length === 0 ? null : noProbe;
    const found = { refused: new Set(row.probes), reasons: new Map(), unclear };
    return { ...presume(found, candidates), candidates, ...nothingSent };
  }
  const never = new Set(row.probes.filter((field) => !candidates.includes(field)));
  const sender = new ProbeSender(settings, never);
  const search = await searchFields(candidates, (fields) => sender.ask(candidates, fields));
  const refused = new Set([...never, ...search.refused]);
  const { posts, headers, sendsNoUsage } = sender;
  const locked = search.unclear === null ? null : sender.locked;
  const found = presume({ ...search, refused }, candidates);
  return { ...found, candidates, locked, sendsNoUsage, posts, headers };
}

const nothingSent = { locked: null, sendsNoUsage: false, posts: 0, headers: {} };

/** Takes back what was refused for want of knowledge only. */
function presume(
  found: FieldSearch,
  candidates: readonly BodyField[],
): FieldSearch & Pick<ProbeReport, "presumed"> {
  const presumed = partOfTheApi.filter(
    (field) => found.unclear !== null && candidates.includes(field) && !found.reasons.has(field),
  );
  const isPresumed = (field: BodyField): boolean => presumed.includes(field);
  const refused = new Set([...found.refused].filter((field) => !isPresumed(field)));
  return { ...found, refused, presumed: presumed.filter((field) => found.refused.has(field)) };
}

/** Those that the plan wants and that this API has a name for: the body differs with them. */
function openFields({ plan, row, endpoint, model }: ProbeSettings): readonly BodyField[] {
  const bodyWithout = (field: BodyField | null): string => {
    const refused = new Set(field === null ? [] : [field]);
    const { options } = toRequestOptions(plan.request, model, allowedFields(row, refused));
    return JSON.stringify(endpoint.buildBody(options, ""));
  };
  const whole = bodyWithout(null);
  return bodyFields.filter((field) => row.probes.includes(field) && bodyWithout(field) !== whole);
}

/** Sends probes within their limits. */
class ProbeSender {
  posts = 0;
  headers: ResponseHeaders = {};
  locked: string | null = null;
  sendsNoUsage = false;
  readonly #settings: ProbeSettings;
  readonly #never: ReadonlySet<BodyField>;
  readonly #deadlineMs = performance.now() + budgetMs;

  constructor(settings: ProbeSettings, never: ReadonlySet<BodyField>) {
    this.#settings = settings;
    this.#never = never;
  }

  async ask(
    candidates: readonly BodyField[],
    fields: ReadonlySet<BodyField>,
  ): Promise<ProbeVerdict | null> {
    if (this.posts >= maxPosts || performance.now() > this.#deadlineMs) return null;
    this.posts += 1;
    const refused = new Set([...this.#never, ...candidates.filter((field) => !fields.has(field))]);
    const answer = await answerOrReason(() => this.#send(refused));
    if (!answer.ok) return { kind: "unclear", text: answer.error };
    this.headers = answer.value.headers;
    return this.#read(answer.value, fields);
  }

  #read(answer: TextAnswer, fields: ReadonlySet<BodyField>): ProbeVerdict {
    const { endpoint, plan } = this.#settings;
    const { verdict, lacksUsage } = readVerdict(answer, endpoint, plan.request.stream);
    if (verdict.kind === "taken" && fields.has("streamOptions")) this.sendsNoUsage = lacksUsage;
    this.locked = isKeyStatus(answer.status) ? this.#lockedBy(verdict) : null;
    return verdict;
  }

  #lockedBy(verdict: ProbeVerdict): string {
    const { plan, secrets, row } = this.#settings;
    const headers = headersOf(plan, secrets, { auth: row.auth, own: {} });
    return `${keyWish(headers)}${verdict.kind === "taken" ? "" : ` (${verdict.text})`}`;
  }

  #send(refused: ReadonlySet<BodyField>) {
    const { plan, secrets, client, row, endpoint, model } = this.#settings;
    const { options } = toRequestOptions(plan.request, model, allowedFields(row, refused));
    const build = createRequestBuilder({
      runId: `${plan.runId}-probe`,
      target: client.target,
      endpoint,
      request: shortened(options, endpoint),
      extraBody: plan.request.extraBody,
      headers: plan.request.headers,
      auth: row.auth,
      secrets,
      prompts,
    });
    const { path, headers, body } = build(this.posts, 0);
    return client.send({ path, headers, body, timeoutMs: answerTimeoutMs });
  }
}

/** One token is enough; OpenAI's responses take no limit below 16. */
function shortened(options: RequestOptions, { name }: Endpoint): RequestOptions {
  const maxTokens = Math.min(options.maxTokens, name === "openai-responses" ? 16 : 1);
  return { ...options, maxTokens, minTokens: options.minTokens === null ? null : maxTokens };
}
