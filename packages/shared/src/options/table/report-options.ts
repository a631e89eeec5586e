// Files that a result is written to besides JSON: for people and CI servers.
import { decimal } from "../kinds/number-kinds.ts";
import { toggle } from "../kinds/switch-kind.ts";
import { text } from "../kinds/text-kinds.ts";
import { option, optionalOption } from "../option.ts";

/** Requests one by one, for the commands that conduct a run. */
export const recordOptions = {
  records: optionalOption(text("FILE"), {
    description: "Write each finished request to this file, one line of JSON each.",
    group: "Results",
  }),
  recordsSample: option(decimal({ above: 0, max: 1 }), {
    description: "Share of the requests that --records writes, chosen by the seed.",
    group: "Results",
    unit: "share",
    default: 1,
  }),
};

/** The report that a browser shows, for every command that has a run. */
export const htmlOption = {
  html: optionalOption(text("FILE"), {
    description:
      "Write a report to this file that any browser opens, without a network. In its name, as in those of the other files of a run, {u}, {r}, {t} and {id} become users, spawn rate, seconds and run id.",
    group: "Results",
    locust: true,
  }),
};

/** Reports that are made from a result, for every command that has one. */
export const reportOptions = {
  ...htmlOption,
  csv: optionalOption(text("PREFIX"), {
    description:
      "Write Locust's tables to PREFIX_stats.csv, PREFIX_stats_history.csv, PREFIX_failures.csv and PREFIX_exceptions.csv, once a second.",
    group: "Results",
    locust: true,
  }),
  csvFullHistory: option(toggle(), {
    description: "Have every row in PREFIX_stats_history.csv, not only the aggregate.",
    group: "Results",
    locust: true,
    default: false,
  }),
  markdown: optionalOption(text("FILE"), {
    description: "Write a report in Markdown to this file, for a pull request or a job's summary.",
    group: "Results",
  }),
  junit: optionalOption(text("FILE"), {
    description:
      "Write verdict, ledger, failures and objectives to this file as JUnit XML, for a CI server.",
    group: "Results",
  }),
};
