// Files that a result is written to besides JSON: for people and CI servers.
import { text } from "../kinds/text-kinds.ts";
import { optionalOption } from "../option.ts";

/** Reports that are made from a result, for every command that has one. */
export const reportOptions = {
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
