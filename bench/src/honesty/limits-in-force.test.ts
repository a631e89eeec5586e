// The verdict's table and the kept measurement must not drift apart.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { deriveLimits } from "./derive-limits.ts";
import { readReport } from "./report-file.ts";

const resultFile = fileURLToPath(new URL("../../results/honesty.json", import.meta.url));

/** Round figures are worth a few points on the wrong side. */
const shareForRoundness = 0.05;

describe.runIf(existsSync(resultFile))("the limits in force", () => {
  it.each(["SUSPECT", "INVALID"])(
    "of loop delay, %s, are about as good as the best for the kept measurement",
    (severity) => {
      const { points } = readReport(resultFile);
      const rows = deriveLimits(points);
      const row = rows.find((one) => one.rule === "loop_delay" && one.severity === severity);
      const errorsOf = (line: { missed: number; falseAlarms: number } | null | undefined) =>
        (line?.missed ?? 0) + (line?.falseAlarms ?? 0);
      const best = errorsOf(row?.derived);
      expect(errorsOf(row?.inForce)).toBeLessThanOrEqual(best + shareForRoundness * points.length);
    },
  );
});
