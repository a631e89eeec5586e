// The chosen range in words.
import { formatCount, plural } from "@gadfly/shared/units/format-number";
import type { TimeRange } from "../../model/chart-data.ts";
import type { ChosenRange } from "../../model/range/chosen-range.ts";

const nothingChosen =
  "The whole run. Drag over a chart to choose, or hold Shift and press arrow keys in one.";

/** Which range is chosen, what it was snapped to and how much it holds. */
export const rangeText = (range: TimeRange, chosen: ChosenRange | null): string => {
  if (range === null) return nothingChosen;
  if (chosen === null) return "Nothing is stored of this range.";
  const { ended, failed } = chosen.statistics;
  return `${chosen.text}. ${plural(ended, "request")} ended, ${formatCount(failed)} of them failed.`;
};
