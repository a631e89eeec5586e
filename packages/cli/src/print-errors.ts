// Errors on stderr: a sentence and a remedy for what the user can put right, a stack for our bugs.
import { describeError, type ErrorText } from "@gadfly/shared/errors/error-text";
import { errorCodes } from "@gadfly/shared/errors/error-codes";
import { worstExitCode } from "@gadfly/shared/errors/exit-codes";
import { isGadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { TextOutput } from "./command-context.ts";

/** Prints problems, then each remedy once; the answer is the exit code. */
export function printProblems(stderr: TextOutput, problems: readonly ErrorText[]): number {
  for (const { code, sentence } of problems) stderr.write(`gadfly: ${sentence} [${code}]\n`);
  for (const hint of new Set(problems.map((problem) => problem.hint))) stderr.write(`  ${hint}\n`);
  return worstExitCode(problems.map(({ code }) => errorCodes[code].exitCode));
}

/** Prints anything that was thrown; the answer is the exit code. */
export function printThrown(stderr: TextOutput, thrown: unknown): number {
  if (isGadflyError(thrown)) {
    const { code, message, hint } = thrown;
    return printProblems(stderr, [{ code, sentence: message, hint }]);
  }
  const what = thrown instanceof Error ? thrown.message : String(thrown);
  const exitCode = printProblems(stderr, [describeError("GF_INTERNAL", { what })]);
  if (thrown instanceof Error) stderr.write(`${thrown.stack ?? ""}\n`);
  return exitCode;
}
