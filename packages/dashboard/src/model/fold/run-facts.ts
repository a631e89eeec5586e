// What a run's records say beside its intervals: plan, series, moments, who was away, users wanted.
import type { JournalRecord, JournalRecordOf } from "@gadfly/shared/journal/journal-record";
import type { Plan } from "@gadfly/shared/plan/plan";
import type { Absence, FoundTarget, LoadTarget, Mark, SeriesInfo } from "../run-picture.ts";
import { markOf } from "./mark-of.ts";

/** As many as the history keeps of events, and some of the others. */
const mostMarks = 2_100;

/** Workers may come and go for days; of steps so old nobody asks who was away. */
const mostAbsences = 500;

/** Facts of one run; every list is replaced when it changes. */
export interface RunFacts {
  readonly plan: Plan | null;
  readonly found: FoundTarget | null;
  readonly marks: readonly Mark[];
  readonly absences: readonly Absence[];
  readonly targets: readonly LoadTarget[];
  readonly series: ReadonlyMap<number, SeriesInfo>;
}

/** Nothing is known yet. */
export const noFacts: RunFacts = {
  plan: null,
  found: null,
  marks: [],
  absences: [],
  targets: [],
  series: new Map(),
};

const addMark = (marks: readonly Mark[], mark: Mark): readonly Mark[] => {
  const last = marks.at(-1);
  const all = [...marks, mark].slice(-mostMarks);
  return last !== undefined && last.t > mark.t ? all.sort((a, b) => a.t - b.t) : all;
};

const endAbsence = (absences: readonly Absence[], worker: string, t: number): Absence[] =>
  absences.map((absence) =>
    absence.worker === worker && absence.toS === null ? { ...absence, toS: t } : absence,
  );

const targetOf = (record: JournalRecord): LoadTarget | null => {
  if (record.type === "phase" && record.phase === "spawning")
    return { fromS: record.t, users: record.users };
  if (record.type === "phase" && record.phase === "stopping") return { fromS: record.t, users: 0 };
  if (record.type !== "event" || record.users === undefined) return null;
  return { fromS: record.t, users: record.users };
};

const foundOf = (
  record: JournalRecordOf<"preflight">,
  before: FoundTarget | null,
): FoundTarget => ({
  model: record.model,
  provider: record.provider ?? before?.provider ?? null,
  endpoint: record.endpoint ?? before?.endpoint ?? null,
});

const addPlain = (facts: RunFacts, record: JournalRecord): RunFacts => {
  if (record.type === "open") return { ...facts, plan: record.plan };
  if (record.type === "preflight") return { ...facts, found: foundOf(record, facts.found) };
  if (record.type === "lost") {
    const absence = { worker: record.worker, fromS: record.t, toS: null };
    return { ...facts, absences: [...facts.absences, absence].slice(-mostAbsences) };
  }
  if (record.type !== "returned") return facts;
  return { ...facts, absences: endAbsence(facts.absences, record.worker, record.t) };
};

const addSeries = (facts: RunFacts, records: readonly JournalRecord[]): RunFacts => {
  const added = records.flatMap((record) =>
    record.type === "series"
      ? [[record.id, { metric: record.metric, labels: record.labels }] as const]
      : [],
  );
  return added.length === 0 ? facts : { ...facts, series: new Map([...facts.series, ...added]) };
};

/** The facts with what these records say. */
export const addRecords = (facts: RunFacts, records: readonly JournalRecord[]): RunFacts => {
  let next = addSeries(facts, records);
  for (const record of records) {
    next = addPlain(next, record);
    const mark = markOf(record);
    if (mark !== null) next = { ...next, marks: addMark(next.marks, mark) };
    const target = targetOf(record);
    if (target !== null) next = { ...next, targets: [...next.targets, target].slice(-mostMarks) };
  }
  return next;
};
