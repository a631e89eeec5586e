// What can read the load of a source: gadfly's worker, and others to compare it with.
import type { Source } from "../source/source.ts";

/** What is to be read. */
export interface Load {
  readonly source: Source;
  readonly model: string;
  /** Connections, each with one request at a time. */
  readonly connections: number;
  readonly isStreamed: boolean;
  readonly maxTokens: number;
  /** The reader has this core to itself, where processes can be pinned. */
  readonly core: number;
  /** What it needs besides is pinned to this one, together with the source. */
  readonly otherCore: number;
}

/** A reader at work. */
export interface RunningReader {
  /** The process whose processor time counts. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** A kind of reader. */
export interface Reader {
  readonly name: string;
  /** In a sentence, for the page. */
  readonly about: string;
  start(load: Load): Promise<RunningReader>;
}
