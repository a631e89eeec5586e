// A slice of a message too large for one frame, in either direction.
import { z } from "zod";
import { bytes, count } from "./fields.ts";
import { maxPartBytes } from "./limits.ts";

/** Slice `index` of `count` of message `id`; the whole is decoded when the last one is in. */
export const partMessage = z
  .object({
    type: z.literal("part"),
    id: count,
    index: count,
    count: z.int().positive(),
    bytes: bytes.refine((slice) => slice.length <= maxPartBytes, "a part is too large"),
  })
  .meta({ about: "A slice of a message over 64 KB, so that heartbeats need not wait for it." });
/** A slice of a message. */
export type PartMessage = z.infer<typeof partMessage>;
