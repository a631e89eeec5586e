import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createColour } from "../colour.ts";
import type { TableColumn } from "./table-layout.ts";
import { formatTable } from "./text-table.ts";
import { displayWidth } from "./text-width.ts";

const colour = createColour(false);
const columns: readonly TableColumn[] = [
  { title: "name", align: "left", flexibleTo: 6 },
  { title: "n", align: "right", group: "all" },
  { title: "p50", align: "right", group: "ms", minWidth: 6 },
  { title: "p99", align: "right", group: "ms", minWidth: 6, rank: 1 },
];
const rows = [
  ["first row", "1", "12.3", "45.6"],
  ["a row with a longer name", "1,204", "-", "-"],
];

describe("text table", () => {
  it("aligns columns under their titles and groups", () => {
    expect(formatTable({ columns, rows }, { width: 60, colour }).join("\n")).toMatchInlineSnapshot(`
      "                            all              ms
      name                          n     p50     p99
      first row                     1    12.3    45.6
      a row with a longer name  1,204       -       -"
    `);
  });

  it("draws rules between groups, under the header and above the footer", () => {
    const table = { columns, rows, footer: [["sum", "1,205", "12.3", "45.6"]] };
    const lines = formatTable(table, { width: 60, colour, isRuled: true });
    expect(lines.join("\n")).toMatchInlineSnapshot(`
      "                         │  all │           ms
      name                     │    n │   p50    p99
      ─────────────────────────┼──────┼─────────────
      first row                │    1 │  12.3   45.6
      a row with a longer name │1,204 │     -      -
      ─────────────────────────┼──────┼─────────────
      sum                      │1,205 │  12.3   45.6"
    `);
  });

  it("cuts the flexible column, then leaves out the column of the highest rank", () => {
    const titles = (width: number): string | undefined =>
      formatTable({ columns, rows }, { width, colour })[1]?.replaceAll(/ +/gu, " ");
    expect(titles(45)).toBe("name n p50 p99");
    expect(titles(29)).toBe("name n p50 p99");
    expect(titles(28)).toBe("name n p50");
  });

  it("measures coloured cells by what is seen of them", () => {
    const plain = formatTable({ columns, rows }, { width: 60, colour });
    const { red } = createColour(true);
    const paint = (cells: string[]): string[] => cells.map(red);
    const painted = formatTable({ columns, rows: rows.map(paint) }, { width: 60, colour });
    expect(painted.map(displayWidth)).toEqual(plain.map(displayWidth));
  });

  it("keeps within any width", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.boolean(), (width, isRuled) => {
        for (const line of formatTable({ columns, rows }, { width, colour, isRuled })) {
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });
});
