// Results by level on a terminal: for each figure a row per system, for each level a column. Levels that do
// not fit beside each other continue in a table below.
import type { SystemLevels } from "@gadfly/shared/compare/compare-document";
import { absent } from "@gadfly/shared/units/format-number";
import type { ConsoleStyle } from "../console-style.ts";
import { printable } from "../printable.ts";
import type { TableColumn } from "../text/table-layout.ts";
import { formatTable } from "../text/text-table.ts";
import { levelFigureRows } from "./words.ts";

const firstColumnsWidth = 44;
const levelWidth = 9;

/** The table's lines; none without levels. */
export const formatLevels = (systems: readonly SystemLevels[], style: ConsoleStyle): string[] => {
  const levels = levelsOf(systems);
  const perTable = Math.max(2, Math.floor((style.width - firstColumnsWidth) / levelWidth));
  const tables: string[][] = [];
  for (let from = 0; from < levels.length; from += perTable)
    tables.push(levelTable(systems, levels.slice(from, from + perTable), style));
  return tables.flatMap((lines, at) => (at === 0 ? lines : ["", ...lines]));
};

/** Every level that any system was measured at. */
export const levelsOf = (systems: readonly SystemLevels[]): number[] => {
  const all = systems.flatMap(({ levels }) => levels.map(({ concurrency }) => concurrency));
  return [...new Set(all)].toSorted((a, b) => a - b);
};

/** The cells of one row: a system's figure at each of the levels. */
export const levelCells = (
  { levels }: SystemLevels,
  wanted: readonly number[],
  read: (typeof levelFigureRows)[number]["read"],
): string[] =>
  wanted.map((concurrency) => {
    const level = levels.find((row) => row.concurrency === concurrency);
    return level === undefined ? absent : read(level);
  });

const levelTable = (
  systems: readonly SystemLevels[],
  levels: readonly number[],
  style: ConsoleStyle,
): string[] => {
  const columns: TableColumn[] = [
    { title: "", align: "left" },
    { title: "", align: "left", flexibleTo: 8 },
    ...levels.map((level): TableColumn => ({
      title: String(level),
      align: "right",
      group: "concurrency",
      minWidth: 6,
    })),
  ];
  const rows = levelFigureRows.flatMap(({ title, read }) =>
    systems
      .filter((system) => levelCells(system, levels, read).some((cell) => cell !== absent))
      .map((system, at) => [
        at === 0 ? title : "",
        printable(system.name),
        ...levelCells(system, levels, read),
      ]),
  );
  return formatTable({ columns, rows }, style);
};
