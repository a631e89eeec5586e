// One request to the target's health path once the load is over: does it still answer, and how fast?
// Outside the ledger, over a connection of its own.
import { err } from "@gadfly/shared/errors/result";
import type { Plan, Secrets } from "@gadfly/shared/plan/plan";
import { type ProviderName, providerRow } from "@gadfly/shared/providers/provider-table";
import type { TargetHealth } from "@gadfly/shared/protocol/worker-message";
import type { Endpoint, RequestOptions } from "../endpoints/endpoint.ts";
import { pathOn } from "../endpoints/target.ts";
import type { CreateTransport } from "../http/create-transport.ts";
import type { TextAnswer } from "../preflight/get-text.ts";
import {
  answerOrReason,
  headersOf,
  openTarget,
  type TargetClient,
} from "../preflight/target/target-client.ts";
import type { Redact } from "../record/redact.ts";

/** Whom to ask, and as whom. */
export interface AfterRunSettings {
  readonly plan: Plan;
  readonly secrets: Secrets;
  /** As given or as found out in preflight. */
  readonly provider: ProviderName;
  /** Its headers go along: some APIs refuse whoever names no version. */
  readonly endpoint: Endpoint;
  readonly request: RequestOptions;
  readonly createTransport: CreateTransport;
  /** Answers may repeat what they were sent. */
  readonly redact: Redact;
}

/** The master waits a little longer than this. */
const healthTimeoutMs = 5_000;
const longestText = 200;

/** Asks the first target how it is; never throws. */
export const askAfterRun = async (settings: AfterRunSettings): Promise<TargetHealth> => {
  const { plan, provider, createTransport, redact } = settings;
  const [address = ""] = plan.targets;
  const path = providerRow(provider).healthPath;
  const client = openTarget(address, createTransport, plan);
  const askedAtMs = performance.now();
  const answer = client.ok ? await ask(client.value, path, settings) : err(client.error);
  const ms = Math.max(0, performance.now() - askedAtMs);
  const url = client.ok ? urlOf(client.value, path) : address;
  const status = answer.ok ? answer.value.status : null;
  const text = answer.ok ? answer.value.body : answer.error;
  return { url: url.slice(0, 1000), status, ms, text: redact(text).trim().slice(0, longestText) };
};

const ask = async (client: TargetClient, path: string, settings: AfterRunSettings) => {
  const { plan, secrets, provider, endpoint, request } = settings;
  const own = endpoint.headers?.(request) ?? {};
  const headers = headersOf(plan, secrets, { auth: providerRow(provider).auth, own });
  try {
    return await answerOrReason<TextAnswer>(() =>
      client.ask({ path, headers, timeoutMs: healthTimeoutMs }),
    );
  } finally {
    await client.close();
  }
};

/** Without the query, which may hold a key. */
const urlOf = ({ target }: TargetClient, path: string): string =>
  `${target.origin}${pathOn(target, path).replace(/\?.*$/s, "")}`;
