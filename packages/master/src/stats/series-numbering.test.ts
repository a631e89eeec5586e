import { expect, test } from "vitest";
import { labelsOf } from "../../../../test/support/snapshots.ts";
import { SeriesNumbering } from "./series-numbering.ts";

const ttft = { metric: "ttft", labels: labelsOf() };
const failed = { metric: "ttft", labels: labelsOf("failed") };

test("gives the same series of two workers the same number", () => {
  const numbering = new SeriesNumbering();
  const first = numbering.announce("a", [
    { id: 0, ...ttft },
    { id: 1, ...failed },
  ]);
  const second = numbering.announce("b", [
    { id: 7, ...failed },
    { id: 8, ...ttft },
  ]);
  expect(first).toEqual([
    { type: "series", id: 0, ...ttft },
    { type: "series", id: 1, ...failed },
  ]);
  expect(second).toEqual([]);
  expect([numbering.numberOf("b", 7), numbering.numberOf("b", 8)]).toEqual([1, 0]);
});

test("does not mind the order of labels, nor a repeated announcement", () => {
  const numbering = new SeriesNumbering();
  numbering.announce("a", [{ id: 0, ...ttft }]);
  const turned = Object.fromEntries(Object.entries(labelsOf()).toReversed());
  expect(numbering.announce("a", [{ id: 0, metric: "ttft", labels: turned }])).toEqual([]);
  expect(numbering.numberOf("a", 0)).toBe(0);
});

test("never mixes series whose labels only look alike when put together", () => {
  const numbering = new SeriesNumbering();
  const fresh = numbering.announce("a", [
    { id: 0, metric: "m", labels: { x: "1,y,2" } },
    { id: 1, metric: "m", labels: { x: "1", y: "2" } },
    { id: 2, metric: "m", labels: { 'x","1"': "2" } },
  ]);
  expect(fresh).toHaveLength(3);
});

test("knows no series that this worker did not announce", () => {
  const numbering = new SeriesNumbering();
  numbering.announce("a", [{ id: 0, ...ttft }]);
  expect([numbering.numberOf("a", 1), numbering.numberOf("b", 0)]).toEqual([null, null]);
});

test("stops numbering at its cap and keeps what it has", () => {
  const numbering = new SeriesNumbering();
  const many = Array.from({ length: 20_001 }, (_, id) => ({ id, metric: `m${id}`, labels: {} }));
  expect(numbering.announce("a", many)).toHaveLength(20_000);
  expect(numbering.numberOf("a", 20_000)).toBeNull();
  expect(numbering.announce("b", many.slice(0, 1))).toEqual([]);
  expect(numbering.numberOf("b", 0)).toBe(0);
});
