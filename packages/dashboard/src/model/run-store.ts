// The one place that holds the picture: takes messages of the feed, tells whoever looks.
import type { FeedMessage } from "@gadfly/shared/web/feed-message";
import type { Connection, RunPicture } from "./run-picture.ts";

/** The picture before anything was heard. */
export const emptyPicture: RunPicture = {
  connection: "connecting",
  closingReason: null,
  runId: null,
  plan: null,
  status: null,
  tables: null,
  log: [],
  marks: [],
  series: new Map(),
  steps: [],
  intervalMs: 1000,
};

/** Holds the picture. */
export class RunStore {
  #picture = emptyPicture;
  readonly #listeners = new Set<() => void>();

  /** What is known now; the same object until something changes. */
  get picture(): RunPicture {
    return this.#picture;
  }

  /** Takes what the feed says. */
  take(_message: FeedMessage): void {
    this.#tell();
  }

  /** The socket opened, was lost or ended. */
  connect(connection: Connection): void {
    this.#picture = { ...this.#picture, connection };
    this.#tell();
  }

  /** Calls back after every change; the answer lets go. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
