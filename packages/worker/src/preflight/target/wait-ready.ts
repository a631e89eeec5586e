// Waits for a server that is starting or loading its model (--wait-ready).

import { setTimeout as sleep } from "node:timers/promises";
import { err, ok, type Result } from "@gadfly/shared/errors/result";
import type { Logger } from "@gadfly/shared/logging/logger";
import { findError } from "../../stream/json/error-shape.ts";
import { toReadable } from "../../stream/json/readable-text.ts";
import type { TextAnswer } from "../get-text.ts";
import { answerOrReason, answerTimeoutMs } from "./target-client.ts";

/** What waiting needs. */
export interface WaitSettings {
  readonly address: string;
  /** Asks the server how it is. */
  readonly ask: (timeoutMs: number) => Promise<TextAnswer>;
  /** When to give up, by performance.now(). */
  readonly deadlineMs: number;
  readonly logger: Logger;
  /** Nobody wants to know any more. */
  readonly signal: AbortSignal;
}

const firstPauseMs = 100;
const longestPauseMs = 2_000;
/** A wait without news gets a line this often. */
const reminderMs = 30_000;

/** Statuses that say nothing about readiness: another path, another method, another key. */
const silentStatuses: ReadonlySet<number> = new Set([401, 403, 404, 405, 501]);

/** Why a server is not ready by its answer; null when it is, or when that cannot be told. */
export function unreadyReason({ status, body }: TextAnswer): string | null {
  const isLoading = /\bloading\b.{0,40}\bmodel\b/i.test(body.slice(0, 1000));
  if (status >= 200 && status < 300) return isLoading ? `says ${said(body)}` : null;
  if ((status >= 300 && status < 400) || silentStatuses.has(status)) return null;
  const text = said(body);
  return text === "" ? `answers ${status}` : `answers ${status}: ${text}`;
}

function said(body: string): string {
  try {
    return findError(JSON.parse(body)) ?? toReadable(body);
  } catch {
    return toReadable(body);
  }
}

/** Resolves with the milliseconds waited, or with the reason why the server was not ready in time. */
export async function waitReady(settings: WaitSettings): Promise<Result<number>> {
  const { deadlineMs, signal } = settings;
  const startedAtMs = performance.now();
  const say = createSpeaker(settings);
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    const reason = await askOnce(settings);
    const nowMs = performance.now();
    if (reason === null) return ok(nowMs - startedAtMs);
    if (signal.aborted || nowMs + pauseMs >= deadlineMs) return err(reason);
    say(reason, nowMs);
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
  }
}

async function askOnce({ ask, deadlineMs }: WaitSettings): Promise<string | null> {
  const leftMs = Math.ceil(deadlineMs - performance.now());
  const answer = await answerOrReason(() => ask(Math.min(answerTimeoutMs, Math.max(leftMs, 1))));
  return answer.ok ? unreadyReason(answer.value) : `does not answer: ${answer.error}`;
}

/** Says what is waited for at first, when it changes, and now and then. */
function createSpeaker({ address, logger }: WaitSettings): (reason: string, nowMs: number) => void {
  let spoken = "";
  let spokenAtMs = 0;
  return (reason, nowMs) => {
    if (reason === spoken && nowMs - spokenAtMs < reminderMs) return;
    spoken = reason;
    spokenAtMs = nowMs;
    logger.info(`Waiting for ${address} to be ready: it ${reason}`);
  };
}
