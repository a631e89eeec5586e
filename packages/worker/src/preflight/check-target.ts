// Asks the target for its models before any load. Only "no HTTP answer at all" stops a run: any
// answer, also 404 or HTML, passes with a note, for bad answers to load are data.
import type { Finding } from "@gadfly/shared/protocol/worker-message";
import { err, ok, type Result } from "@gadfly/shared/errors/result";
import { request } from "undici";
import { parseTarget, pathOn, type Target } from "../endpoints/target.ts";

/** What a target answered. */
export interface TargetAnswer {
  /** Names from GET /v1/models; null when it does not list any. */
  readonly models: readonly string[] | null;
  readonly findings: readonly Finding[];
}

const timeoutMs = 10_000;
const maxBodyBytes = 4 * 1024 * 1024;

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
  target: Target,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; body: string }> => {
  const answer = await request(target.origin + pathOn(target, "/v1/models"), {
    headers: { accept: "application/json", ...headers },
    signal: AbortSignal.timeout(timeoutMs),
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  return { status: answer.statusCode, body: await readText(answer.body) };
};

/** What comes of a body. One that breaks off is no reason to stop: the target has answered. */
const readText = async (body: AsyncIterable<unknown>): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      if (!Buffer.isBuffer(chunk)) break;
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBodyBytes) break;
    }
  } catch {
    // The text so far is judged like any other.
  }
  return Buffer.concat(chunks).toString("utf8");
};

/** Asks one target; the error is the reason why nothing answers. */
export const checkTarget = async (
  baseUrl: string,
  headers: Readonly<Record<string, string>>,
): Promise<Result<TargetAnswer>> => {
  const target = parseTarget(baseUrl);
  if (!target.ok) return target;
  try {
    const { status, body } = await getModels(target.value, headers);
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
