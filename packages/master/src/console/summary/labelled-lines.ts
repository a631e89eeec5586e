// Lines with a label in front ("Server    TTFT 182 ms · …"), the labels of one width.
import type { ConsoleStyle } from "../console-style.ts";
import { displayWidth, pad, truncate, wrap } from "../text/text-width.ts";

/** Columns that a label takes, with the space after it. */
export const labelWidth = 9;
const separator = " · ";

/** One line: a label, and as many of the parts as fit, in order. A part too long is left out. */
export function formatParts(
  label: string,
  parts: readonly string[],
  { width, colour }: ConsoleStyle,
): string {
  let text = "";
  for (const part of parts) {
    const longer = text === "" ? part : text + separator + part;
    if (text === "" || displayWidth(longer) <= width - labelWidth) text = longer;
  }
  return truncate(colour.bold(pad(label, labelWidth)) + text, width);
}

/** Texts under a label, each wrapped and indented; the label stands before the first only. */
export function formatLabelled(
  label: string,
  texts: readonly string[],
  { width, colour }: ConsoleStyle,
): string[] {
  return texts
    .flatMap((text) =>
      wrap(text, width - labelWidth - 2).map((line, place) => (place === 0 ? line : `  ${line}`)),
    )
    .map((line, place) => colour.bold(pad(place === 0 ? label : "", labelWidth)) + line);
}

/** Texts as a list with bullets, each wrapped under its own bullet. */
export const formatBullets = (texts: readonly string[], { width }: ConsoleStyle): string[] =>
  texts.flatMap((text) =>
    wrap(text, width - 4).map((line, place) => (place === 0 ? "  - " : "    ") + line),
  );
