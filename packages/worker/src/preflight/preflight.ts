// Everything that is checked before the load: room on this machine, an answer from every target, what
// the target is, which model to ask for, and which optional fields it takes.
import { describeError, type ErrorText } from "@gadfly/shared/errors/error-text";
import { err, ok, type Result } from "@gadfly/shared/errors/result";
import type { Logger } from "@gadfly/shared/logging/logger";
import type { Plan, RequestPlan, Secrets } from "@gadfly/shared/plan/plan";
import type { Finding } from "@gadfly/shared/protocol/worker-message";
import { bodyFields, type BodyField } from "@gadfly/shared/providers/body-fields";
import { endpointRow, type EndpointName } from "@gadfly/shared/providers/endpoint-table";
import { providerRow, type ProviderName } from "@gadfly/shared/providers/provider-table";
import {
  allowedFields,
  sendsMaxTokens,
  toRequestOptions,
  unsentFields,
} from "../endpoints/allowed-fields.ts";
import { findEndpoint } from "../endpoints/endpoint-registry.ts";
import type { CreateTransport } from "../http/create-transport.ts";
import { createRedact, type Redact } from "../record/redact.ts";
import { findMissingRoom, readRoom } from "./check-room.ts";
import { expectLoad } from "./expect-load.ts";
import { warningsFirst } from "./note-of.ts";
import { limitNote, probeNotes, unsentNotes, withheldNotes } from "./probe/field-notes.ts";
import { probeFields, type ProbeReport } from "./probe/probe-fields.ts";
import { chooseEndpoint } from "./provider/choose-endpoint.ts";
import { chooseModel, type ModelChoice } from "./provider/choose-model.ts";
import { contradicts, detectByHeaders } from "./provider/detect-provider.ts";
import { examineTarget, type ExaminedTarget } from "./provider/examine-target.ts";
import { contradictionNotes, detectedNote, endpointNotes } from "./provider/provider-notes.ts";
import { Readiness } from "./target/readiness.ts";
import { openTarget, type TargetClient } from "./target/target-client.ts";

/** What preflight found. */
export interface PreflightReport {
  /** The server under test, as named or as found. */
  readonly provider: ProviderName;
  /** The API to use. */
  readonly endpoint: EndpointName;
  readonly model: string;
  /** Optional fields that must not be sent, although the provider's row would allow them. */
  readonly refused: ReadonlySet<BodyField>;
  readonly findings: readonly Finding[];
  /** POST requests sent while checking. */
  readonly posts: number;
}

/** What preflight is told. */
export interface PreflightSettings {
  readonly plan: Plan;
  readonly secrets: Secrets;
  /** Users that this worker may get. */
  readonly shareUsers: number;
  /** The engine that will carry the load. */
  readonly createTransport: CreateTransport;
  readonly logger: Logger;
  /** Ends a wait for a server that nobody waits for any more. */
  readonly signal: AbortSignal;
}

/** A target with what it turned out to be. */
interface MetTarget {
  readonly client: TargetClient;
  readonly examined: ExaminedTarget;
}

/** Checks everything; the error is the text of one of our codes. Neither holds secrets. */
export const runPreflight = async (
  settings: PreflightSettings,
): Promise<Result<PreflightReport, ErrorText>> => {
  const redact = createRedact(settings.secrets);
  const report = await check(settings, redact);
  if (!report.ok) return err(redactError(report.error, redact));
  const findings = report.value.findings.map((one) => ({ ...one, text: redact(one.text) }));
  return ok({ ...report.value, findings });
};

const redactError = ({ code, sentence, hint }: ErrorText, redact: Redact): ErrorText => ({
  code,
  sentence: redact(sentence),
  hint: redact(hint),
});

const check = async (
  settings: PreflightSettings,
  redact: Redact,
): Promise<Result<PreflightReport, ErrorText>> => {
  const room = checkRoom(settings.plan, settings.shareUsers);
  if (!room.ok) return room;
  const clients = openTargets(settings);
  if (!clients.ok) return clients;
  try {
    const met = await meetTargets(settings, clients.value, redact);
    return met.ok ? await conclude(settings, met.value) : met;
  } finally {
    await Promise.all(clients.value.map((client) => client.close()));
  }
};

const checkRoom = (plan: Plan, shareUsers: number): Result<void, ErrorText> => {
  const missing = findMissingRoom(shareUsers, plan.targets.length, readRoom());
  if (missing === null) return ok(undefined);
  const { needed, available } = missing;
  return err(
    missing.kind === "files"
      ? describeError("GF_FILE_LIMIT", { needed, available, sum: missing.sum })
      : describeError("GF_PORT_LIMIT", { needed, available, address: plan.targets.join(", ") }),
  );
};

function openTargets({
  plan,
  createTransport,
}: PreflightSettings): Result<readonly TargetClient[], ErrorText> {
  const clients: TargetClient[] = [];
  for (const address of plan.targets) {
    const client = openTarget(address, createTransport, plan);
    if (!client.ok)
      return err(describeError("GF_TARGET_UNREACHABLE", { address, reason: client.error }));
    clients.push(client.value);
  }
  return ok(clients);
}

/** Meets them in turn; the first tells what the others are taken for. */
async function meetTargets(
  settings: PreflightSettings,
  clients: readonly TargetClient[],
  redact: Redact,
): Promise<Result<readonly MetTarget[], ErrorText>> {
  const { plan, secrets, logger, signal } = settings;
  const readiness = new Readiness({ waitReadyMs: plan.waitReadyMs, logger, signal, redact });
  let named = plan.request.provider === "auto" ? null : plan.request.provider;
  const met: MetTarget[] = [];
  for (const client of clients) {
    const examined = await examineTarget({ plan, secrets, client, readiness, named });
    if (!examined.ok) return examined;
    named ??= examined.value.provider;
    met.push({ client, examined: examined.value });
  }
  return ok(met);
}

async function conclude(
  settings: PreflightSettings,
  met: readonly MetTarget[],
): Promise<Result<PreflightReport, ErrorText>> {
  const [first, ...others] = met;
  if (first === undefined) throw new Error("a plan has at least one target");
  const { plan, secrets, shareUsers } = settings;
  const { row, pasted } = first.examined;
  const endpoint = chooseEndpoint(plan.request, row, pasted);
  const choice = chooseModelOf(plan, met, endpoint);
  if (!choice.ok) return choice;
  const { model } = choice.value;
  const probe = await probeFields({
    plan,
    secrets,
    client: first.client,
    row,
    endpoint: findEndpoint(endpoint, plan.request.customApi),
    model,
  });
  const examined =
    plan.request.provider === "auto" ? refine(first.examined, probe) : first.examined;
  const findings = warningsFirst([
    ...expectLoad(plan, shareUsers),
    ...targetNotes(plan, [{ ...first, examined: told(examined, probe) }, ...others], endpoint),
    ...choice.value.findings,
    ...fieldNotes(plan, examined, probe, endpoint),
  ]);
  const { refused, posts } = probe;
  return ok({ provider: examined.provider, endpoint, model, refused, findings, posts });
}

/** That a key is wanted is said once, by the probe if it was turned away as well. */
const told = (examined: ExaminedTarget, { locked }: ProbeReport): ExaminedTarget =>
  locked === null
    ? examined
    : { ...examined, findings: examined.findings.filter(({ code }) => code !== "key_wanted") };

/** A gateway names itself only in its answers to POSTs. What was probed holds for it as well. */
function refine(examined: ExaminedTarget, { headers, refused }: ProbeReport): ExaminedTarget {
  const detection = detectByHeaders(headers);
  const isKnown = examined.detection.by === "host" || !refused.has("maxCompletionTokens");
  if (detection === null || isKnown) return examined;
  const { provider } = detection;
  return { ...examined, detection, provider, row: providerRow(provider) };
}

/** The model, from the first target that lists one. */
function chooseModelOf(
  plan: Plan,
  met: readonly MetTarget[],
  endpoint: EndpointName,
): Result<ModelChoice, ErrorText> {
  const all = met.map(({ examined }) => examined);
  const lister = all.find(({ cards }) => cards !== null);
  const silent = all.find(({ why }) => why !== null);
  return chooseModel({
    address: plan.targets[0] ?? "",
    named: plan.request.model,
    inPath: all[0]?.pasted?.model ?? null,
    listed: lister?.cards?.map(({ name }) => name) ?? null,
    usual: all[0]?.row.model,
    isInPath: endpointRow(endpoint).path.includes("{model}"),
    whyUnlisted: silent === undefined ? undefined : whyUnlisted(silent),
    status: silent?.status ?? 200,
  });
}

/** Also that it looks like another server, whose list may be elsewhere. */
function whyUnlisted({ why, provider, detection }: ExaminedTarget): string {
  if (!contradicts(detection, provider)) return why ?? "";
  return `${why}, and it looks like ${detection.provider} (--provider ${detection.provider})`;
}

function targetNotes(plan: Plan, met: readonly MetTarget[], endpoint: EndpointName): Finding[] {
  return met.flatMap(({ client: { address }, examined }, index) => [
    ...(index === 0 && plan.request.provider === "auto"
      ? [detectedNote(address, examined, endpoint)]
      : contradictionNotes(address, examined)),
    ...(index === 0 ? endpointNotes(plan.request, examined, endpoint) : []),
    ...examined.findings,
  ]);
}

function fieldNotes(
  plan: Plan,
  { row }: ExaminedTarget,
  probe: ProbeReport,
  endpoint: EndpointName,
): Finding[] {
  const { request } = plan;
  const allowed = allowedFields(row, probe.refused);
  const { withheld, options } = toRequestOptions(request, "", allowed);
  const hasLimit = sendsMaxTokens(findEndpoint(endpoint, request.customApi), options);
  return [
    ...probeNotes(probe),
    ...withheldNotes(withheld, row.title, probe),
    ...unsentNotes(unnamed(request, withheld, endpoint), endpoint),
    ...(hasLimit ? [] : limitNote(endpoint)),
  ];
}

/** Asked for, not withheld, and yet in no body of this API. */
function unnamed(
  request: RequestPlan,
  withheld: readonly BodyField[],
  endpoint: EndpointName,
): readonly BodyField[] {
  const { options } = toRequestOptions(request, "", new Set(bodyFields));
  const unsent = unsentFields(findEndpoint(endpoint, request.customApi), request, options);
  return unsent.filter((field) => !withheld.includes(field));
}
