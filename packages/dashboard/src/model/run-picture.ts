// Everything that the page shows, as one value: what the feed has said so far, folded. Views and charts
// read it and nothing else, so the live page and the report cannot disagree.
import type { Plan } from "@gadfly/shared/plan/plan";
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import type { LiveTables } from "@gadfly/shared/web/feed-message";
import type { RunStatus } from "@gadfly/shared/web/run-status";

/** Where the numbers come from: a socket that is being opened, is open or was lost, or a file. */
export type Connection = "connecting" | "live" | "lost" | "closed" | "report";

/** What a series number of the journal stands for. */
export interface SeriesInfo {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Why a moment is marked in the charts. */
export type MarkKind = "phase" | "join" | "loss" | "change" | "reset" | "other";

/** A moment that charts and log point out. */
export interface Mark {
  /** Seconds since the start of the run; negative before it. */
  readonly t: number;
  readonly kind: MarkKind;
  readonly text: string;
}

/** What is known of the run. */
export interface RunPicture {
  readonly connection: Connection;
  /** Why the master went, once it has; null before. */
  readonly closingReason: string | null;
  readonly runId: string | null;
  readonly plan: Plan | null;
  /** null until the first snapshot. */
  readonly status: RunStatus | null;
  /** null without a run. */
  readonly tables: LiveTables | null;
  /** Newest lines of the master's log, oldest first. */
  readonly log: readonly string[];
  readonly marks: readonly Mark[];
  readonly series: ReadonlyMap<number, SeriesInfo>;
  /** In the order of time; a step is replaced, never changed, so figures of one may be remembered. */
  readonly steps: readonly StepRecord[];
  /** Milliseconds in one interval. */
  readonly intervalMs: number;
}
