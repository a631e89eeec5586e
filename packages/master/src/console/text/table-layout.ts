// Which columns of a table are shown, and how wide, when there is only so much room.

/** One column of a table. */
export interface TableColumn {
  readonly title: string;
  readonly align: "left" | "right";
  /** Neighbours with the same group stand together under its title. */
  readonly group?: string;
  readonly minWidth?: number;
  /** The width down to which it may be cut when room is short; absent: never cut. */
  readonly flexibleTo?: number;
  /** When the title stands elsewhere than the cells. */
  readonly titleAlign?: "left" | "right";
  /** 0 or absent: always shown. Otherwise the highest rank is left out first. */
  readonly rank?: number;
}

/** A column that is shown. */
export interface ShownColumn {
  readonly column: TableColumn;
  readonly index: number;
  readonly width: number;
}

/** The room, and the space that stands between two columns. */
export interface TableRoom {
  readonly width: number;
  readonly gap: (column: TableColumn, previous: TableColumn) => number;
}

/** Leaves out columns until the rest fits, then shares the missing room among flexible ones. */
export function layoutColumns(
  columns: readonly TableColumn[],
  naturalWidths: readonly number[],
  room: TableRoom,
): ShownColumn[] {
  let shown: ShownColumn[] = columns.map((column, index) => ({
    column,
    index,
    width: naturalWidths[index] ?? 0,
  }));
  while (leastWidth(shown, room) > room.width) {
    const rank = Math.max(...shown.map(({ column }) => column.rank ?? 0));
    if (rank <= 0) break;
    const victim = shown.findLast(({ column }) => column.rank === rank);
    shown = shown.filter((other) => other !== victim);
  }
  return shrinkFlexible(shown, totalWidth(shown, room) - room.width);
}

const leastOf = ({ column, width }: ShownColumn): number =>
  Math.min(width, column.flexibleTo ?? width);

const gaps = (shown: readonly ShownColumn[], room: TableRoom): number => {
  let sum = 0;
  let previous: TableColumn | undefined;
  for (const { column } of shown) {
    if (previous !== undefined) sum += room.gap(column, previous);
    previous = column;
  }
  return sum;
};

const totalWidth = (shown: readonly ShownColumn[], room: TableRoom): number =>
  shown.reduce((sum, { width }) => sum + width, gaps(shown, room));

const leastWidth = (shown: readonly ShownColumn[], room: TableRoom): number =>
  shown.reduce((sum, column) => sum + leastOf(column), gaps(shown, room));

function shrinkFlexible(shown: readonly ShownColumn[], excess: number): ShownColumn[] {
  let missing = Math.max(0, excess);
  return shown.map((column) => {
    const give = Math.min(missing, column.width - leastOf(column));
    missing -= give;
    return { ...column, width: column.width - give };
  });
}
