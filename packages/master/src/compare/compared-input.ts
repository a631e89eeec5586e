// What the rules of comparison are given for each run: its result, and what its journal adds.
import type { Histogram } from "@gadfly/shared/metrics/histogram";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { MetricsByName } from "@gadfly/shared/result/result-statistics";
import type { RunBlock } from "./run-blocks.ts";

/** Which part of the runs is compared. */
export type CompareWindow = "all" | "steady";

/** What a journal adds to a result. */
export interface JournalPart {
  /** Whole intervals of the window. */
  readonly intervals: number;
  readonly intervalMs: number;
  /** Distributions of the window by metric, of everything that did not fail. */
  readonly histograms: ReadonlyMap<string, Histogram>;
  /** Cuts the window into blocks of so many intervals; reads the journal again. */
  cut(length: number): RunBlock[];
}

/** One run to compare. */
export interface ComparedInput {
  readonly name: string;
  /** As it was named on the command line. */
  readonly path: string;
  readonly result: ResultDocument;
  /** Null: only a result was found. */
  readonly journal: JournalPart | null;
}

/** The metrics of the window; a run without a steady part has those of the whole. */
export const metricsIn = (result: ResultDocument, window: CompareWindow): MetricsByName =>
  (window === "all" ? undefined : result.windows.find(({ name }) => name === window)?.metrics) ??
  result.metrics;
