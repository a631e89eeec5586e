// Asks a target for its models before any load. Only "no HTTP answer at all" stops a run: any answer,
// also 404 or HTML, passes with a note, for bad answers to load are data.

import { ok, type Result } from "@gadfly/shared/errors/result";
import type { Finding } from "@gadfly/shared/protocol/worker-message";
import type { ProviderRow } from "@gadfly/shared/providers/provider-table";
import type { ResponseHeaders } from "../../http/transport.ts";
import { noteOf, warningOf } from "../note-of.ts";
import { readModelCards, type ModelCard } from "./model-list.ts";
import type { NoAnswer } from "./no-answer.ts";
import type { HeaderMap, TargetClient } from "./target-client.ts";

/** What a target answered. */
export interface ModelsAnswer {
  /** null when it lists none. */
  readonly cards: readonly ModelCard[] | null;
  readonly headers: ResponseHeaders;
  readonly status: number;
  /** Why there is no list, in a few words; null when there is one or none was asked for. */
  readonly why: string | null;
  readonly findings: readonly Finding[];
}

/** Triton lists its models to a POST. */
const postedPaths: ReadonlySet<string> = new Set(["/v2/repository/index"]);

/** Asks one target; the error is the reason why nothing answers. */
export async function askModels(
  client: TargetClient,
  row: Pick<ProviderRow, "modelsPath" | "healthPath">,
  headers: HeaderMap,
): Promise<Result<ModelsAnswer, NoAnswer>> {
  const listsModels = row.modelsPath !== "";
  const path = listsModels ? row.modelsPath : row.healthPath;
  const post = postedPaths.has(path) ? { post: Buffer.from("{}") } : {};
  const asked = await client.reach({ path, headers, ...post });
  if (!asked.ok) return asked;
  const { status, body } = asked.value;
  const what = `${postedPaths.has(path) ? "POST" : "GET"} ${path} of ${client.address}`;
  const isGood = status >= 200 && status < 300;
  const cards = isGood && listsModels ? readModelCards(body) : null;
  const isUnreadable = cards === null && listsModels;
  const why = isGood
    ? isUnreadable
      ? `${what} is no list of models`
      : null
    : `${what} answered ${status}`;
  const findings = why === null ? [] : [describeProblem(why, status, headers)];
  return ok({ cards, headers: asked.value.headers, status, why, findings });
}

/** A server that has no list of models is fine; one that hides or cannot give its list is not. */
function describeProblem(said: string, status: number, headers: HeaderMap): Finding {
  if (status < 300) return warningOf("models_unreadable", said);
  if (isKeyStatus(status)) return warningOf("key_wanted", `${said}: ${keyWish(headers)}`);
  if (isStarting(status))
    return warningOf(
      "models_status",
      `${said} (--wait-ready 5m waits for a server that is loading)`,
    );
  return status < 500 ? noteOf("models_status", said) : warningOf("models_status", said);
}

/** The server does not know who asks, or does not let them. */
export const isKeyStatus = (status: number): boolean => status === 401 || status === 403;

/** The server is not up yet, or busy. */
export const isStarting = (status: number): boolean => status === 503;

const keyHeaders = ["authorization", "x-api-key", "x-goog-api-key"];

/** What to do about a server that lets nobody in, by the headers that it was sent. */
export function keyWish(headers: HeaderMap): string {
  const isKeyed = keyHeaders.some((name) => name in headers);
  return isKeyed
    ? "the server does not accept the API key that it was given (-k, GADFLY_API_KEY)"
    : "the server wants an API key; give it with -k or GADFLY_API_KEY";
}
