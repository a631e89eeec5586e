import { describe, expect, it } from "vitest";
import { nextSort, sortRows } from "./sort-rows.ts";
import type { TableColumn, TableRow } from "./table-row.ts";

const numbers: TableColumn = { key: "count", title: "Count", align: "end" };
const words: TableColumn = { key: "name", title: "Name", align: "start" };

const row = (name: string, value: number | null): TableRow => ({
  key: name,
  cells: { name: { text: name }, count: { text: String(value), value } },
});
const rows = [row("b", 2), row("a", null), row("c", 10)];
const namesBy = (key: string, order: "ascending" | "descending") =>
  sortRows(rows, { key, order }).map((each) => each.key);

describe("rows of a table", () => {
  it("are sorted by number, not by spelling, and what has no number comes last", () => {
    expect(namesBy("count", "ascending")).toEqual(["b", "c", "a"]);
    expect(namesBy("count", "descending")).toEqual(["c", "b", "a"]);
  });

  it("are sorted by words where there are no numbers", () => {
    expect(namesBy("name", "ascending")).toEqual(["a", "b", "c"]);
    expect(namesBy("name", "descending")).toEqual(["c", "b", "a"]);
  });

  it("stay as they came without an order", () => {
    expect(sortRows(rows, null)).toBe(rows);
  });
});

describe("pressing a head again and again", () => {
  it("begins with the largest number, turns, and gives up", () => {
    const first = nextSort(null, numbers);
    const second = nextSort(first, numbers);
    expect([first?.order, second?.order]).toEqual(["descending", "ascending"]);
    expect(nextSort(second, numbers)).toBeNull();
  });

  it("begins with the first word", () => {
    expect(nextSort({ key: "count", order: "descending" }, words)).toEqual({
      key: "name",
      order: "ascending",
    });
  });
});
