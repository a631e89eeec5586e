// Histograms as they travel and are stored: a standard HDR V2 payload, uncompressed, and beside it
// the exact numbers that the standard does not carry. Reading trusts nothing and never throws.
import { err, ok, type Result } from "../errors/result.ts";
import { totalsProblem } from "./check-totals.ts";
import { addCounts, maxCountBytes, surveyCounts, visitCounts, writeCounts } from "./hdr-counts.ts";
import { checkHeader, headerBytes, writeHeader } from "./hdr-header.ts";
import type { HistogramFrame } from "./histogram-frame.ts";
import type { ExactTotals, Histogram } from "./histogram.ts";

// Coding is synchronous, so one buffer serves the whole process.
const output = new Uint8Array(headerBytes + maxCountBytes);

/** The histogram as bytes that any HDR V2 reader takes, and its exact numbers. */
export const encodeHistogram = (histogram: Histogram): HistogramFrame => {
  const end = writeCounts(histogram, output, headerBytes);
  writeHeader(output, end - headerBytes);
  const { sum, min, max, clamped } = histogram;
  return { hdr: output.slice(0, end), sum, min, max, clamped };
};

/** A frame that was checked whole, with the number of its samples. */
export interface CheckedFrame {
  readonly hdr: Uint8Array;
  readonly totals: ExactTotals;
}

/** Checks a frame whole, the counts also against sum, min, max and clamped; or says what is wrong. */
export const checkFrame = (frame: HistogramFrame): Result<CheckedFrame> => {
  const totals = readTotals(frame);
  return totals.ok
    ? ok({ hdr: frame.hdr, totals: totals.value })
    : err(`Histogram refused: ${totals.error}.`);
};

/** Adds a frame that was checked. */
export const addCheckedFrame = (into: Histogram, { hdr, totals }: CheckedFrame): void => {
  addCounts(hdr, headerBytes, into);
  into.addTotals(totals);
};

/** Visits every bucket of a frame that was checked, in order of value: for readers who add nothing up. */
export const visitCheckedFrame = (
  { hdr }: CheckedFrame,
  visit: (bucket: number, count: number) => void,
): void => visitCounts(hdr, headerBytes, visit);

/** Checks a frame and adds it to `into`, which stays as it was when the check fails. */
export const addFrame = (into: Histogram, frame: HistogramFrame): Result<void> => {
  const checked = checkFrame(frame);
  if (!checked.ok) return checked;
  addCheckedFrame(into, checked.value);
  return ok(undefined);
};

const readTotals = (frame: HistogramFrame): Result<ExactTotals> => {
  const { hdr, sum, min, max, clamped } = frame;
  const header = checkHeader(hdr);
  if (!header.ok) return header;
  const survey = surveyCounts(hdr, headerBytes);
  if (!survey.ok) return survey;
  const totals = { count: survey.value.count, sum, min, max, clamped };
  const problem = totalsProblem(survey.value, totals);
  return problem === null ? ok(totals) : err(problem);
};
