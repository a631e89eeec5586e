// The shape of a histogram as it travels and is stored. Apart from the codec, so that whoever only reads
// frames that were checked, like the page, loads no schemas.
import { z } from "zod";

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
