// Options that are about the program, not about the run.
import { toggle } from "../kinds/switch-kind.ts";
import { choice, text } from "../kinds/text-kinds.ts";
import { option, optionalOption } from "../option.ts";

/** Log levels, with Locust's names. */
export const logLevels = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] as const;

/** Options of every command that logs. */
export const logOptions = {
  loglevel: option(choice(logLevels), {
    description: "Log messages of this weight and above.",
    group: "General",
    alias: "L",
    locust: true,
    default: "INFO",
  }),
  logfile: optionalOption(text("FILE"), {
    description: "Write the log to this file.",
    group: "General",
    defaultText: "stderr",
    locust: true,
  }),
};

/** Where the other options come from, and a look at the outcome. */
export const sourceOptions = {
  config: optionalOption(text("FILE"), {
    description: "YAML or JSON file with options, named as the flags are.",
    group: "General",
    notInFile: true,
  }),
  printOptions: option(toggle(), {
    description: "Print every option, its value and where it came from, and exit.",
    group: "General",
    notInFile: true,
    default: false,
  }),
};
