// Waits for a server that is starting or loading its model (--wait-ready).

import { setTimeout as sleep } from "node:timers/promises";
import { err, ok, type Result } from "@gadfly/shared/errors/result";
import type { Logger } from "@gadfly/shared/logging/logger";
import { findError } from "../../stream/json/error-shape.ts";
import { toReadable } from "../../stream/json/readable-text.ts";
import type { TextAnswer } from "../get-text.ts";
import { isHopeless, type NoAnswer } from "./no-answer.ts";
import { answerTimeoutMs } from "./target-client.ts";

/** What waiting needs. */
export interface WaitSettings {
  readonly address: string;
  /** Asks the server how it is. */
  readonly ask: (timeoutMs: number) => Promise<Result<TextAnswer, NoAnswer>>;
  /** When to give up, by performance.now(). */
  readonly deadlineMs: number;
  readonly logger: Logger;
  /** Nobody wants to know any more. */
  readonly signal: AbortSignal;
}

const firstPauseMs = 100;
const longestPauseMs = 2_000;
/** What the try at the deadline gets. */
const leastTryMs = 1_000;
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

/** Why a server was not waited for any longer. */
export interface NotReady {
  /** Completes "it …". */
  readonly reason: string;
  /** Set when no waiting can help. */
  readonly hopeless: NoAnswer | null;
}

/** Resolves with the milliseconds waited. The last try is made when the time is over. */
export async function waitReady(settings: WaitSettings): Promise<Result<number, NotReady>> {
  const { deadlineMs, signal } = settings;
  const startedAtMs = performance.now();
  const say = createSpeaker(settings);
  let hasWaited = false;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    const unready = await askOnce(settings);
    const nowMs = performance.now();
    if (unready === null && hasWaited) settings.logger.info(`${settings.address} is ready`);
    if (unready === null) return ok(nowMs - startedAtMs);
    const leftMs = deadlineMs - nowMs;
    if (signal.aborted || leftMs <= 0 || unready.hopeless !== null) return err(unready);
    say(unready.reason, nowMs);
    hasWaited = true;
    await sleep(Math.min(pauseMs, Math.ceil(leftMs)), undefined, { signal }).catch(() => {});
  }
}

async function askOnce({ ask, deadlineMs }: WaitSettings): Promise<NotReady | null> {
  const leftMs = Math.ceil(deadlineMs - performance.now());
  const answer = await ask(Math.min(answerTimeoutMs, Math.max(leftMs, leastTryMs)));
  if (answer.ok) {
    const reason = unreadyReason(answer.value);
    return reason === null ? null : { reason, hopeless: null };
  }
  const hopeless = isHopeless(answer.error) ? answer.error : null;
  return { reason: `does not answer: ${answer.error.reason}`, hopeless };
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
