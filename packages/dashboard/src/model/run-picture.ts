// Everything that the page shows, as one value: what the feed has said so far, folded. Views and charts
// read it and nothing else, so the live page and the report cannot disagree.
import type { Plan } from "@gadfly/shared/plan/plan";
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
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

/** From a worker's loss to its return, in seconds since the start; null: it is still away. */
export interface Absence {
  readonly worker: string;
  readonly fromS: number;
  readonly toS: number | null;
}

/** How many users are wanted from a moment on. */
export interface LoadTarget {
  readonly fromS: number;
  readonly users: number;
}

/** What the workers found out of the target before the start. */
export interface FoundTarget {
  readonly model: string;
  readonly provider: string | null;
  readonly endpoint: string | null;
}

/** What only a report holds. */
export interface ReportContent {
  readonly result: ResultDocument;
  readonly notes: readonly string[];
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
  /** Only in a report. */
  readonly report: ReportContent | null;
  /** Why the page cannot show everything: it does not fit the master, or the report is not whole. */
  readonly problem: string | null;
  /** Whether the past of the run is complete; what comes after it is live. */
  readonly isCaughtUp: boolean;
  readonly found: FoundTarget | null;
  /** Newest lines of the master's log, oldest first. */
  readonly log: readonly string[];
  readonly marks: readonly Mark[];
  readonly absences: readonly Absence[];
  readonly targets: readonly LoadTarget[];
  readonly series: ReadonlyMap<number, SeriesInfo>;
  /** In the order of time; a step is replaced, never changed, so figures of one may be remembered. */
  readonly steps: readonly StepRecord[];
  /** Milliseconds in one interval. */
  readonly intervalMs: number;
}
