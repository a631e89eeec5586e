import { describe, expect, test } from "vitest";
import {
  areaWidth,
  nearestIndex,
  shownWindow,
  spanInWindow,
  timeToX,
  xToTime,
} from "./time-scale.ts";

const window = { fromS: 10, toS: 30 };

describe("the scale of time", () => {
  test("goes from pixels to times and back", () => {
    expect(timeToX(20, window, 400)).toBe(200);
    expect(xToTime(200, window, 400)).toBe(20);
  });

  test("holds the pointer inside the window", () => {
    expect(xToTime(-5, window, 400)).toBe(10);
    expect(xToTime(999, window, 400)).toBe(30);
  });

  test("never has an area without width", () => {
    expect(areaWidth(0)).toBe(1);
  });
});

describe("a span in a window", () => {
  test("is cut at the edges", () => {
    expect(spanInWindow({ fromS: 0, toS: 20 }, window, 400)).toEqual({ left: 0, width: 200 });
    expect(spanInWindow({ fromS: 20, toS: 90 }, window, 400)).toEqual({ left: 200, width: 200 });
  });

  test("is none where nothing of it is seen", () => {
    expect(spanInWindow(null, window, 400)).toBeNull();
    expect(spanInWindow({ fromS: 0, toS: 10 }, window, 400)).toBeNull();
    expect(spanInWindow({ fromS: 30, toS: 40 }, window, 400)).toBeNull();
  });
});

describe("the nearest value", () => {
  test("is found between, before and after all values", () => {
    const times = [1, 2, 4, 8];
    expect([0, 1, 2.9, 3.1, 6.1, 99].map((timeS) => nearestIndex(times, timeS))).toEqual([
      0, 0, 1, 2, 3, 3,
    ]);
  });

  test("is none among none", () => {
    expect(nearestIndex([], 3)).toBe(-1);
  });
});

describe("the window shown", () => {
  test("is the whole run without zoom, and ten seconds at least", () => {
    expect(shownWindow(90, null)).toEqual({ fromS: 0, toS: 90 });
    expect(shownWindow(0, null)).toEqual({ fromS: 0, toS: 10 });
  });

  test("follows the end where the last minutes were asked for", () => {
    expect(shownWindow(90, { lastS: 60 })).toEqual({ fromS: 30, toS: 90 });
    expect(shownWindow(20, { lastS: 60 })).toEqual({ fromS: 0, toS: 20 });
  });

  test("stays where a range was zoomed to", () => {
    expect(shownWindow(90, { fromS: 5, toS: 9 })).toEqual({ fromS: 5, toS: 9 });
    expect(shownWindow(90, { fromS: 5, toS: 5 })).toEqual({ fromS: 5, toS: 6 });
  });
});
