// The lists of a summary: objectives, errors, warnings, events. Each is cut to a readable
// length and says how much was left out.
import { describeWarning } from "@gadfly/shared/errors/warning-codes";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { EventRow, SloRow, WarningRow } from "@gadfly/shared/result/result-rows";
import { formatSeconds } from "@gadfly/shared/units/format-elapsed";
import { formatCount, formatFigure, formatShare, plural } from "@gadfly/shared/units/format-number";
import { printable } from "../printable.ts";
import type { ConsoleStyle } from "../console-style.ts";
import { formatTable } from "../text/text-table.ts";
import { pad, truncate, wrap } from "../text/text-width.ts";

const longestList = 12;

/** Objectives: met or missed. */
export function formatSlo(slo: readonly SloRow[], style: ConsoleStyle): string[] {
  if (slo.length === 0) return [];
  const { bold, green, red } = style.colour;
  const columns = [
    { title: "SLO", align: "left" },
    { title: "objective", align: "left", flexibleTo: 20 },
    { title: "measured", align: "right" },
  ] as const;
  const rows = slo.map(({ expression, value, met }) => [
    met ? green("met") : bold(red("MISSED")),
    printable(expression),
    expression.includes("%") ? formatShare(value) : formatFigure(value),
  ]);
  return formatTable({ columns, rows }, style);
}

/** Failures by kind and message, most frequent first. */
export function formatErrors({ errors }: ResultDocument, style: ConsoleStyle): string[] {
  if (errors.length === 0) return [];
  const sorted = errors.toSorted((left, right) => right.count - left.count);
  const shown = sorted.slice(0, longestList);
  const hidden = sorted.slice(longestList);
  const columns = [
    { title: "Errors", align: "right", titleAlign: "left", minWidth: 8 },
    { title: "kind", align: "left" },
    { title: "message", align: "left", flexibleTo: 60 },
    { title: "seen", align: "left", rank: 1 },
  ] as const;
  const rows = shown.map(({ count, kind, message, firstSeenS, lastSeenS }) => [
    style.colour.red(formatCount(count)),
    printable(kind),
    printable(message),
    `${formatSeconds(firstSeenS)} to ${formatSeconds(lastSeenS)}`,
  ]);
  const requests = hidden.reduce((sum, { count }) => sum + count, 0);
  const more =
    hidden.length === 0 ? [] : [andMore(hidden.length, plural(requests, "request"), style)];
  return [...formatTable({ columns, rows }, style), ...more];
}

/** Oddities that did not fail a request, each with what can be done about it. */
export function formatWarnings(warnings: readonly WarningRow[], style: ConsoleStyle): string[] {
  if (warnings.length === 0) return [];
  const shown = warnings.slice(0, longestList).flatMap((row) => formatWarning(row, style));
  const hidden = warnings.length - longestList;
  const more = hidden <= 0 ? [] : [andMore(hidden, null, style)];
  return [style.colour.bold("Warnings"), ...shown, ...more];
}

/** The count's columns, and the two after them. */
const warningIndent = 10;

function formatWarning({ code, text, remedy, count }: WarningRow, style: ConsoleStyle): string[] {
  const { width, colour } = style;
  const room = width - warningIndent;
  const [first = "", ...rest] = wrap(`${printable(text)} [${printable(code)}]`, room);
  const advice = remedy === undefined ? [] : wrap(printable(remedy), room).map(colour.dim);
  const isOfRun = describeWarning(code).ofRun === true;
  const number = pad(isOfRun ? "" : formatCount(count), warningIndent - 2, "right");
  return [
    `${colour.yellow(number)}  ${first}`,
    ...[...rest, ...advice].map((line) => " ".repeat(warningIndent) + line),
  ];
}

/** What happened during the run. */
export function formatEvents(events: readonly EventRow[], style: ConsoleStyle): string[] {
  if (events.length === 0) return [];
  const columns = [
    { title: "Events", align: "right", titleAlign: "left", minWidth: 8 },
    { title: "", align: "left" },
    { title: "", align: "left", flexibleTo: 60 },
  ] as const;
  const rows = events
    .slice(0, longestList)
    .map(({ t, kind, text, worker }) => [
      formatSeconds(t),
      printable(kind),
      printable(worker === undefined ? text : `${worker}: ${text}`),
    ]);
  const hidden = events.length - rows.length;
  const more = hidden === 0 ? [] : [andMore(hidden, null, style)];
  return [...formatTable({ columns, rows }, style), ...more];
}

const andMore = (count: number, about: string | null, { width, colour }: ConsoleStyle): string =>
  colour.dim(
    truncate(
      `          and ${formatCount(count)} more${about === null ? "" : ` (${about})`}`,
      width,
    ),
  );
