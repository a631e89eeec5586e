// Meets one target: waits for it, asks it for its models, and finds out what it is.

import type { ErrorText } from "@gadfly/shared/errors/error-text";
import { err, ok, type Result } from "@gadfly/shared/errors/result";
import type { Plan, Secrets } from "@gadfly/shared/plan/plan";
import type { Finding } from "@gadfly/shared/protocol/worker-message";
import {
  providerRow,
  type ProviderName,
  type ProviderRow,
} from "@gadfly/shared/providers/provider-table";
import { toRequestOptions } from "../../endpoints/allowed-fields.ts";
import { findEndpoint } from "../../endpoints/endpoint-registry.ts";
import { noteOf } from "../note-of.ts";
import { askModels, isKeyStatus, type ModelsAnswer } from "../target/ask-models.ts";
import type { ModelCard } from "../target/model-list.ts";
import { unreachable } from "../target/no-answer.ts";
import type { Readiness } from "../target/readiness.ts";
import {
  answerOrReason,
  headersOf,
  type HeaderMap,
  type TargetClient,
} from "../target/target-client.ts";
import { chooseEndpoint } from "./choose-endpoint.ts";
import {
  detectProvider,
  isNeverContradicted,
  type Detection,
  type Evidence,
} from "./detect-provider.ts";
import { findPastedEndpoint, type PastedEndpoint } from "../../endpoints/pasted-endpoint.ts";

/** What meeting a target needs. */
export interface ExamineSettings {
  readonly plan: Plan;
  readonly secrets: Secrets;
  readonly client: TargetClient;
  readonly readiness: Readiness;
  /** The server as the user named it, or as an earlier target was found; null: find out. */
  readonly named: ProviderName | null;
}

/** What a target turned out to be. */
export interface ExaminedTarget {
  readonly provider: ProviderName;
  readonly row: ProviderRow;
  /** What it showed, whoever named it. */
  readonly detection: Detection;
  readonly pasted: PastedEndpoint | null;
  /** null when it lists no models. */
  readonly cards: readonly ModelCard[] | null;
  /** Why not, and the status that it answered with. */
  readonly why: string | null;
  readonly status: number;
  readonly findings: readonly Finding[];
}

/** A wait that is worth a word. */
const noticedWaitMs = 1_000;

/** Meets one target; the error is the text of one of our codes. */
export async function examineTarget(
  settings: ExamineSettings,
): Promise<Result<ExaminedTarget, ErrorText>> {
  const visit = new TargetVisit(settings);
  const first = await visit.meet();
  if (!first.ok) return first;
  const detection = detectProvider(await visit.evidence(first.value));
  return visit.settle(first.value, detection);
}

class TargetVisit {
  readonly #settings: ExamineSettings;
  readonly #start: Evidence;
  /** The row whose paths are asked first. */
  readonly #firstRow: ProviderRow;
  readonly #isToldByHost: boolean;
  readonly #headers: HeaderMap;
  #waitedMs = 0;

  constructor(settings: ExamineSettings) {
    this.#settings = settings;
    const { address } = settings.client;
    const { hostname: host, pathname: path } = new URL(address);
    const pasted = findPastedEndpoint(address);
    this.#start = { host, path, pasted, cards: null, headers: {}, pages: new Map() };
    const byAddress = detectProvider(this.#start);
    this.#isToldByHost = byAddress.by === "host";
    const likely = providerRow(settings.named ?? byAddress.provider);
    // What only the path tells may be somebody's copy of that API, and nearly all list models alike.
    const isSure = settings.named !== null || this.#isToldByHost;
    this.#firstRow = isSure ? likely : providerRow("openai");
    this.#headers = this.#headersFor(likely);
  }

  /** Waits for it if need be, and asks it for its models. */
  async meet(): Promise<Result<ModelsAnswer, ErrorText>> {
    const { named } = this.#settings;
    const { healthPath, modelsPath } = this.#firstRow;
    const path = named === null && modelsPath !== "" ? modelsPath : healthPath;
    const ready = await this.#waitFor(path);
    return ready.ok ? this.#askModels(this.#firstRow) : ready;
  }

  /** Everything that it shows; its own pages are asked for only when its models say nothing. */
  async evidence({ cards, headers, status }: ModelsAnswer): Promise<Evidence> {
    // Whoever is not let in learns nothing by trying other doors.
    if (isKeyStatus(status)) return { ...this.#start, headers };
    const isKnown = this.#settings.named !== null || this.#isToldByHost || cards !== null;
    const pages = isKnown ? new Map<string, unknown>() : await this.#ownPages();
    const shown = (await this.#commonCards()) ?? cards;
    return { ...this.#start, cards: shown, headers, pages };
  }

  /** What follows from what it is. */
  async settle(
    first: ModelsAnswer,
    detection: Detection,
  ): Promise<Result<ExaminedTarget, ErrorText>> {
    const provider = this.#settings.named ?? detection.provider;
    const row = providerRow(provider);
    const isOther = row.healthPath !== this.#firstRow.healthPath;
    const ready = isOther ? await this.#waitFor(row.healthPath) : ok(undefined);
    if (!ready.ok) return ready;
    const isLocked = isKeyStatus(first.status);
    const asksAgain =
      !isLocked && first.cards === null && row.modelsPath !== this.#firstRow.modelsPath;
    const answer = asksAgain ? await this.#askModels(row) : ok(first);
    if (!answer.ok) return answer;
    const { cards, why, status } = answer.value;
    const findings = [...this.#waitNotes(), ...answer.value.findings];
    const { pasted } = this.#start;
    const found = isLocked && detection.by === "none" ? hidden(detection) : detection;
    return ok({ provider, row, detection: found, pasted, cards, why, status, findings });
  }

  async #waitFor(path: string): Promise<Result<undefined, ErrorText>> {
    const { readiness, client } = this.#settings;
    const waited = await readiness.of(client, path, this.#headers);
    if (!waited.ok) return waited;
    this.#waitedMs += waited.value;
    return ok(undefined);
  }

  #waitNotes(): Finding[] {
    if (this.#waitedMs < noticedWaitMs) return [];
    const waited = `${Math.round(this.#waitedMs / 1000)} s`;
    return [noteOf("waited_ready", `${this.#settings.client.address} was ready after ${waited}`)];
  }

  async #askModels(row: ProviderRow): Promise<Result<ModelsAnswer, ErrorText>> {
    const { client } = this.#settings;
    const asked = await askModels(client, row, this.#headers);
    return asked.ok ? asked : err(unreachable(client.address, asked.error));
  }

  /** The list that most servers have and sign, where a server with a list of its own was named. */
  async #commonCards(): Promise<readonly ModelCard[] | null> {
    const { client, named } = this.#settings;
    const common = providerRow("openai");
    const isAsked = this.#firstRow.modelsPath.replace(/\?.*/, "") === common.modelsPath;
    if (named === null || isNeverContradicted(named)) return null;
    if (isAsked || this.#isToldByHost) return null;
    const asked = await askModels(client, common, this.#headers);
    return asked.ok ? asked.value.cards : null;
  }

  async #ownPages(): Promise<ReadonlyMap<string, unknown>> {
    const pages = new Map<string, unknown>();
    for (const path of ["/info", "/v2"]) {
      const headers = this.#headers;
      const asked = await answerOrReason(() => this.#settings.client.ask({ path, headers }));
      if (asked.ok && asked.value.status === 200) pages.set(path, parseOrNull(asked.value.body));
    }
    return pages;
  }

  #headersFor(row: ProviderRow): HeaderMap {
    const { plan, secrets } = this.#settings;
    const endpoint = chooseEndpoint(plan.request, row, this.#start.pasted);
    const { options } = toRequestOptions(plan.request, "", new Set());
    const own = findEndpoint(endpoint, plan.request.customApi).headers?.(options) ?? {};
    return headersOf(plan, secrets, { auth: row.auth, own });
  }
}

const hidden = (detection: Detection): Detection => ({
  ...detection,
  why: "it shows nothing of itself without a key",
});

function parseOrNull(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
