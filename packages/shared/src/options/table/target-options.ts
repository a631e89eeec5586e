// Where the requests go.
import { baseUrl, choice } from "../kinds/text-kinds.ts";
import { option, optionalOption } from "../option.ts";

/** Options of the target. */
export const targetOptions = {
  host: optionalOption(baseUrl(), {
    description: "Base URL of the server under test, as the workers reach it.",
    group: "Target",
    alias: "H",
    locust: true,
  }),
  httpEngine: option(choice(["own", "undici"]), {
    description:
      "What speaks HTTP: gadfly's own reader, or undici, which costs more, to compare when a number is in doubt.",
    group: "Target",
    default: "own",
  }),
};
