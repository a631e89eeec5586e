import { expect, test } from "vitest";
import type { Mark } from "../model/run-picture.ts";
import { layMarks, markNear, marksNear } from "./mark-layout.ts";

const window = { fromS: 0, toS: 100 };
const marks: readonly Mark[] = [
  { t: 51, kind: "loss", text: "w2 lost" },
  { t: 50, kind: "join", text: "w3 joined" },
  { t: 10, kind: "phase", text: "running" },
  { t: -3, kind: "phase", text: "preparing" },
];

test("marks stand in the order of time, those outside the window are left out", () => {
  const placed = layMarks(marks, window, 1000);
  expect(placed.map((mark) => [mark.x, mark.glyph])).toEqual([
    [100, "◆"],
    [500, "▲"],
    [510, "✕"],
  ]);
});

test("marks that touch share the sign of the worst of them", () => {
  const placed = layMarks(marks, window, 500);
  expect(placed.map((mark) => mark.kind)).toEqual(["phase", "loss"]);
  expect(placed[1]?.marks.map((mark) => mark.text)).toEqual(["w3 joined", "w2 lost"]);
});

test("the nearest sign within reach is found", () => {
  const placed = layMarks(marks, window, 1000);
  expect(markNear(placed, 507)?.kind).toBe("loss");
  expect(markNear(placed, 300)).toBeUndefined();
});

test("a step has the marks since the step before it", () => {
  expect(marksNear(marks, [10, 20, 60], 60).map((mark) => mark.text)).toEqual([
    "w2 lost",
    "w3 joined",
  ]);
  expect(marksNear(marks, [10, 20, 60], 20)).toEqual([]);
});
