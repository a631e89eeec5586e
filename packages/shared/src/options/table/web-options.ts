// The master's web side: the page, the API, and who may use them.
import { wholeNumber } from "../kinds/number-kinds.ts";
import { text } from "../kinds/text-kinds.ts";
import { timeSpanOrOff } from "../kinds/time-span-kinds.ts";
import { option, optionalOption } from "../option.ts";

/** The port that the page has unless another is named; Locust's. */
export const defaultWebPort = 8089;

/** Options of whatever serves the page. */
export const webOptions = {
  webPort: option(wholeNumber({ min: 0, max: 65_535, placeholder: "PORT" }), {
    description: "Port of the web page and its API; 0 takes a free one.",
    group: "Page",
    unit: "port",
    alias: "P",
    locust: true,
    default: defaultWebPort,
  }),
  webHost: optionalOption(text("ADDRESS"), {
    description: "Address to serve the web page on; * is every interface.",
    group: "Page",
    defaultText: "127.0.0.1; with a web token every interface",
    locust: true,
  }),
  webToken: optionalOption(text("TOKEN"), {
    description:
      "Secret that opens the web page, 16 or more characters, not the workers' one. 'auto' makes one and prints the page's address with it.",
    group: "Page",
    secret: true,
  }),
  webTokenFile: optionalOption(text("FILE"), {
    description: "File that holds the web token; keeps it out of the process list.",
    group: "Page",
  }),
  autoquitMs: optionalOption(timeSpanOrOff(), {
    description: "How long the page stays after a run before the program ends; off is for ever.",
    group: "Page",
    unit: "time span",
    defaultText: "0s after a run of -u; for ever with --autostart, or where the page starts runs",
    locust: true,
  }),
};
