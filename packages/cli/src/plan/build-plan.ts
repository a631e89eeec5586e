// From resolved options to the plan of a run and its secrets.
import { randomBytes, randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { ResolvedOptions } from "@gadfly/shared/options/command-options";
import { splitHeaders } from "@gadfly/shared/options/secret-headers";
import type { CancelPlan } from "@gadfly/shared/load/cancel-plan";
import type {
  ConnectionPlan,
  Plan,
  RequestPlan,
  Secrets,
  TimerPlan,
} from "@gadfly/shared/plan/plan";
import { readApiFile } from "./read-api-file.ts";

/** The options that a plan is made from: those that `run` and `master` share. */
export type PlanOptions = Omit<
  Pick<ResolvedOptions<"run">, keyof ResolvedOptions<"run"> & keyof ResolvedOptions<"master">>,
  "users"
>;

const intervalMs = 1_000;

const pad = (value: number): string => String(value).padStart(2, "0");

/** Sorts by time and never repeats: 20260131-235959-1f3a. */
const createRunId = (now: Date): string => {
  const day = `${now.getFullYear()}${pad(now.getMonth() + 1)}${pad(now.getDate())}`;
  const clock = `${pad(now.getHours())}${pad(now.getMinutes())}${pad(now.getSeconds())}`;
  return `${day}-${clock}-${randomBytes(2).toString("hex")}`;
};

const readText = (path: string, option: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GadflyError("GF_FILE_UNREADABLE", { path, option, reason }, { cause });
  }
};

const readPrompt = (given: string | null): string | null =>
  given === null || !given.startsWith("@") ? given : readText(given.slice(1), "--prompt");

/** Said here, it is not mistaken for a fault of the server's certificate. */
const readCertificates = (path: string | null): string | null => {
  if (path === null) return null;
  const pem = readText(path, "--ca-cert");
  if (pem.includes("-----BEGIN CERTIFICATE-----")) return pem;
  const reason = "it holds no certificate in PEM form (BEGIN CERTIFICATE)";
  throw new GadflyError("GF_FILE_UNREADABLE", { path, option: "--ca-cert", reason });
};

const toConnections = (options: PlanOptions): ConnectionPlan => ({
  reuse: options.connections,
  caPem: readCertificates(options.caCert),
  insecure: options.insecure,
});

const toCancel = ({ cancelRate, cancelAfter }: PlanOptions): CancelPlan | null =>
  cancelRate === 0 ? null : { rate: cancelRate, after: cancelAfter };

const toRequest = (options: PlanOptions): RequestPlan => ({
  provider: options.provider,
  endpoint: options.endpoint,
  chat: options.chat,
  customApi: options.apiFile === null ? null : readApiFile(options.apiFile),
  probe: options.probe,
  model: options.model,
  stream: options.stream,
  promptTokens: options.promptTokens,
  maxTokens: options.maxTokens,
  prompt: readPrompt(options.prompt),
  promptRandomize: options.promptRandomize,
  temperature: options.temperature,
  topP: options.topP,
  topK: options.topK,
  choices: options.choices,
  ignoreEos: options.ignoreEos,
  reasoningEffort: options.reasoningEffort,
  items: options.items,
  stop: [...options.stop],
  logprobs: options.logprobs,
  headers: splitHeaders(options.header).open,
  extraBody: options.extraBody,
  showResponse: options.showResponse,
});

const toTimers = (options: PlanOptions): TimerPlan => ({
  connectMs: options.connectTimeoutMs,
  headersMs: options.headersTimeoutMs,
  firstTokenMs: options.firstTokenTimeoutMs,
  idleMs: options.idleTimeoutMs,
  progressMs: options.progressTimeoutMs,
  requestMs: options.requestTimeoutMs,
});

/** A header can carry nothing else; said here, it is not mistaken for a fault of the server. */
const checkApiKey = (apiKey: string | null): void => {
  if (apiKey === null || /^[\x21-\x7e]+$/.test(apiKey)) return;
  throw new GadflyError("GF_OPTION_INVALID", {
    given: "The API key",
    option: "--api-key",
    allowed: "printable ASCII without spaces or line ends",
    command: "run",
  });
};

/** Makes the plan; without a target there is none. */
export const buildPlan = (
  options: PlanOptions,
  users: number,
): { plan: Plan; secrets: Secrets } => {
  if (options.host === null) throw new GadflyError("GF_TARGET_MISSING", {});
  checkApiKey(options.apiKey);
  const plan: Plan = {
    runId: createRunId(new Date()),
    seed: options.seed ?? randomInt(2 ** 32),
    targets: [...options.host],
    httpEngine: options.httpEngine,
    connections: toConnections(options),
    request: toRequest(options),
    cancel: toCancel(options),
    timers: toTimers(options),
    waitReadyMs: options.waitReadyMs,
    load: {
      users,
      spawnRate: options.spawnRate,
      wait: options.wait,
      maxRequests: options.maxRequests,
      failureWaitMs: options.failureWaitMs,
    },
    maxFailRatio: options.maxFailRatio,
    runTimeMs: options.runTimeMs,
    runTimeFrom: options.runTimeFrom,
    stopTimeoutMs: options.stopTimeoutMs,
    leaseMs: options.leaseMs,
    intervalMs,
    resetStats: options.resetStats,
    ...(options.records === null ? {} : { recordShare: options.recordsSample }),
  };
  return {
    plan,
    secrets: { apiKey: options.apiKey, headers: splitHeaders(options.header).secret },
  };
};
