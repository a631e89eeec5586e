// What kept a run from being what was asked for, with its code, remedy and exit code: an error of our
// own, or one that a worker reports in the words of the same table.
import { errorCodes, type ErrorCode } from "@gadfly/shared/errors/error-codes";
import { exitCodes } from "@gadfly/shared/errors/exit-codes";

/** A GadflyError, or the same from afar. */
export interface RunTrouble {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly exitCode: number;
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorCodes, code);

/** Trouble that a worker reports; a code that we do not know is a bug somewhere. */
export const remoteTrouble = (code: string, message: string, hint: string): RunTrouble => ({
  code,
  message,
  hint,
  exitCode: isErrorCode(code) ? errorCodes[code].exitCode : exitCodes.internalError,
});
