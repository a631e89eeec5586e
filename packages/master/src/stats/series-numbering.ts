// Workers number their series; the journal numbers them once for all.
import type { SeriesAnnouncement } from "@gadfly/shared/protocol/worker-message";
import type { JournalRecordOf } from "../journal/journal-record.ts";

/** Series that a journal may hold; a worker caps its own long before. */
const maxJournalSeries = 20_000;

const keyOf = ({ metric, labels }: SeriesAnnouncement): string =>
  JSON.stringify([metric, ...Object.entries(labels).toSorted(([a], [b]) => a.localeCompare(b))]);

/** The series numbers of one run. */
export class SeriesNumbering {
  readonly #byKey = new Map<string, number>();
  readonly #byWorker = new Map<string, Map<number, number>>();

  /** Takes a worker's announcement; returns records for series that are new to the journal. */
  announce(worker: string, series: readonly SeriesAnnouncement[]): JournalRecordOf<"series">[] {
    const fresh: JournalRecordOf<"series">[] = [];
    const numbers = this.#byWorker.get(worker) ?? new Map<number, number>();
    this.#byWorker.set(worker, numbers);
    for (const announcement of series) {
      const key = keyOf(announcement);
      let number = this.#byKey.get(key);
      if (number === undefined && this.#byKey.size < maxJournalSeries) {
        number = this.#byKey.size;
        this.#byKey.set(key, number);
        const { metric, labels } = announcement;
        fresh.push({ type: "series", id: number, metric, labels });
      }
      if (number !== undefined) numbers.set(announcement.id, number);
    }
    return fresh;
  }

  /** The journal's number of a worker's series. */
  numberOf(worker: string, workerSeriesId: number): number | null {
    return this.#byWorker.get(worker)?.get(workerSeriesId) ?? null;
  }
}
