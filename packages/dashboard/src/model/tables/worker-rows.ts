// Rows of the table of workers: those of the run, and those that only wait.
import type { WorkerRow } from "@gadfly/shared/result/result-rows";
import type { MemberRow } from "@gadfly/shared/web/run-status";
import { formatSeconds } from "@gadfly/shared/units/format-elapsed";
import {
  absent,
  formatCount,
  formatFigure,
  formatRate,
  formatShare,
} from "@gadfly/shared/units/format-number";
import { isUnderWay } from "../header/run-state.ts";
import type { RunPicture } from "../run-picture.ts";
import { type WorkerNow, workersNow } from "./workers-now.ts";
import type { TableCell, TableColumn, TableRow, Tone } from "./table-row.ts";

const columns: readonly TableColumn[] = [
  { key: "name", title: "Worker", align: "start" },
  { key: "state", title: "State", align: "start" },
  { key: "users", title: "Users", align: "end" },
  { key: "rps", title: "Requests/s", align: "end" },
  { key: "requests", title: "Requests", align: "end" },
  { key: "cpu", title: "CPU", unit: "of a core", align: "end" },
  { key: "loopDelayP99Ms", title: "Loop delay p99", unit: "ms", align: "end" },
  { key: "clockOffsetMs", title: "Clock offset", unit: "ms", align: "end" },
  { key: "lostSnapshots", title: "Snapshots lost", align: "end" },
];

const blindColumn: TableColumn = { key: "blindFromS", title: "Blind from", align: "end" };

/** Whether some worker was lost, so that not all of what it did is known. */
export const hasBlindColumn = ({ tables }: RunPicture): boolean =>
  tables?.workers.some(({ blindFromS }) => blindFromS !== undefined) ?? false;

/** Columns of the table of workers: what only lost ones have comes with the first of them. */
export const workerColumns = (picture: RunPicture): readonly TableColumn[] => {
  if (picture.tables === null) return columns.slice(0, 2);
  return hasBlindColumn(picture)
    ? [...columns.slice(0, 2), blindColumn, ...columns.slice(2)]
    : columns;
};

const tones: Readonly<Record<string, Tone>> = {
  running: "good",
  finished: "quiet",
  returned: "warn",
  silent: "warn",
  lost: "bad",
};

/** A row for each worker of the run, then one for each that takes no part. */
export const workerRows = (picture: RunPicture): readonly TableRow[] => {
  const { tables, status } = picture;
  const ofRun = tables?.workers ?? [];
  const known = new Set(ofRun.map(({ id }) => id));
  const members = status?.members ?? [];
  const now = isUnderWay(picture) ? workersNow(picture) : null;
  return [
    ...ofRun.map((row, at) =>
      rowOf(row, at, now === null ? null : now.get(row.id), livenessOf(members, row.id)),
    ),
    ...members.filter(({ id }) => !known.has(id)).map(memberRow),
  ];
};

const livenessOf = (members: readonly MemberRow[], id: string): MemberRow["liveness"] | null =>
  members.find((member) => member.id === id)?.liveness ?? null;

const stateCell = (row: WorkerRow, liveness: MemberRow["liveness"] | null): TableCell => {
  const text = row.state === "running" && liveness === "silent" ? "silent" : row.state;
  return { text, tone: tones[text] ?? "quiet" };
};

const rowOf = (
  row: WorkerRow,
  at: number,
  /** null: the run is over, and what each had been given counts; undefined: it has left. */
  now: WorkerNow | null | undefined,
  liveness: MemberRow["liveness"] | null,
): TableRow => {
  const figure = (name: keyof WorkerRow, value: number | null, text: string): TableCell => ({
    text,
    value,
    metric: `workers[${at}]`,
    figure: name,
  });
  const blind = row.blindFromS ?? null;
  return {
    key: row.id,
    cells: {
      name: { text: row.name, note: row.host, isForeign: true },
      state: stateCell(row, liveness),
      users:
        now === null
          ? figure("users", row.users, formatCount(row.users))
          : nowCell(now?.users, formatCount),
      rps: nowCell(now?.rps, formatRate),
      requests: figure("requests", row.requests, formatCount(row.requests)),
      cpu: figure("cpu", row.cpu, formatShare(row.cpu)),
      loopDelayP99Ms: figure(
        "loopDelayP99Ms",
        row.loopDelayP99Ms,
        formatFigure(row.loopDelayP99Ms),
      ),
      clockOffsetMs: figure("clockOffsetMs", row.clockOffsetMs, describeClock(row)),
      lostSnapshots: figure("lostSnapshots", row.lostSnapshots, formatCount(row.lostSnapshots)),
      blindFromS: figure("blindFromS", blind, blind === null ? absent : formatSeconds(blind)),
    },
  };
};

const nowCell = (value: number | undefined, format: (value: number) => string): TableCell =>
  value === undefined ? { text: absent } : { text: format(value), value };

const describeClock = ({ clockOffsetMs, clockErrorMs }: WorkerRow): string =>
  clockOffsetMs === null
    ? absent
    : `${formatFigure(clockOffsetMs)} ± ${formatFigure(clockErrorMs)}`;

const memberTones: Readonly<Record<MemberRow["liveness"], Tone>> = {
  alive: "quiet",
  silent: "warn",
  lost: "bad",
  left: "quiet",
};

const memberRow = ({ id, name, host, liveness }: MemberRow): TableRow => ({
  key: id,
  cells: {
    ...Object.fromEntries(columns.map(({ key }) => [key, { text: absent }])),
    name: { text: name, note: host, isForeign: true },
    state: { text: liveness === "alive" ? "waiting" : liveness, tone: memberTones[liveness] },
  },
});
