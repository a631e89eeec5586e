// Users that run, users that are wanted, and requests that wait for their answer.
import type { LoadTarget, RunPicture } from "../run-picture.ts";
import { presenceOf } from "../steps/present-workers.ts";
import { endOf } from "../steps/step-time.ts";
import { lineChart } from "./line-chart.ts";

const wantedAt = (targets: readonly LoadTarget[], t: number): number | null =>
  targets.findLast(({ fromS }) => fromS < t)?.users ?? null;

/** Users and requests in flight. */
export const usersChart = (picture: RunPicture) => {
  const { steps, intervalMs, absences, targets } = picture;
  const ends = steps.map((step) => endOf(step, intervalMs));
  const presence = steps.map((step, place) => presenceOf(step, ends[place] ?? 0, absences));
  return lineChart(picture, {
    title: "Users and requests in flight",
    unit: "",
    ifNothing: "No worker has reported yet.",
    lines: [
      { name: "Users", tone: "first", valueAt: (place) => presence[place]?.users ?? null },
      { name: "In flight", tone: "second", valueAt: (place) => presence[place]?.inFlight ?? null },
      {
        name: "Wanted",
        tone: "quiet",
        isDashed: true,
        valueAt: (place) => wantedAt(targets, ends[place] ?? 0),
      },
    ],
  });
};
