// Where the run stands, in words.
import { capitalized, endTextOf } from "@gadfly/shared/result/result-words";
import type { EndReason } from "@gadfly/shared/result/result-schema";
import { formatProgress } from "@gadfly/shared/units/format-elapsed";
import type { LiveTables } from "@gadfly/shared/web/feed-message";
import type { WebState } from "@gadfly/shared/web/run-status";
import type { RunPicture } from "../run-picture.ts";
import type { Tone } from "../tables/table-row.ts";
import { isStale } from "./trouble.ts";

/** Where the run stands. */
export interface RunState {
  readonly words: string;
  readonly tone: Tone;
  /** "1m30s/5m"; "" before the load. */
  readonly time: string;
  /** Part of the time that is over, 0 to 1; null when there is no limit or no run. */
  readonly share: number | null;
}

const stateWords: Readonly<Record<WebState, string>> = {
  idle: "No run",
  ready: "Waiting for workers",
  preparing: "Preparing",
  spawning: "Spawning users",
  running: "Running",
  stopping: "Stopping",
  finalizing: "Adding up",
  stopped: "Stopped",
};

const statesUnderWay: ReadonlySet<WebState> = new Set(["spawning", "running", "stopping"]);

/** Whether there is load at this moment. */
export const isUnderWay = ({ connection, status }: RunPicture): boolean =>
  connection !== "report" && status !== null && statesUnderWay.has(status.state);

/** Whether the numbers may still change. */
export const isOpen = (picture: RunPicture): boolean =>
  picture.connection !== "report" &&
  picture.status !== null &&
  picture.status.state !== "stopped" &&
  picture.status.state !== "idle";

/** Where the run stands. */
export const runState = (picture: RunPicture): RunState => {
  const { status, tables } = picture;
  if (status === null) return { words: "Connecting", tone: "quiet", time: "", share: null };
  const { elapsedMs, totalMs, state } = status;
  const hasBegun = isUnderWay(picture) || tables !== null;
  return {
    words: isStale(picture) ? `${wordsOf(picture)} when last heard` : wordsOf(picture),
    tone: toneOf(picture),
    time: hasBegun && state !== "idle" ? formatProgress(elapsedMs, totalMs) : "",
    share: totalMs === null || totalMs === 0 ? null : Math.min(1, elapsedMs / totalMs),
  };
};

// Ends that nobody asked for.
const badEnds: ReadonlySet<EndReason> = new Set(["failed", "sloBroken", "workersLost"]);

const toneOf = (picture: RunPicture): Tone => {
  const { status, tables } = picture;
  if (isUnderWay(picture) && !isStale(picture)) return "good";
  const isOver = status?.state === "stopped" && tables !== null;
  return isOver && badEnds.has(tables.run.endReason) ? "bad" : "quiet";
};

const wordsOf = (picture: RunPicture): string => {
  const { status, tables } = picture;
  const state = status?.state ?? "idle";
  if (state === "stopped" && tables !== null) return endWords(tables);
  if (state === "spawning" && (status?.users ?? 0) > (status?.targetUsers ?? 0))
    return "Letting users go";
  return stateWords[state];
};

/** Whether it ended before its first request: there is nothing to draw. */
export const couldNotStart = ({ tables }: RunPicture): boolean =>
  tables !== null && tables.run.trouble !== null && tables.ledger.started === 0;

// What is beside it says why.
const endWords = (tables: LiveTables): string =>
  tables.run.trouble !== null && tables.run.endReason === "failed"
    ? "Failed"
    : capitalized(endTextOf(tables));
