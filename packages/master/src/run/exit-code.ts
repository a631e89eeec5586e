// What a finished run tells its caller.
import { exitCodes, worstExitCode } from "@gadfly/shared/errors/exit-codes";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { RunEnd } from "./run-controller.ts";

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
    ...(result.verdict.status === "INVALID" ? [exitCodes.invalidMeasurement] : []),
    ...(result.slo.some(({ met }) => !met) ? [exitCodes.sloMissed] : []),
    ...(result.ledger.failed > 0 ? [onError] : []),
  ]);
