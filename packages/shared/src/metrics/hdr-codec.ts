// Histograms as they travel and are stored: a standard HDR V2 payload, uncompressed, and beside it
// the exact numbers that the standard does not carry. Reading trusts nothing and never throws.
import { z } from "zod";
import { err, ok, type Result } from "../errors/result.ts";
import { countOf, totalsProblem } from "./check-totals.ts";
import { createBucketBuffer, maxCountBytes, readCounts, writeCounts } from "./hdr-counts.ts";
import { checkHeader, headerBytes, writeHeader } from "./hdr-header.ts";
import type { ExactTotals, Histogram } from "./histogram.ts";

const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;
const exact = z.int().nonnegative();

/** One histogram on the wire and in the journal. */
export const histogramFrame = z.object({
  hdr: z.custom<Uint8Array>(isBytes, "must be bytes"),
  sum: exact,
  min: exact,
  max: exact,
  clamped: exact,
});
/** One histogram on the wire and in the journal. */
export type HistogramFrame = z.infer<typeof histogramFrame>;

// Coding is synchronous, so one set of buffers serves the whole process.
const output = new Uint8Array(headerBytes + maxCountBytes);
const input = createBucketBuffer();

/** The histogram as bytes that any HDR V2 reader takes, and its exact numbers. */
export const encodeHistogram = (histogram: Histogram): HistogramFrame => {
  const end = writeCounts(histogram, output, headerBytes);
  writeHeader(output, end - headerBytes);
  const { sum, min, max, clamped } = histogram;
  return { hdr: output.slice(0, end), sum, min, max, clamped };
};

/**
 * Adds a frame to `into`. The frame is checked whole first, the counts also against sum, min, max
 * and clamped; one that fails leaves `into` as it was, and the error says why.
 */
export const addFrame = (into: Histogram, frame: HistogramFrame): Result<void> => {
  const checked = readFrame(frame);
  if (!checked.ok) return err(`Histogram refused: ${checked.error}.`);
  into.addBuckets(input, checked.value);
  return ok(undefined);
};

const readFrame = (frame: HistogramFrame): Result<ExactTotals> => {
  const header = checkHeader(frame.hdr);
  if (!header.ok) return header;
  const counts = readCounts(frame.hdr, headerBytes, input);
  if (!counts.ok) return counts;
  const { sum, min, max, clamped } = frame;
  const totals = { count: countOf(input), sum, min, max, clamped };
  const problem = totalsProblem(input, totals);
  return problem === null ? ok(totals) : err(problem);
};
