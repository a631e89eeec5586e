// Whether the numbers could be believed if the run ended now: the verdict and the ledger so far.
import { formatCount } from "@gadfly/shared/units/format-number";
import { findImbalances } from "../../../stats/ledger.ts";
import type { ConsoleStyle } from "../../console-style.ts";
import { printable } from "../../printable.ts";
import { formatLedger } from "../../summary/ledger.ts";
import { labelWidth } from "../../summary/labelled-lines.ts";
import { pad, truncate } from "../../text/text-width.ts";
import type { LiveDetails } from "../live-details.ts";
import type { Section } from "../section.ts";

/** The status with its first reason; further reasons below it. */
export const verdictSection = (
  { verdict, ledger }: LiveDetails,
  { width, colour }: ConsoleStyle,
): Section => {
  const paint = { VALID: colour.green, SUSPECT: colour.yellow, INVALID: colour.red }[
    verdict.status
  ];
  const reasons = verdict.reasons.map(({ code, text, worker }) =>
    printable(`${worker === undefined ? "" : `${worker}: `}${text} [${code}]`),
  );
  const status = colour.bold(paint(verdict.status));
  const [first, ...others] = reasons;
  const head = `${status} so far${first === undefined ? "" : `: ${first}`}`;
  const lines = [colour.bold(pad("Verdict", labelWidth)) + head, ...others.map(indent)];
  const isEarly = ledger.due === 0;
  return {
    rank: 2,
    least: isEarly ? 0 : 1,
    most: isEarly ? 0 : Math.min(mostReasons, lines.length),
    draw: (room) => lines.slice(0, room).map((line) => truncate(line, width)),
  };
};

const mostReasons = 4;
const indent = (text: string): string => " ".repeat(labelWidth) + text;

/** The account of requests; a word on whether it adds up where there is no room for all of it. */
export const ledgerSection = (details: LiveDetails, style: ConsoleStyle): Section => {
  const { ledger } = details;
  const lines = formatLedger(details, style);
  const isEarly = ledger.due === 0;
  return {
    rank: 5,
    least: isEarly ? 0 : 1,
    most: isEarly ? 0 : lines.length,
    draw: (room) => (lines.length <= room ? lines : [formatShort({ ledger }, style)]),
  };
};

const formatShort = (
  { ledger }: Pick<LiveDetails, "ledger">,
  { width, colour }: ConsoleStyle,
): string => {
  const adds = findImbalances(ledger).length === 0 ? "adds up" : colour.red("does not add up");
  const text = `${formatCount(ledger.started)} started, ${adds}`;
  return truncate(colour.bold(pad("Ledger", labelWidth)) + text, width);
};
