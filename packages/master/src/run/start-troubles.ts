// Why a run could not begin, in the words of the error table.
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import { formatDuration } from "@gadfly/shared/units/duration";

const listNames = (names: readonly string[]): string => names.join(", ");

/** Too few workers came in time. */
export const workersMissing = (
  came: readonly string[],
  expected: number,
  waitedMs: number,
): GadflyError =>
  new GadflyError("GF_WORKERS_MISSING", {
    joined: came.length,
    expected,
    waited: formatDuration(waitedMs),
    names: came.length === 0 ? "none came" : listNames(came),
  });

/** Workers came and did not get ready in time. */
export const workersUnready = (
  ready: readonly string[],
  unready: readonly string[],
  waitedMs: number,
): GadflyError =>
  new GadflyError("GF_WORKERS_MISSING", {
    joined: ready.length,
    expected: ready.length + unready.length,
    waited: formatDuration(waitedMs),
    names: `${listNames(unready)} did not get ready`,
  });

/** Nobody is left. */
export const workersLost = (names: readonly string[]): GadflyError =>
  new GadflyError("GF_WORKERS_LOST", { names: listNames(names) });
