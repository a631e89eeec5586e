// The one place that holds the picture: takes messages of the feed, tells whoever looks. However many
// messages come at once, they are told of once, when the page is about to draw.
import type { FeedMessage } from "@gadfly/shared/web/feed-message";
import { RunFold } from "./fold/run-fold.ts";
import type { Connection, RunPicture } from "./run-picture.ts";

/** Calls `tell` when it is time to; at most once for each time that it is asked. */
export type Schedule = (tell: () => void) => void;

const atOnce: Schedule = (tell) => tell();

/** Holds the picture. */
export class RunStore {
  readonly #fold = new RunFold();
  readonly #listeners = new Set<() => void>();
  readonly #schedule: Schedule;
  #isScheduled = false;

  constructor(schedule: Schedule = atOnce) {
    this.#schedule = schedule;
  }

  /** What is known now; the same object until something changes. */
  get picture(): RunPicture {
    return this.#fold.picture;
  }

  /** Takes what the feed says. */
  take(message: FeedMessage): void {
    this.#fold.take(message);
    this.#tellSoon();
  }

  /** The socket opened, was lost or ended. */
  connect(connection: Connection): void {
    this.#fold.connect(connection);
    this.#tellSoon();
  }

  /** Something keeps the page from showing everything; one sentence. */
  fail(problem: string): void {
    this.#fold.fail(problem);
    this.#tellSoon();
  }

  /** Calls back after every change; the answer lets go. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tellSoon(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#schedule(() => {
      this.#isScheduled = false;
      for (const listener of this.#listeners) listener();
    });
  }
}
