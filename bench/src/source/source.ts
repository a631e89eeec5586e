// What serves the load of a benchmark, and knows the truth about what it sent.

/** How a source is started. */
export interface SourceOptions {
  /** Pin it to this core, where that can be done. */
  readonly core?: number;
  /** The model that will be asked for. The native source reads it from requests, the simulator needs it now. */
  readonly model?: string;
}

/** Counts since the last reset; `streamsOpen` is what is open now. */
export interface SourceCounts {
  readonly requests: number;
  readonly streamsOpen: number;
  /** Token events sent. */
  readonly events: number;
  /** The last byte of the first completion request, in milliseconds of CLOCK_MONOTONIC. */
  readonly firstRequestAtMs: number | null;
  /** The first GET for something of the API, such as its models. */
  readonly firstGetAtMs: number | null;
  /** When these counts were taken. */
  readonly atMs: number;
}

/** Times since the last reset, in whole microseconds. */
export interface SourceTruth {
  /** Request complete to the write of the first token. */
  readonly ttftUs: readonly number[];
  /** Between the token writes of a stream. */
  readonly gapUs: readonly number[];
  /** Request complete to the write of the last token. */
  readonly e2eUs: readonly number[];
}

/** A source that listens. */
export interface Source {
  readonly kind: "native" | "simulator";
  readonly origin: string;
  readonly pid: number;
  counts(): Promise<SourceCounts>;
  truth(): Promise<SourceTruth>;
  reset(): Promise<void>;
  stop(): Promise<void>;
}
