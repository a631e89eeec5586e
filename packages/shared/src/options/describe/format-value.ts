// Values in the words that the user would write in a config file; secrets never.
import { formatDuration } from "../../units/duration.ts";
import type { Option } from "../option.ts";
import { isSecretHeader } from "../secret-headers.ts";

/** Stands for a secret that is set. */
export const hidden = "********";

/** The value as one line of YAML; null when nothing is set. */
export function formatValue(option: Option, value: unknown): string | null {
  if (value === null || value === undefined) return option.default === "off" ? "off" : null;
  if (option.kind.name === "map") return JSON.stringify(value, hideSecretHeaders);
  if (option.secret === true) return hidden;
  if (option.kind.name === "time span" && typeof value === "number") return formatDuration(value);
  return option.kind.toText?.(value) ?? JSON.stringify(value);
}

/** The default in words for help and docs; null when there is nothing to say. */
export function describeDefault(option: Option): string | null {
  if (option.defaultText !== undefined) return option.defaultText;
  const value = option.default;
  if (value === undefined) return null;
  if (typeof value === "object") return "none";
  if (typeof value === "boolean") return value ? "on" : "off";
  return typeof value === "string" ? value : JSON.stringify(value);
}

const hideSecretHeaders = (name: string, value: unknown): unknown =>
  typeof value === "string" && isSecretHeader(name) ? hidden : value;
