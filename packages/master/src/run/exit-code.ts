// What a finished run tells its caller.
import { exitCodes, worstExitCode } from "@gadfly/shared/errors/exit-codes";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { RunEnd } from "./run-controller.ts";

/** A run without a single request measured nothing. */
const isInvalid = ({ verdict, ledger }: Pick<ResultDocument, "verdict" | "ledger">): boolean =>
  verdict.status === "INVALID" || ledger.started === 0;

const hasNoSuccess = ({ started, succeeded }: ResultDocument["ledger"]): boolean =>
  started > 0 && succeeded === 0;

/** The exit code of a run; `onError` is --exit-code-on-error. */
export const exitCodeOf = (
  result: Pick<ResultDocument, "verdict" | "ledger" | "slo">,
  end: Pick<RunEnd, "trouble" | "wasForced">,
  onError: number,
): number =>
  worstExitCode([
    exitCodes.success,
    ...(end.trouble === null ? [] : [end.trouble.exitCode]),
    ...(end.wasForced ? [exitCodes.interrupted] : []),
    ...(isInvalid(result) ? [exitCodes.invalidMeasurement] : []),
    ...(result.slo.some(({ met }) => !met) ? [exitCodes.sloMissed] : []),
    // A server that never answers has not passed, even if nothing had failed when the run stopped.
    ...(result.ledger.failed > 0 || hasNoSuccess(result.ledger) ? [onError] : []),
  ]);
