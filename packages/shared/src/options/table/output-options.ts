// What a run prints, what it keeps, and how it ends.
import { wholeNumber } from "../kinds/number-kinds.ts";
import { toggle } from "../kinds/switch-kind.ts";
import { text } from "../kinds/text-kinds.ts";
import { option, optionalOption } from "../option.ts";

/** Where results go, for every command that has any. */
export const documentOptions = {
  json: option(toggle(), {
    description: "Print the result as one JSON document on stdout, and nothing else there.",
    group: "Results",
    default: false,
  }),
  jsonFile: optionalOption(text("FILE"), {
    description: "Also write the JSON document to exactly this file.",
    group: "Results",
    locust: true,
  }),
};

/** The folder that every run keeps. */
export const folderOptions = {
  save: option(toggle(), {
    description: "Keep plan, journal and result in a folder of the run; --no-save keeps nothing.",
    group: "Results",
    default: true,
  }),
  saveDir: option(text("FOLDER"), {
    description: "Where the folders of the runs are made.",
    group: "Results",
    default: "gadfly-results",
  }),
};

/** What a terminal shows, for every command that runs something. */
export const screenOptions = {
  liveView: optionalOption(toggle(), {
    description: "Draw a live view of the run on a terminal; --no-live-view leaves one line.",
    group: "Results",
    defaultText: "on a terminal",
  }),
};

/** What the console shows during a run, and the exit code after it. */
export const consoleOptions = {
  ...screenOptions,
  headless: option(toggle(), {
    description: "No web page: start at once, print tables.",
    group: "Results",
    locust: true,
    default: false,
  }),
  autostart: option(toggle(), {
    description: "Start at once without being told, also where a web page is served.",
    group: "Results",
    locust: true,
    default: false,
  }),
  onlySummary: option(toggle(), {
    description: "Print no table during the run, only the summary.",
    group: "Results",
    locust: true,
    default: false,
  }),
  printStats: option(toggle(), {
    description: "Print the periodic table during the run also where a web page is served.",
    group: "Results",
    locust: true,
    default: false,
  }),
  exitCodeOnError: option(wholeNumber({ min: 0, max: 255, placeholder: "CODE" }), {
    description: "Exit code when any request failed.",
    group: "Results",
    unit: "exit code",
    locust: true,
    default: 1,
  }),
};
