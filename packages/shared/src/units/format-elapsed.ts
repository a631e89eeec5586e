// Elapsed time for console and page: the shared spelling (1m30s), rounded to what is worth reading.
import { formatDuration } from "./duration.ts";

/** Elapsed whole seconds: "0s", "59s", "1m30s". */
const formatElapsed = (ms: number): string =>
  formatDuration(Math.max(0, Math.floor(ms / 1000)) * 1000);

/** Elapsed time, and the limit when there is one: "12s/30s". */
export const formatProgress = (elapsedMs: number, totalMs: number | null): string =>
  totalMs === null
    ? formatElapsed(elapsedMs)
    : `${formatElapsed(elapsedMs)}/${formatElapsed(totalMs)}`;

/** A length or moment of the run to a tenth of a second: "30.2s", "1m30s". */
export const formatSeconds = (seconds: number): string =>
  seconds < 0 ? `-${formatSeconds(-seconds)}` : formatDuration(Math.round(seconds * 10) * 100);
