// Failures, warnings and events as they come. With few rows each kind shows what matters most in it:
// the most frequent failure, the first warning, the newest event.
import { formatSeconds } from "@gadfly/shared/units/format-elapsed";
import { formatCount } from "@gadfly/shared/units/format-number";
import type { ConsoleStyle } from "../../console-style.ts";
import { printable } from "../../printable.ts";
import { labelWidth } from "../../summary/labelled-lines.ts";
import { pad, truncate } from "../../text/text-width.ts";
import type { LiveDetails } from "../live-details.ts";
import type { Section } from "../section.ts";

interface Kind {
  readonly label: string;
  readonly texts: readonly string[];
  /** Events follow the clock: the newest is the last. */
  readonly keepsLast: boolean;
}

const mostOfAKind = 4;

const kindsOf = ({ errors, warnings, events }: LiveDetails, { colour }: ConsoleStyle): Kind[] => [
  {
    label: "Failures",
    texts: errors.map(({ kind, message, count }) =>
      colour.red(`${formatCount(count)} × ${printable(kind)}: ${printable(message)}`),
    ),
    keepsLast: false,
  },
  {
    label: "Warnings",
    texts: warnings.map(({ text, count }) => {
      const times = count > 1 ? `${formatCount(count)} × ` : "";
      return colour.yellow(`${times}${printable(text)}`);
    }),
    keepsLast: false,
  },
  {
    label: "Events",
    texts: events.map(({ t, text, worker }) => {
      const who = worker === undefined || text.includes(worker) ? "" : `${printable(worker)}: `;
      return `${formatSeconds(t)} ${who}${printable(text)}`;
    }),
    keepsLast: true,
  },
];

/** What went wrong or changed. */
export const noticesSection = (details: LiveDetails, style: ConsoleStyle): Section => {
  const kinds = kindsOf(details, style);
  const wanted = kinds.map(({ texts }) => Math.min(mostOfAKind, texts.length));
  return {
    rank: 6,
    least: wanted.some((count) => count > 0) ? 1 : 0,
    most: wanted.reduce((sum, count) => sum + count, 0),
    draw: (room) => {
      const shares = shareRoom(wanted, room);
      return kinds.flatMap((kind, place) => drawKind(kind, shares[place] ?? 0, style));
    },
  };
};

/** One each in turn until the room is used up. */
const shareRoom = (wanted: readonly number[], room: number): number[] => {
  const shares = wanted.map(() => 0);
  let left = room;
  for (let turn = 0; turn < mostOfAKind; turn++)
    for (const [place, count] of wanted.entries()) {
      if (left === 0 || count <= turn) continue;
      shares[place] = turn + 1;
      left--;
    }
  return shares;
};

const drawKind = (
  { label, texts, keepsLast }: Kind,
  room: number,
  style: ConsoleStyle,
): string[] => {
  if (room === 0) return [];
  const shown = keepsLast ? texts.slice(-room) : texts.slice(0, room);
  const hidden = texts.length - shown.length;
  const more = hidden > 0 && !keepsLast ? ` (${formatCount(hidden)} more)` : "";
  return shown.map((text, place) => {
    const isLast = place === shown.length - 1;
    const tail = isLast ? more : "";
    const head = style.colour.bold(pad(place === 0 ? label : "", labelWidth));
    return truncate(head + text, style.width - tail.length) + style.colour.dim(tail);
  });
};
