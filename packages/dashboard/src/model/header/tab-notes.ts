// Counts beside the titles of tabs.
import { formatCount } from "@gadfly/shared/units/format-number";
import type { RunPicture } from "../run-picture.ts";

/** Counts, "" where there is nothing to count. */
export const tabNotes = ({ tables, status }: RunPicture) => ({
  errors: countText(tables?.errors.length ?? 0),
  workers: countText(Math.max(tables?.workers.length ?? 0, status?.members.length ?? 0)),
});

const countText = (count: number): string => (count === 0 ? "" : formatCount(count));
