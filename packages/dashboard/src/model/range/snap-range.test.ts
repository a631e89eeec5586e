import type { StepRecord } from "@gadfly/shared/journal/step-record";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intervalOf } from "../../../../../test/support/snapshots.ts";
import { chosenRange } from "./chosen-range.ts";
import { snapRange } from "./snap-range.ts";
import { rangeErrors } from "./range-errors.ts";
import { emptyPicture } from "../empty-picture.ts";

const stepOf = (index: number, length: number): StepRecord => {
  const { type: _type, ...fields } = intervalOf(index);
  return { ...fields, length };
};

/** Two minutes in steps of 10 s, then one in steps of 1 s. */
const steps = [
  ...Array.from({ length: 12 }, (_, place) => stepOf(place * 10, 10)),
  ...Array.from({ length: 60 }, (_, place) => stepOf(120 + place, 1)),
];
const picture = { steps, intervalMs: 1_000 };

describe("a chosen range", () => {
  it("goes to the nearest borders of stored steps", () => {
    expect(snapRange(picture, { fromS: 130.4, toS: 145.6 })).toMatchObject({
      fromS: 130,
      toS: 146,
    });
    expect(snapRange(picture, { fromS: 14, toS: 37 })).toMatchObject({ fromS: 10, toS: 40 });
  });

  it("is at least the step in its middle", () => {
    expect(snapRange(picture, { fromS: 31, toS: 33 })).toMatchObject({ fromS: 30, toS: 40 });
    expect(snapRange(picture, { fromS: 150.2, toS: 150.2 })).toMatchObject({
      fromS: 150,
      toS: 151,
    });
  });

  it("says what it is, and where only longer steps are stored", () => {
    const textOf = (fromS: number, toS: number) => snapRange(picture, { fromS, toS })?.text;
    expect(textOf(125, 150)).toBe("2m05s to 2m30s");
    expect(textOf(12, 48)).toBe("10s to 50s; of this part only whole 10s are stored");
    expect(textOf(100, 150)).toBe("1m40s to 2m30s; before 2m00s only whole 10s are stored");
  });

  it("is the whole run when none is chosen, and none where nothing is stored", () => {
    expect(snapRange(picture, null)).toMatchObject({ fromS: 0, toS: 180, seconds: 180 });
    expect(snapRange(picture, { fromS: 500, toS: 600 })).toBeNull();
    expect(snapRange({ steps: [], intervalMs: 1_000 }, null)).toBeNull();
  });

  it("holds neighbouring whole steps, and never moves when it is chosen again", () => {
    const time = fc.double({ min: 0, max: 180, noNaN: true });
    fc.assert(
      fc.property(time, time, (a, b) => {
        const range = snapRange(picture, { fromS: Math.min(a, b), toS: Math.max(a, b) });
        if (range === null) return;
        expect(range.seconds).toBe(range.toS - range.fromS);
        expect(snapRange(picture, range)).toEqual(range);
      }),
    );
  });

  it("is added up once while its steps stay the same", () => {
    const range = { fromS: 10, toS: 30 };
    const before = chosenRange({ ...emptyPicture, steps }, range);
    const after = chosenRange({ ...emptyPicture, steps: [...steps, stepOf(180, 1)] }, range);
    expect(after).toBe(before);
  });
});

it("counts the failures of a range by what their messages have in common", () => {
  const failing = (index: number, message: string, count: number): StepRecord => ({
    ...stepOf(index, 1),
    errors: [{ kind: "http", message, count, firstSeenMs: 0, lastSeenMs: 0 }],
  });
  const errors = rangeErrors([
    failing(0, "HTTP 503: id 1a2b3c4d5e", 1),
    failing(1, "HTTP 500", 2),
    failing(2, "HTTP 503: id 9f8e7d6c5b", 4),
  ]);
  expect(errors).toEqual([
    { kind: "http", message: "HTTP 503: id 1a2b3c4d5e", count: 5 },
    { kind: "http", message: "HTTP 500", count: 2 },
  ]);
});
