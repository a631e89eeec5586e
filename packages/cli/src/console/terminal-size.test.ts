import { expect, it } from "vitest";
import { canDraw, rowsOf, styleOf } from "./terminal-size.ts";

const terminal = { write: () => {}, isTTY: true, columns: 100, rows: 30 };

it("has no colour in a pipe, with NO_COLOR, or on a terminal that has none", () => {
  expect(styleOf(terminal, {}).colour.bold("x")).not.toBe("x");
  expect(styleOf(terminal, { NO_COLOR: "1" }).colour.bold("x")).toBe("x");
  expect(styleOf(terminal, { TERM: "dumb" }).colour.bold("x")).toBe("x");
  expect(styleOf({ write: () => {} }, {}).colour.bold("x")).toBe("x");
});

it("takes the size of the terminal, and the usual one where it has none", () => {
  expect([styleOf(terminal, {}).width, rowsOf(terminal)]).toEqual([100, 30]);
  const sizeless = { write: () => {}, isTTY: true, columns: 0, rows: 0 };
  expect([styleOf(sizeless, {}).width, rowsOf(sizeless)]).toEqual([80, 24]);
});

it("gives a pipe the width of COLUMNS", () => {
  const pipe = { write: () => {} };
  expect(styleOf(pipe, {}).width).toBe(120);
  expect(styleOf(pipe, { COLUMNS: "200" }).width).toBe(200);
  expect(styleOf(pipe, { COLUMNS: "9" }).width).toBe(120);
});

it("draws on a terminal only, and not on a dumb one", () => {
  expect(canDraw(terminal, { TERM: "xterm" })).toBe(true);
  expect(canDraw(terminal, { TERM: "dumb" })).toBe(false);
  expect(canDraw({ write: () => {} }, { TERM: "xterm" })).toBe(false);
});
