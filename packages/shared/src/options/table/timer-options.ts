// The six timers of a request; each has a failure kind of its own.
import { timeSpan, timeSpanOrOff } from "../kinds/time-span-kinds.ts";
import { option, type OptionWords } from "../option.ts";

const limit = timeSpanOrOff({ minMs: 1, maxMs: 86_400_000 });

const words = (description: string): OptionWords => ({
  description,
  group: "Timeouts",
  unit: "time span",
});

/** Options of the timers. */
export const timerOptions = {
  connectTimeoutMs: option(timeSpan({ minMs: 1, maxMs: 3_600_000 }), {
    ...words("Longest wait for a new connection, TLS included."),
    default: "10s",
  }),
  headersTimeoutMs: option(limit, {
    ...words("Longest wait for the headers of the answer."),
    default: "off",
  }),
  firstTokenTimeoutMs: option(limit, {
    ...words("Longest wait for the first token."),
    default: "off",
  }),
  idleTimeoutMs: option(limit, {
    ...words("Longest silence inside an answer: no byte at all."),
    default: "off",
  }),
  progressTimeoutMs: option(limit, {
    ...words("Longest time without a new token after the first one, even if other bytes come."),
    default: "off",
  }),
  requestTimeoutMs: option(limit, {
    ...words("Longest duration of a whole request."),
    default: "10m",
  }),
};
