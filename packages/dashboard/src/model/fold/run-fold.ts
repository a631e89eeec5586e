// The fold of the feed: takes every message in its order, and gives the picture that they make together.
// The picture is made anew only when it is asked for after a change, so a burst of messages costs one.
import type { JournalRecord } from "@gadfly/shared/journal/journal-record";
import { RunHistory } from "@gadfly/shared/journal/run-history";
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { feedVersion } from "@gadfly/shared/web/feed-address";
import type { FeedMessage } from "@gadfly/shared/web/feed-message";
import { emptyPicture } from "../empty-picture.ts";
import type { Connection, RunPicture } from "../run-picture.ts";
import { LogLines } from "./log-lines.ts";
import { addRecords, noFacts, type RunFacts } from "./run-facts.ts";

type Head = Pick<
  RunPicture,
  | "connection"
  | "closingReason"
  | "runId"
  | "status"
  | "tables"
  | "report"
  | "problem"
  | "isCaughtUp"
>;

/** What the feed has said so far. */
export class RunFold {
  readonly #log = new LogLines();
  #head: Head = emptyPicture;
  #facts: RunFacts = noFacts;
  #history = new RunHistory();
  #steps: readonly StepRecord[] | null = [];
  #picture: RunPicture | null = emptyPicture;
  /** Version of the first master that was heard: it served this page. */
  #gadfly: string | null = null;
  /** The feed is of another version: what it says would be misread. */
  #isForeign = false;

  /** Everything at once; the same object, with the same lists, until something changes. */
  get picture(): RunPicture {
    this.#steps ??= this.#history.steps;
    this.#picture ??= {
      ...this.#head,
      ...this.#facts,
      log: this.#log.lines,
      steps: this.#steps,
      intervalMs: this.#facts.plan?.intervalMs ?? emptyPicture.intervalMs,
    };
    return this.#picture;
  }

  /** The socket opened, was lost or ended. */
  connect(connection: Connection): void {
    this.#change({ connection });
  }

  /** Something keeps the page from showing everything. */
  fail(problem: string): void {
    this.#change({ problem });
  }

  /** Takes the next message. */
  take(message: FeedMessage): void {
    if (this.#isForeign && message.type !== "hello") return;
    switch (message.type) {
      case "hello":
        this.#greet(message.feed, message.gadfly);
        return;
      case "begin":
        this.#begin(message.runId);
        return;
      case "history":
        for (const step of message.steps) this.#history.addStep(step);
        this.#addRecords(message.records);
        return;
      case "records":
        this.#addRecords(message.records);
        return;
      case "caughtUp":
        this.#change({ isCaughtUp: true });
        return;
      case "report":
        this.#change({ report: { result: message.result, notes: message.notes } });
        return;
      case "snapshot":
        this.#log.add(message.log);
        this.#change({ status: message.status, tables: message.tables });
        return;
      case "closing":
        this.#change({ closingReason: message.reason });
    }
  }

  #greet(feed: number, gadfly: string): void {
    this.#gadfly ??= gadfly;
    this.#isForeign = feed !== feedVersion;
    const isSame = !this.#isForeign && gadfly === this.#gadfly;
    const problem = isSame
      ? null
      : `The master is now gadfly ${gadfly}, which this page was not made for. Load the page again.`;
    this.#change({ problem, closingReason: null });
  }

  #begin(runId: string | null): void {
    this.#facts = noFacts;
    this.#history = new RunHistory();
    this.#steps = null;
    this.#log.begin();
    this.#change({ runId, tables: null, report: null, isCaughtUp: false });
  }

  #addRecords(records: readonly JournalRecord[]): void {
    this.#facts = addRecords(this.#facts, records);
    for (const record of records)
      // Of the others the facts hold what is shown; a copy of them would only grow.
      if (record.type === "interval" || record.type === "amend") this.#history.add(record);
    this.#steps = null;
    this.#change({});
  }

  #change(change: Partial<Head>): void {
    this.#head = { ...this.#head, ...change };
    this.#picture = null;
  }
}
