// Users that run, users that are wanted, and requests that wait for their answer.
import type { LoadTarget, RunPicture } from "../run-picture.ts";
import { presenceOf } from "../steps/present-workers.ts";
import { endOf } from "../steps/step-time.ts";
import { lineChart } from "./line-chart.ts";

const targetAt = (targets: readonly LoadTarget[], t: number): number | null =>
  targets.findLast(({ fromS }) => fromS < t)?.users ?? null;

/** Users and requests in flight. */
export const usersChart = (picture: RunPicture) => {
  const { intervalMs, absences, targets } = picture;
  return lineChart(picture, {
    title: "Users and requests in flight",
    unit: "",
    ifNothing: "No worker has reported yet.",
    lines: [
      {
        name: "Users",
        tone: "first",
        valueOf: (step) => presenceOf(step, endOf(step, intervalMs), absences).users,
      },
      {
        name: "In flight",
        tone: "second",
        valueOf: (step) => presenceOf(step, endOf(step, intervalMs), absences).inFlight,
      },
      {
        name: "Wanted",
        tone: "quiet",
        isDashed: true,
        valueOf: (step) => targetAt(targets, endOf(step, intervalMs)),
      },
    ],
  });
};
