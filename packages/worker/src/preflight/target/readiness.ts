// The time that --wait-ready gives, over all targets and paths of one preflight.

import { describeError, type ErrorText } from "@gadfly/shared/errors/error-text";
import { err, ok, type Result } from "@gadfly/shared/errors/result";
import type { Logger } from "@gadfly/shared/logging/logger";
import { formatDuration } from "@gadfly/shared/units/duration";
import type { Redact } from "../../record/redact.ts";
import type { TextAnswer } from "../get-text.ts";
import { unreachable, type NoAnswer } from "./no-answer.ts";
import type { HeaderMap, TargetClient } from "./target-client.ts";
import { waitReady } from "./wait-ready.ts";

/** What waiting needs besides the target. */
export interface ReadinessSettings {
  /** null: nobody waits. */
  readonly waitReadyMs: number | null;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Answers are quoted while we wait, and may repeat what they were sent. */
  readonly redact: Redact;
}

/** Waits for targets as long as there is time. */
export class Readiness {
  readonly #settings: ReadinessSettings;
  readonly #startedAtMs = performance.now();
  readonly #deadlineMs: number;

  constructor(settings: ReadinessSettings) {
    this.#settings = settings;
    this.#deadlineMs = this.#startedAtMs + (settings.waitReadyMs ?? 0);
  }

  /** The milliseconds until this path of a target answered well. */
  async of(
    client: TargetClient,
    path: string,
    headers: HeaderMap,
  ): Promise<Result<number, ErrorText>> {
    const { waitReadyMs, logger, signal, redact } = this.#settings;
    if (waitReadyMs === null) return ok(0);
    const { address } = client;
    const ask = async (timeoutMs: number): Promise<Result<TextAnswer, NoAnswer>> => {
      const answer = await client.reach({ path, headers, timeoutMs });
      return answer.ok ? ok({ ...answer.value, body: redact(answer.value.body) }) : answer;
    };
    const ready = await waitReady({
      address,
      ask,
      deadlineMs: this.#deadlineMs,
      logger,
      signal,
    });
    if (ready.ok) return ready;
    const { reason, hopeless } = ready.error;
    if (hopeless !== null) return err(unreachable(address, hopeless));
    return err(describeError("GF_TARGET_NOT_READY", { address, waited: this.#waited(), reason }));
  }

  /** The time that it really was, without the milliseconds of a long wait. */
  #waited(): string {
    const waitedMs = performance.now() - this.#startedAtMs;
    const stepMs = waitedMs < 1_000 ? 1 : 100;
    return formatDuration(Math.round(waitedMs / stepMs) * stepMs);
  }
}
