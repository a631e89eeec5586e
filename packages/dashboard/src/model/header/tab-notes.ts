// Counts beside the titles of tabs.
import { formatCount } from "@gadfly/shared/units/format-number";
import type { RunPicture } from "../run-picture.ts";

/** Counts, "" where there is nothing to count. */
export const tabNotes = ({ tables, status }: RunPicture) => ({
  errors: countText(tables?.errors.length ?? 0),
  workers: workersText(tables, status),
});

const workersText = (tables: RunPicture["tables"], status: RunPicture["status"]): string => {
  const all = Math.max(tables?.workers.length ?? 0, status?.members.length ?? 0);
  const lost = tables?.workers.filter(({ state }) => state === "lost").length ?? 0;
  return lost === 0 ? countText(all) : `${countText(all)}, ${formatCount(lost)} lost`;
};

const countText = (count: number): string => (count === 0 ? "" : formatCount(count));
