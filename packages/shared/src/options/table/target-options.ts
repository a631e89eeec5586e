// Where the requests go.
import { baseUrl } from "../kinds/text-kinds.ts";
import { optionalOption } from "../option.ts";

/** Options of the target. */
export const targetOptions = {
  host: optionalOption(baseUrl(), {
    description: "Base URL of the server under test, as the workers reach it.",
    group: "Target",
    alias: "H",
    locust: true,
  }),
};
