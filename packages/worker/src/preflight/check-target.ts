// Asks the target for its models before any load. Only "no HTTP answer at all" stops a run: any
// answer, also 404 or HTML, passes with a note, for bad answers to load are data.
import type { Finding } from "@gadfly/shared/protocol/worker-message";
import { err, ok, type Result } from "@gadfly/shared/errors/result";
import { parseTarget, pathOn, type Target } from "../endpoints/target.ts";
import type { CreateTransport } from "../http/create-transport.ts";
import { getText, type TextAnswer } from "./get-text.ts";

/** What a target answered. */
export interface TargetAnswer {
  /** Names from GET /v1/models; null when it does not list any. */
  readonly models: readonly string[] | null;
  readonly findings: readonly Finding[];
}

const timeoutMs = 10_000;

const readModels = (body: string): readonly string[] | null => {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== "object" || parsed === null || !("data" in parsed)) return null;
    if (!Array.isArray(parsed.data)) return null;
    return parsed.data.flatMap((row: unknown) =>
      typeof row === "object" && row !== null && "id" in row && typeof row.id === "string"
        ? [row.id]
        : [],
    );
  } catch {
    return null;
  }
};

const note = (code: string, text: string): Finding => ({ code, text: text.slice(0, 1000) });

const describeCause = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause);
  const inner: unknown = cause instanceof AggregateError ? cause.errors[0] : cause;
  return inner instanceof Error && inner.message !== "" ? inner.message : cause.message;
};

const getModels = async (
  createTransport: CreateTransport,
  target: Target,
  headers: Readonly<Record<string, string>>,
): Promise<TextAnswer> => {
  const transport = createTransport(target.origin);
  const named = { accept: "application/json", ...headers };
  const request = {
    path: pathOn(target, "/v1/models"),
    headers: Object.entries(named).flat(),
    timeoutMs,
  };
  try {
    return await getText(transport.openSlot(), request);
  } finally {
    await transport.close();
  }
};

/** Asks one target; the error is the reason why nothing answers. */
export const checkTarget = async (
  createTransport: CreateTransport,
  baseUrl: string,
  headers: Readonly<Record<string, string>>,
): Promise<Result<TargetAnswer>> => {
  const target = parseTarget(baseUrl);
  if (!target.ok) return target;
  try {
    const { status, body } = await getModels(createTransport, target.value, headers);
    if (status >= 200 && status < 300) {
      const models = readModels(body);
      const findings =
        models === null
          ? [note("models_unreadable", `GET /v1/models of ${baseUrl} is no list of models`)]
          : [];
      return ok({ models, findings });
    }
    const key = status === 401 || status === 403 ? " (does it want an API key, -k?)" : "";
    const text = `GET /v1/models of ${baseUrl} answered ${status}${key}`;
    return ok({ models: null, findings: [note("models_status", text)] });
  } catch (cause) {
    return err(describeCause(cause));
  }
};
