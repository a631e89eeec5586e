// Everything that is checked before the load: room on this machine, an answer from every target,
// and which model to ask for.
import { describeError, type ErrorText } from "@gadfly/shared/errors/error-text";
import { err, ok, type Result } from "@gadfly/shared/errors/result";
import type { Plan, Secrets } from "@gadfly/shared/plan/plan";
import type { Finding } from "@gadfly/shared/protocol/worker-message";
import type { CreateTransport } from "../http/create-transport.ts";
import { checkTarget, type TargetAnswer } from "./check-target.ts";
import { findMissingRoom, readRoom } from "./check-room.ts";
import { expectLoad } from "./expect-load.ts";

/** What preflight found. */
export interface PreflightReport {
  readonly model: string;
  readonly findings: readonly Finding[];
  /** POST requests sent while checking. */
  readonly posts: number;
}

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

const chooseModel = (
  plan: Plan,
  address: string,
  models: readonly string[] | null,
  findings: readonly Finding[],
): Result<string, ErrorText> => {
  if (plan.request.model !== null) return ok(plan.request.model);
  const [only, ...others] = models ?? [];
  if (only === undefined) {
    const told = findings.find(({ code }) => code.startsWith("models_"))?.text;
    const reason =
      models === null ? (told ?? "it has no readable /v1/models") : "its list is empty";
    return err(describeError("GF_MODEL_MISSING", { address, reason }));
  }
  if (others.length === 0) return ok(only);
  const names = [only, ...others];
  const listed = names.slice(0, 5).join(", ") + (names.length > 5 ? " …" : "");
  const facts = { address, count: names.length, models: listed };
  return err(describeError("GF_MODEL_AMBIGUOUS", facts));
};

const modelFindings = (plan: Plan, answer: TargetAnswer): Finding[] => {
  const { model } = plan.request;
  if (model === null || answer.models === null || answer.models.includes(model)) return [];
  const text = `the server lists ${answer.models.slice(0, 5).join(", ")}, not ${model}`;
  return [{ code: "model_not_listed", text }];
};

/** As the load sends them: the user's own win, whatever their case. */
const headersOf = (plan: Plan, { apiKey, headers }: Secrets): Record<string, string> => {
  const bearer = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
  const own = Object.entries({ ...plan.request.headers, ...headers });
  return {
    ...bearer,
    ...Object.fromEntries(own.map(([name, text]) => [name.toLowerCase(), text])),
  };
};

/** What preflight is told. */
export interface PreflightSettings {
  readonly plan: Plan;
  readonly secrets: Secrets;
  /** Users that this worker may get. */
  readonly shareUsers: number;
  /** The engine that will carry the load. */
  readonly createTransport: CreateTransport;
}

/** Checks everything; the error is the text of one of our codes. */
export const runPreflight = async ({
  plan,
  secrets,
  shareUsers,
  createTransport,
}: PreflightSettings): Promise<Result<PreflightReport, ErrorText>> => {
  const room = checkRoom(plan, shareUsers);
  if (!room.ok) return room;
  const headers = headersOf(plan, secrets);
  const findings = expectLoad(plan, shareUsers);
  let models: readonly string[] | null = null;
  for (const address of plan.targets) {
    const answer = await checkTarget(createTransport, address, headers);
    if (!answer.ok)
      return err(describeError("GF_TARGET_UNREACHABLE", { address, reason: answer.error }));
    models ??= answer.value.models;
    findings.push(...answer.value.findings, ...modelFindings(plan, answer.value));
  }
  const model = chooseModel(plan, plan.targets[0] ?? "", models, findings);
  return model.ok ? ok({ model: model.value, findings, posts: 0 }) : model;
};
