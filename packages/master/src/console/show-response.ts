// Prints the answers asked for with --show-response: a head line with the figures, then the
// text as the model wrote it, wrapped to the width.
import type { ResponseSample } from "@gadfly/shared/protocol/worker-message";
import { formatCount, formatMs, plural } from "@gadfly/shared/units/format-number";
import type { ConsoleStyle } from "./console-style.ts";
import { printable, printableLines } from "./printable.ts";
import { displayWidth, truncate, wrap } from "./text/text-width.ts";

/** The sample's lines, none longer than the width. */
export function formatResponseSample(sample: ResponseSample, style: ConsoleStyle): string[] {
  const { width, colour } = style;
  const head = truncate(`── ${describeSample(sample)} `, width);
  const rule = "─".repeat(Math.max(0, width - displayWidth(head)));
  return [colour.bold(head + rule), ...formatText(sample.text, style)];
}

function describeSample(sample: ResponseSample): string {
  const status = sample.status === null ? "" : ` ${sample.status}`;
  return [
    `response ${printable(sample.requestId)}`,
    `user ${formatCount(sample.user)}`,
    `${printable(sample.outcome)}${status}`,
    ...(sample.outputTokens === null ? [] : [plural(sample.outputTokens, "token")]),
    ...(sample.ttftMs === null ? [] : [`TTFT ${formatMs(sample.ttftMs)}`]),
    ...(sample.e2eMs === null ? [] : [`E2E ${formatMs(sample.e2eMs)}`]),
    ...(sample.finishReason === null ? [] : [`finish ${printable(sample.finishReason)}`]),
  ].join(" · ");
}

function formatText(text: string | null, { width, colour }: ConsoleStyle): string[] {
  if (text === null || text.trim() === "") return [colour.dim("(no text)")];
  return printableLines(text).flatMap((line) => wrap(line, width));
}
