// Time spans as people write them ("30s", "1h30m", "off") to milliseconds and back.
// The only parser of its kind: flags, variables, files and forms all come here.
import { err, ok, type Result } from "../errors/result.ts";

/** No time span may be longer than this: 365 days. */
export const longestDurationMs = 365 * 24 * 3_600_000;

const unitMs = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

const number = String.raw`\d+(?:\.\d+)?|\.\d+`;
const bareSeconds = new RegExp(`^(?:${number})$`);
const spelledOut = new RegExp(
  `^(?:(?<d>${number})d)?(?:(?<h>${number})h)?(?:(?<m>${number})m)?(?:(?<s>${number})s)?(?:(?<ms>${number})ms)?$`,
);

/** What a time span looks like, for error sentences and help. */
export const durationExamples = "30s, 20m, 1h30m or 500ms (a bare number is seconds)";

/** Reads a time span; a bare number is seconds, as in Locust. */
export function parseDuration(given: string | number): Result<number> {
  const text = String(given).trim();
  const totalMs = bareSeconds.test(text) ? Number(text) * unitMs.s : sumOfUnits(text);
  if (totalMs === null) return err(whyNotADuration(text));
  if (totalMs > longestDurationMs) {
    return err(`'${text}' is longer than the longest time span allowed, 365 days`);
  }
  return ok(roundToMicroseconds(totalMs));
}

/** Like `parseDuration`; the word `off` becomes null. */
export function parseDurationOrOff(given: string | number): Result<number | null> {
  return given === "off" ? ok(null) : parseDuration(given);
}

/** Writes a time span the way `parseDuration` reads it: "1h30m", "2.5s", "500ms", "0s". */
export function formatDuration(durationMs: number): string {
  const totalMs = roundToMicroseconds(durationMs);
  if (totalMs === 0) return "0s";
  if (totalMs < unitMs.s) return `${totalMs}ms`;
  let restMs = totalMs;
  let text = "";
  for (const unit of ["d", "h", "m"] as const) {
    const count = Math.floor(restMs / unitMs[unit]);
    if (count > 0) text += `${count}${unit}`;
    restMs -= count * unitMs[unit];
  }
  const seconds = Number((restMs / unitMs.s).toFixed(6));
  return seconds === 0 ? text : `${text}${seconds}s`;
}

/** Like `formatDuration`; null becomes `off`. */
export function formatDurationOrOff(durationMs: number | null): string {
  return durationMs === null ? "off" : formatDuration(durationMs);
}

function sumOfUnits(text: string): number | null {
  const parts = spelledOut.exec(text)?.groups;
  if (text === "" || parts === undefined) return null;
  let totalMs = 0;
  for (const [unit, lengthMs] of Object.entries(unitMs)) {
    totalMs += Number(parts[unit] ?? 0) * lengthMs;
  }
  return totalMs;
}

function whyNotADuration(text: string): string {
  if (text === "") return "a time span is missing";
  if (text.startsWith("-")) return `'${text}' is negative; a time span is 0 or longer`;
  return `'${text}' is not a time span; write for example ${durationExamples}`;
}

const roundToMicroseconds = (ms: number): number => Math.round(ms * 1000) / 1000;
