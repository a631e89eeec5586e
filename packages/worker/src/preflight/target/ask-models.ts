// Asks a target for its models before any load. Only "no HTTP answer at all" stops a run: any answer,
// also 404 or HTML, passes with a note, for bad answers to load are data.

import { ok, type Result } from "@gadfly/shared/errors/result";
import type { Finding } from "@gadfly/shared/protocol/worker-message";
import type { ProviderRow } from "@gadfly/shared/providers/provider-table";
import type { ResponseHeaders } from "../../http/transport.ts";
import { noteOf } from "../note-of.ts";
import { readModelCards, type ModelCard } from "./model-list.ts";
import { answerOrReason, type HeaderMap, type TargetClient } from "./target-client.ts";

/** What a target answered. */
export interface ModelsAnswer {
  /** null when it lists none. */
  readonly cards: readonly ModelCard[] | null;
  readonly headers: ResponseHeaders;
  readonly findings: readonly Finding[];
}

/** Triton lists its models to a POST. */
const postedPaths: ReadonlySet<string> = new Set(["/v2/repository/index"]);

/** Asks one target; the error is the reason why nothing answers. */
export async function askModels(
  client: TargetClient,
  row: Pick<ProviderRow, "modelsPath" | "healthPath">,
  headers: HeaderMap,
): Promise<Result<ModelsAnswer>> {
  const listsModels = row.modelsPath !== "";
  const path = listsModels ? row.modelsPath : row.healthPath;
  const post = postedPaths.has(path) ? { post: Buffer.from("{}") } : {};
  const asked = await answerOrReason(() => client.ask({ path, headers, ...post }));
  if (!asked.ok) return asked;
  const { status, body } = asked.value;
  const what = `${postedPaths.has(path) ? "POST" : "GET"} ${path} of ${client.address}`;
  const isGood = status >= 200 && status < 300;
  const cards = isGood && listsModels ? readModelCards(body) : null;
  const problem = isGood ? unreadable(what, cards, listsModels) : badStatus(what, status);
  const findings = problem === null ? [] : [problem];
  return ok({ cards, headers: asked.value.headers, findings });
}

const unreadable = (
  what: string,
  cards: readonly ModelCard[] | null,
  listsModels: boolean,
): Finding | null =>
  cards === null && listsModels
    ? noteOf("models_unreadable", `${what} is no list of models`)
    : null;

function badStatus(what: string, status: number): Finding {
  const key = status === 401 || status === 403 ? " (does it want an API key, -k?)" : "";
  return noteOf("models_status", `${what} answered ${status}${key}`);
}
