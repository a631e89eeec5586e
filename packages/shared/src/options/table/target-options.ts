// Where the requests go.
import { toggle } from "../kinds/switch-kind.ts";
import { baseUrls, choice, text } from "../kinds/text-kinds.ts";
import { timeSpanOrOff } from "../kinds/time-span-kinds.ts";
import { option, optionalOption } from "../option.ts";

/** Options of the target. */
export const targetOptions = {
  host: optionalOption(baseUrls(), {
    description:
      "Base URL of the server under test, as the workers reach it. May be given several times, each URL once: users are spread over the servers in turn, and each server has series of its own.",
    group: "Target",
    alias: "H",
    locust: true,
  }),
  connections: option(choice(["per-user", "pooled", "per-request"]), {
    description:
      "Each user keeps its own connection, all share those that are free, or every request makes a new one.",
    group: "Target",
    default: "per-user",
  }),
  caCert: optionalOption(text("FILE"), {
    description: "Trust the certificates in this PEM file, besides the system's.",
    group: "Target",
  }),
  insecure: option(toggle(), {
    description:
      "Accept any certificate. Anybody on the way can then read and change what is sent.",
    group: "Target",
    default: false,
  }),
  waitReadyMs: option(timeSpanOrOff({ maxMs: 86_400_000 }), {
    description: "Wait so long for a server that is starting or loading its model.",
    group: "Target",
    unit: "time span",
    default: "off",
  }),
  httpEngine: option(choice(["own", "undici"]), {
    description:
      "What speaks HTTP: gadfly's own reader, or undici, which costs more, to compare when a number is in doubt.",
    group: "Target",
    default: "own",
  }),
};
