import { silentLogger } from "@gadfly/shared/logging/logger";
import { expect, it } from "vitest";
import { RunPosition } from "./run-position.ts";

it("moves as the table of runs allows, and says what it refuses", () => {
  const lines: string[] = [];
  const position = new RunPosition({ ...silentLogger, debug: (line) => void lines.push(line) });
  expect(position.step("allDrained")).toBe(false);
  expect(position).toMatchObject({ state: "ready", stage: "waiting" });
  expect(position.step("startRequested")).toBe(true);
  expect(position).toMatchObject({ state: "preparing", stage: "preparing" });
  expect(lines).toEqual([
    "run: allDrained means nothing in ready",
    "run: ready → preparing (startRequested)",
  ]);
});
