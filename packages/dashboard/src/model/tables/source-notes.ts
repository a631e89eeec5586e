// Sentences about where the figures come from.
import type { LiveTables } from "@gadfly/shared/web/feed-message";
import { formatCount, formatMs, formatShare, plural } from "@gadfly/shared/units/format-number";

/** What a reader should know about the figures; the console's summary says the same. */
export const sourceNotes = (tables: LiveTables): readonly string[] => [
  ...tokenNotes(tables.tokenSource),
  ...(tables.coalesced.events === 0
    ? []
    : [
        `${formatShare(tables.coalesced.share)} of the token events came with another in one read and have no gap of their own.`,
      ]),
  ...(tables.plannedCancels === 0
    ? []
    : [`${plural(tables.plannedCancels, "request")} were cancelled on purpose (--cancel-rate).`]),
  "Percentiles are merged exactly from all workers and carry ± 0.1 %: three significant digits.",
  ...(tables.preflight.posts === 0
    ? []
    : [`Preflight sent ${plural(tables.preflight.posts, "request")} outside the ledger.`]),
  ...healthNotes(tables.healthAfter),
];

const tokenNotes = ({ usage, tokenizer, estimated }: LiveTables["tokenSource"]): string[] => {
  const total = usage + tokenizer + estimated;
  if (total === 0) return [];
  if (usage === total) return ["Tokens are counted as the server's usage says."];
  return [
    `Tokens of ${plural(total, "request")}: ${formatCount(usage)} as the server says, ${formatCount(tokenizer)} by a tokenizer, ${formatCount(estimated)} estimated from token events.`,
  ];
};

const healthNotes = (health: LiveTables["healthAfter"]): string[] =>
  health === null
    ? []
    : [
        `After the load ${health.url} answered ${health.status ?? "nothing"} within ${formatMs(health.ms)}.`,
      ];
