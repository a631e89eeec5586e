// A resolved value as whoever gives it would write it in a config file or a start request.
import { formatDuration } from "../../units/duration.ts";
import type { Option } from "../option.ts";

/** The value that resolves to this one; null where nothing is set. */
export const toInput = (option: Option, value: unknown): unknown => {
  if (value === null || value === undefined) return null;
  if (option.kind.name === "time span" && typeof value === "number") return formatDuration(value);
  return option.kind.toText?.(value) ?? value;
};
