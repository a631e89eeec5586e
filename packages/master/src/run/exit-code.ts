// What a finished run tells its caller.
import { exitCodes, worstExitCode } from "@gadfly/shared/errors/exit-codes";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { RunEnd } from "./run-end.ts";

type Judged = Pick<ResultDocument, "verdict" | "ledger" | "plannedCancels" | "slo">;

/** A run without a single request measured nothing. */
const isInvalid = ({ verdict, ledger }: Judged): boolean =>
  verdict.status === "INVALID" || ledger.started === 0;

/** What is broken off on purpose has ended as it should. */
const hasNoSuccess = ({ ledger, plannedCancels }: Judged): boolean =>
  ledger.started > 0 && ledger.succeeded + plannedCancels === 0;

/** The exit code of a run; `onError` is --exit-code-on-error. */
export const exitCodeOf = (
  result: Judged,
  end: Pick<RunEnd, "trouble" | "wasForced">,
  onError: number,
): number =>
  worstExitCode([
    exitCodes.success,
    // A server that never answers has not passed, even if nothing had failed when the run stopped.
    // Of codes of one rank the first wins: before the trouble of too many failures, this one.
    ...(result.ledger.failed > 0 || hasNoSuccess(result) ? [onError] : []),
    ...(end.trouble === null ? [] : [end.trouble.exitCode]),
    ...(end.wasForced ? [exitCodes.interrupted] : []),
    ...(isInvalid(result) ? [exitCodes.invalidMeasurement] : []),
    ...(result.slo.some(({ met }) => !met) ? [exitCodes.sloMissed] : []),
  ]);
