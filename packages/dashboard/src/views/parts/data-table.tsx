// A table that can be sorted and that scrolls within itself.
import { useRef, useState } from "preact/hooks";
import { nextSort, sortRows } from "../../model/tables/sort-rows.ts";
import type { TableCell, TableColumn, TableRow, TableSort } from "../../model/tables/table-row.ts";
import { Badge } from "./badge.tsx";
import { Foreign } from "./foreign.tsx";
import { useMoreBeside } from "./use-more-beside.ts";

/** What a table is made of. */
export interface DataTableProps {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** Says why there is no row. */
  readonly empty: string;
  /** The panel's title says the same: the caption is read out and not shown. */
  readonly isCaptionUnseen?: boolean;
  /** As wide as what it holds. */
  readonly isNarrow?: boolean;
}

/** A table; each head sorts by its column. */
export const DataTable = ({
  caption,
  columns,
  rows,
  empty,
  isCaptionUnseen = false,
  isNarrow = false,
}: DataTableProps) => {
  const [sort, setSort] = useState<TableSort>(null);
  const frame = useRef<HTMLDivElement>(null);
  const isMore = useMoreBeside(frame);
  return (
    <div
      ref={frame}
      class={`table-frame${isNarrow ? " table-narrow" : ""}${isMore ? " table-more" : ""}`}
      role="group"
      aria-label={`${caption}, scrolls sideways`}
      tabIndex={0}
    >
      <table class="data-table">
        <caption class={isCaptionUnseen ? "unseen" : undefined}>
          <span>{caption}</span>
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell
                key={column.key}
                column={column}
                sort={sort}
                onSort={() => setSort(nextSort(sort, column))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {sortRows(rows, sort).map((row) => (
            <BodyRow key={row.key} row={row} columns={columns} />
          ))}
          {rows.length === 0 && (
            <tr>
              <td class="none" colSpan={columns.length}>
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
      {isMore && (
        <span class="table-hint" aria-hidden="true">
          scrolls →
        </span>
      )}
    </div>
  );
};

interface HeadCellProps {
  readonly column: TableColumn;
  readonly sort: TableSort;
  readonly onSort: () => void;
}

const HeadCell = ({ column, sort, onSort }: HeadCellProps) => {
  const order = sort?.key === column.key ? sort.order : "none";
  return (
    <th scope="col" class={columnClass(column)} aria-sort={order}>
      <button type="button" class="sort" onClick={onSort}>
        <span>
          {column.title}
          {column.unit !== undefined && <span class="unit"> {column.unit}</span>}
        </span>
        <span class="sort-mark" aria-hidden="true">
          {sortMarks[order]}
        </span>
      </button>
    </th>
  );
};

const columnClass = ({ align, isWide, isWord }: TableColumn): string =>
  [`align-${align}`, isWide === true && "wide", isWord === true && "word"]
    .filter((name) => name !== false)
    .join(" ");

const sortMarks = { none: "", ascending: "↑", descending: "↓" } as const;

const BodyRow = ({
  row,
  columns,
}: {
  readonly row: TableRow;
  readonly columns: readonly TableColumn[];
}) => (
  <tr>
    {columns.map((column, index) => {
      const props = cellProps(row.cells[column.key], column);
      return index === 0 ? (
        <th key={column.key} scope="row" {...props} />
      ) : (
        <td key={column.key} {...props} />
      );
    })}
  </tr>
);

// Class and title of a figure that says little.
const thinProps = (cell: TableCell | undefined, column: TableColumn) =>
  cell?.thin === undefined
    ? { class: columnClass(column) }
    : { class: `${columnClass(column)} thin`, title: cell.thin };

const cellProps = (cell: TableCell | undefined, column: TableColumn) => ({
  ...thinProps(cell, column),
  ...(cell?.metric !== undefined && { "data-metric": cell.metric }),
  ...(cell?.figure !== undefined && { "data-figure": cell.figure }),
  ...(cell?.value !== undefined && { "data-value": cell.value === null ? "" : String(cell.value) }),
  children: cell === undefined ? "" : <CellContent {...cell} />,
});

const CellContent = ({ text, tone, isForeign, note }: TableCell) => (
  <>
    {tone !== undefined && <Badge tone={tone}>{text}</Badge>}
    {tone === undefined && (isForeign === true ? <Foreign text={text} /> : text)}
    {note !== undefined && note !== "" && (
      <span class="cell-note">
        <bdi>{note}</bdi>
      </span>
    )}
  </>
);
