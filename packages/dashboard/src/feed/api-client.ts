// Calls of the master's API, one function an operation. What is wrong comes back as a value, also when
// nobody answers. The paths are checked against the table by type alone: its schemas stay out of the page.
import { err, ok, type Result } from "@gadfly/shared/errors/result";
import type { StartForm } from "@gadfly/shared/options/describe/start-form";
import type { StartRequest } from "@gadfly/shared/options/start-options";
import type { CheckReply, LoadChange, operations, StartReply } from "@gadfly/shared/web/api-table";
import type { RunStatus } from "@gadfly/shared/web/run-status";
import type { ProblemReply, WebProblem } from "@gadfly/shared/web/web-problem";

/** Done, or why not. */
export type ApiAnswer<T> = Result<T, readonly WebProblem[]>;

type Path<Name extends keyof typeof operations> = (typeof operations)[Name]["path"];

/** What is said when no answer comes. */
export const unreachable: WebProblem = {
  code: "PAGE_UNREACHABLE",
  sentence: "The master does not answer.",
  hint: "See whether its program still runs and whether this machine still reaches it, then try again.",
};

const strange = (status: number): WebProblem => ({
  code: "PAGE_ANSWER",
  sentence: `The master's answer cannot be read (HTTP ${String(status)}).`,
  hint: "Is there a proxy in between? Load the page anew.",
});

const isProblemReply = (body: unknown): body is ProblemReply =>
  typeof body === "object" && body !== null && "problems" in body && Array.isArray(body.problems);

/** The master checks what it sends; the page is served by the same program and takes it on trust. */
const isReply = <T>(body: unknown): body is T => typeof body === "object" && body !== null;

const readBody = async (response: Response): Promise<unknown> => {
  try {
    return await response.json();
  } catch {
    return null;
  }
};

const call = async <T>(path: string, init: RequestInit): Promise<ApiAnswer<T>> => {
  let response: Response;
  try {
    response = await fetch(path, { ...init, cache: "no-store" });
  } catch {
    return err([unreachable]);
  }
  const body = await readBody(response);
  if (response.ok && isReply<T>(body)) return ok(body);
  return err(isProblemReply(body) ? body.problems : [strange(response.status)]);
};

const post = <T>(path: string, body: unknown): Promise<ApiAnswer<T>> =>
  call(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

/** The options of a run, and what the program was started with. */
export const readForm = (): Promise<ApiAnswer<StartForm>> =>
  call("/api/form" satisfies Path<"readForm">, {});

/** Checks a start without starting; mistakes in it are part of the answer. */
export const checkStart = (request: StartRequest): Promise<ApiAnswer<CheckReply>> =>
  post("/api/run/check" satisfies Path<"checkStart">, request);

/** Starts a run. */
export const startRun = (request: StartRequest): Promise<ApiAnswer<StartReply>> =>
  post("/api/run/start" satisfies Path<"startRun">, request);

/** Changes users, spawn rate or both. */
export const changeLoad = (change: LoadChange): Promise<ApiAnswer<RunStatus>> =>
  post("/api/run/load" satisfies Path<"changeLoad">, change);

/** Stops the run in order; called again, at once. */
export const stopRun = (): Promise<ApiAnswer<RunStatus>> =>
  post("/api/run/stop" satisfies Path<"stopRun">, {});

/** Begins the metrics anew. */
export const resetStats = (): Promise<ApiAnswer<RunStatus>> =>
  post("/api/run/reset" satisfies Path<"resetStats">, {});

/** Forgets a run that is over. */
export const clearRun = (): Promise<ApiAnswer<RunStatus>> =>
  post("/api/run/clear" satisfies Path<"clearRun">, {});
