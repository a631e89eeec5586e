// The few things that can be changed about the demo.
import { decimal, wholeNumber } from "../kinds/number-kinds.ts";
import { toggle } from "../kinds/switch-kind.ts";
import { timeSpan } from "../kinds/time-span-kinds.ts";
import { option } from "../option.ts";

/** Options of `gadfly demo`. */
export const demoOptions = {
  users: option(wholeNumber({ min: 1, max: 1000 }), {
    description: "Peak number of users.",
    group: "Load",
    unit: "users",
    alias: "u",
    default: 20,
  }),
  spawnRate: option(decimal({ above: 0, max: 1000 }), {
    description: "Users started per second.",
    group: "Load",
    unit: "users/s",
    alias: "r",
    default: 5,
  }),
  runTimeMs: option(timeSpan({ minMs: 1000, maxMs: 3_600_000 }), {
    description: "Length of the demo.",
    group: "Load",
    unit: "time span",
    alias: "t",
    default: "30s",
  }),
  open: option(toggle(), {
    description:
      "Open the page in the browser, from a terminal with a display; --no-open only prints its address.",
    group: "Page",
    default: true,
  }),
  processes: option(wholeNumber({ min: 1, max: 64 }), {
    description: "Worker processes to start.",
    group: "Cluster",
    unit: "processes",
    default: 2,
  }),
};
