// The error for a mistake of a user or operator. It prints two lines and no stack; a bug is a plain Error.
import { type ErrorCode, errorCodes } from "./error-codes.ts";
import { describeError, type FactsOf } from "./error-text.ts";
import type { ExitCode } from "./exit-codes.ts";

/** A mistake that the user can put right: stable code, sentence (`message`), hint and exit code. */
export class GadflyError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "GadflyError";
  readonly code: Code;
  readonly hint: string;
  readonly exitCode: ExitCode;

  constructor(code: Code, facts: FactsOf<Code>, options?: { cause?: unknown }) {
    const { sentence, hint } = describeError(code, facts);
    super(sentence, options);
    this.code = code;
    this.hint = hint;
    this.exitCode = errorCodes[code].exitCode;
  }
}

/** Whether something thrown is a mistake of the user rather than a bug. */
export function isGadflyError(thrown: unknown): thrown is GadflyError {
  return thrown instanceof GadflyError;
}
