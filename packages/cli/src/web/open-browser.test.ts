import { expect, it } from "vitest";
import { hasBrowser } from "./open-browser.ts";

const terminal = { write: () => {}, isTTY: true };
const pipe = { write: () => {} };

it("is for a terminal with a display", () => {
  expect(hasBrowser(terminal, { DISPLAY: ":0" }, "linux")).toBe(true);
  expect(hasBrowser(terminal, { WAYLAND_DISPLAY: "wayland-0" }, "linux")).toBe(true);
  expect(hasBrowser(terminal, {}, "darwin")).toBe(true);
});

it("is not for pipes, machines without a display, and CI servers", () => {
  expect(hasBrowser(pipe, { DISPLAY: ":0" }, "linux")).toBe(false);
  expect(hasBrowser(terminal, { DISPLAY: "" }, "linux")).toBe(false);
  expect(hasBrowser(terminal, { DISPLAY: ":0", CI: "true" }, "linux")).toBe(false);
  expect(hasBrowser(terminal, { CI: "1" }, "darwin")).toBe(false);
});
