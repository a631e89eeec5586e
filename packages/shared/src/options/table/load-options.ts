// How many users, how fast they come, how long they stay.
import { waitExamples } from "../../load/wait-text.ts";
import { decimal, wholeNumber } from "../kinds/number-kinds.ts";
import { toggle } from "../kinds/switch-kind.ts";
import { failRatioKind } from "../kinds/fail-ratio-kind.ts";
import { choice } from "../kinds/text-kinds.ts";
import { timeSpan, timeSpanOrOff } from "../kinds/time-span-kinds.ts";
import { wait } from "../kinds/wait-kind.ts";
import { option, optionalOption, type OptionWords } from "../option.ts";

const userCount = wholeNumber({ min: 1, max: 100_000 });
const usersWords = {
  description: "Peak number of users sending requests at the same time.",
  group: "Load",
  unit: "users",
  alias: "u",
  locust: true,
} satisfies OptionWords;

/** `--users` where load starts at once. */
export const usersOption = option(userCount, { ...usersWords, default: 1 });

/** `--users` of a master, which without it waits to be told. */
export const usersOnMasterOption = optionalOption(userCount, {
  ...usersWords,
  defaultText: "1 when headless",
});

/** Options of the closed loop, for whoever holds the plan. */
export const loadOptions = {
  spawnRate: option(decimal({ above: 0, max: 100_000 }), {
    description: "Users started per second, fractions allowed.",
    group: "Load",
    unit: "users/s",
    alias: "r",
    locust: true,
    default: 1,
  }),
  runTimeMs: optionalOption(timeSpanOrOff({ minMs: 1 }), {
    description: "Stop after this time; without it the run ends with Ctrl-C or --max-requests.",
    group: "Load",
    unit: "time span",
    alias: "t",
    defaultText: "no limit",
    locust: true,
  }),
  runTimeFrom: option(choice(["start", "ramp"]), {
    description: "Count --run-time from the start of the run or from the end of the ramp.",
    group: "Load",
    default: "start",
  }),
  maxRequests: optionalOption(wholeNumber({ min: 1, max: 1_000_000_000 }), {
    description: "Stop when this many requests, over all workers, have been started.",
    group: "Load",
    unit: "requests",
    alias: "n",
    defaultText: "no limit",
  }),
  wait: option(wait(), {
    description: `Pause of a user between requests: ${waitExamples}.`,
    group: "Load",
    default: "none",
  }),
  stopTimeoutMs: option(timeSpan({ maxMs: 3_600_000 }), {
    description: "How long running requests may go on when the run stops; 0 cancels them at once.",
    group: "Load",
    unit: "time span",
    alias: "s",
    locust: true,
    default: "0s",
  }),
  failureWaitMs: option(timeSpan({ maxMs: 3_600_000 }), {
    description:
      "Pause of a user after a failure that came before any byte of the answer; 0 is Locust's way.",
    group: "Load",
    unit: "time span",
    default: "1s",
  }),
  maxFailRatio: optionalOption(failRatioKind(), {
    description:
      "End the run as failed when more than this share of the requests that ended within a time failed: 0.5/30s, or 0.5 alone for the last 10 s.",
    group: "Load",
    defaultText: "no limit",
  }),
  resetStats: option(toggle(), {
    description: "Set the numbers back to zero at the end of the ramp; given to the master only.",
    group: "Load",
    locust: true,
    default: false,
  }),
  seed: optionalOption(wholeNumber({ min: 0, max: 4_294_967_295 }), {
    description: "Makes prompts and waits repeatable: the same seed sends the same requests.",
    group: "Load",
    unit: "none",
    defaultText: "random, and printed",
  }),
};
