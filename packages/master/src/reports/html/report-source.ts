// What a report is made from, wherever the run is: under way, just ended, or on disk.
import type { JournalRecord } from "@gadfly/shared/journal/journal-record";
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { type Plan, planSchema } from "@gadfly/shared/plan/plan";
import { gadflyVersion } from "@gadfly/shared/protocol/version";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { askedUsersOf } from "@gadfly/shared/result/result-words";
import type { RunStatus } from "@gadfly/shared/web/run-status";

/** Everything that a report shows. */
export interface ReportSource {
  readonly result: ResultDocument;
  /** Of the journal all but intervals, in its order. */
  readonly records: readonly JournalRecord[];
  /** Its intervals, older ones merged. */
  readonly steps: readonly StepRecord[];
  readonly status: RunStatus;
  /** The newest lines of the master's log, where there is one. */
  readonly log: readonly string[];
  /** What a reader has to know about where all this comes from. */
  readonly notes: readonly string[];
}

/** The plan that a journal begins with. */
export const planIn = ([first]: readonly JournalRecord[]): Plan | null =>
  first?.type === "open" ? first.plan : null;

/** Of a time that counts from the end of the ramp nobody knows the whole but who watched the ramp. */
const limitMsOf = (plan: Plan | null): number | null =>
  plan === null || plan.runTimeFrom === "ramp" ? null : plan.runTimeMs;

/** Where a run that is over stands; `commandLine` does the same again. */
export const endedStatus = (
  result: ResultDocument,
  plan: Plan | null,
  commandLine: string | null,
): RunStatus => ({
  gadfly: gadflyVersion,
  state: "stopped",
  runId: result.run.id,
  elapsedMs: result.run.durationS * 1000,
  totalMs: limitMsOf(plan),
  users: 0,
  targetUsers: askedUsersOf(result).last,
  spawnRate: plan?.load.spawnRate ?? 0,
  inFlight: 0,
  expectWorkers: result.workers.length,
  members: result.workers.map(({ id, name, host, state }) => ({
    id,
    name,
    host,
    liveness: state === "lost" ? ("lost" as const) : ("left" as const),
  })),
  canStart: false,
  // A report is for other people, on other machines.
  folder: null,
  commandLine,
});

/** As much of a journal as a result tells of. */
export const recordsOfResult = (result: ResultDocument): JournalRecord[] => {
  const plan = planSchema.safeParse(result.plan);
  const { startedAt } = result.run;
  return [
    ...(plan.success
      ? [
          {
            type: "open" as const,
            journal: 1 as const,
            startedAt,
            ...result.versions,
            plan: plan.data,
          },
        ]
      : []),
    ...result.workers.map(({ id, name, host }) => ({ type: "worker" as const, id, name, host })),
    { type: "start", startedAt },
    ...result.events.map((event) => ({ type: "event" as const, ...event })),
  ];
};
