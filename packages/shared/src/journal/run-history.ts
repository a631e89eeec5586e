// A run as late viewers need it, in bounded memory: records but intervals as they were, and the
// intervals as steps that grow coarser with age. Steps begin at multiples of their length.
import type { AmendRecord, IntervalRecord, JournalRecord } from "./journal-record.ts";
import type { StepRecord } from "./step-record.ts";
import { mergeSteps } from "./merge-steps.ts";

interface Tier {
  /** Intervals in one of its steps. */
  readonly length: number;
  /** Steps that end longer ago than this many intervals go to the next tier. */
  readonly span: number;
}

const minutes = (count: number): number => count * 60;

/** With intervals of a second: 1 s for ten minutes, 10 s for the hour before, 60 s until six hours. */
const tiers: readonly Tier[] = [
  { length: 1, span: minutes(10) },
  { length: 10, span: minutes(70) },
  { length: 60, span: minutes(360) },
  { length: 600, span: Number.POSITIVE_INFINITY },
];

/** Of events only the newest stay: a worker may come and go for days. */
const mostEvents = 2_000;

const windowOf = (index: number, length: number): number => Math.floor(index / length) * length;

const covers = (step: StepRecord, index: number): boolean =>
  step.index <= index && index < step.index + step.length;

const joinSteps = (parts: readonly StepRecord[], index: number, length: number): StepRecord => ({
  index,
  length,
  ...mergeSteps(parts),
});

/** What one run has been so far. */
export class RunHistory {
  readonly #records: JournalRecord[] = [];
  readonly #tiers: StepRecord[][] = tiers.map(() => []);
  #events = 0;

  /** Takes the next record. */
  add(record: JournalRecord): void {
    // What the model answered is nobody's business but of who asked for --show-response.
    if (record.type === "response") return;
    if (record.type === "interval" || record.type === "amend") {
      this.#addInterval(record);
      return;
    }
    this.#records.push(record);
    if (record.type !== "event") return;
    this.#events++;
    if (this.#events > mostEvents) this.#dropOldestEvent();
  }

  /** Takes intervals that are merged already, as a late viewer gets them: in the order of time. */
  addStep(step: StepRecord): void {
    const place = tiers.findLastIndex(({ length }) => length <= step.length);
    this.#tiers[Math.max(0, place)]?.push(step);
  }

  /** Every record that is no interval and no answer, in the journal's order. */
  get records(): readonly JournalRecord[] {
    return this.#records;
  }

  /** The intervals as steps, in the order of time. */
  get steps(): StepRecord[] {
    return this.#tiers.toReversed().flat();
  }

  #addInterval({ type: _type, ...fields }: IntervalRecord | AmendRecord): void {
    const step: StepRecord = { ...fields, length: 1 };
    if (this.#amend(step)) return;
    const [finest = []] = this.#tiers;
    finest.push(step);
    // Intervals are closed in order; only an amendment of a gap may come late.
    finest.sort((a, b) => a.index - b.index);
    this.#coarsen((finest.at(-1)?.index ?? 0) + 1);
  }

  #amend(step: StepRecord): boolean {
    for (const steps of this.#tiers) {
      const at = steps.findLastIndex((known) => covers(known, step.index));
      const known = steps[at];
      if (known === undefined) continue;
      steps[at] = joinSteps([known, step], known.index, known.length);
      return true;
    }
    return false;
  }

  #coarsen(now: number): void {
    for (const [place, { span }] of tiers.entries()) {
      const next = tiers[place + 1];
      if (next === undefined) return;
      while (this.#moveWindow(place, next.length, now - span));
    }
  }

  /** Merges the oldest window of a tier into the next one, once all of it is old enough. */
  #moveWindow(place: number, length: number, oldUntil: number): boolean {
    const from = this.#tiers[place] ?? [];
    const to = this.#tiers[place + 1] ?? [];
    const [oldest] = from;
    if (oldest === undefined) return false;
    const index = windowOf(oldest.index, length);
    if (index + length > oldUntil) return false;
    const count = from.findIndex((step) => step.index >= index + length);
    const parts = from.splice(0, count < 0 ? from.length : count);
    const last = to.at(-1);
    if (last?.index === index) to.pop();
    to.push(joinSteps(last?.index === index ? [last, ...parts] : parts, index, length));
    return true;
  }

  #dropOldestEvent(): void {
    const at = this.#records.findIndex(({ type }) => type === "event");
    this.#records.splice(at, 1);
    this.#events--;
  }
}
