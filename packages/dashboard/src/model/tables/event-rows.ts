// Rows of the list of events.
import { formatSeconds } from "@gadfly/shared/units/format-elapsed";
import type { Mark, MarkKind } from "../run-picture.ts";
import type { TableColumn, TableRow, Tone } from "./table-row.ts";

/** Columns of the list of events. */
export const eventColumns: readonly TableColumn[] = [
  { key: "time", title: "Time", align: "end" },
  { key: "kind", title: "Kind", align: "start" },
  { key: "text", title: "What happened", align: "start", isWide: true },
];

const tones: Readonly<Record<MarkKind, Tone>> = {
  phase: "quiet",
  join: "good",
  loss: "bad",
  change: "warn",
  reset: "warn",
  other: "quiet",
};

/** A row for each event, in the order of time. */
export const eventRows = (marks: readonly Mark[]): readonly TableRow[] =>
  marks.map(({ t, kind, text }, at) => ({
    key: String(at),
    cells: {
      time: { text: formatSeconds(t), value: t },
      kind: { text: kind === "other" ? "note" : kind, tone: tones[kind] },
      text: { text, isForeign: true },
    },
  }));
