import { expect, it } from "vitest";
import { exampleResult } from "../../../../../test/support/example-result.ts";
import { planOf } from "../../../../../test/support/snapshots.ts";
import { endedStatus } from "./report-source.ts";

it("names no time limit of which the ramp is a part that is not known", () => {
  const limitOf = (runTimeFrom: "start" | "ramp") =>
    endedStatus(exampleResult(), planOf({ runTimeMs: 30_000, runTimeFrom }), null).totalMs;
  expect(limitOf("start")).toBe(30_000);
  expect(limitOf("ramp")).toBeNull();
});
