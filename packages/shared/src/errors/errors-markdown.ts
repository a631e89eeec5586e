// docs/errors.md, made from the tables.
import { type ErrorCodeRow, errorCodes } from "./error-codes.ts";
import { exitCodeTable } from "./exit-codes.ts";
import { warningCodes } from "./warning-codes.ts";

/** The page of exit codes, error codes and warnings. */
export function describeErrorsMarkdown(): string {
  return [
    "# Errors",
    "",
    "Every mistake that gadfly can name has a stable code, a sentence and a remedy.",
    "",
    "## Exit codes",
    "",
    "When several apply, the one further up wins.",
    "",
    "| code | meaning |",
    "| ---: | --- |",
    ...exitCodeTable.map(({ code, meaning }) => `| ${code} | ${meaning} |`),
    "",
    "## Error codes",
    "",
    ...Object.entries(errorCodes).flatMap(([code, row]) => describeRow(code, row)),
    "## Warnings",
    "",
    "What did not fail a request but changes what its numbers mean. Summary and result count them.",
    "",
    "| code | what was seen | what helps |",
    "| --- | --- | --- |",
    ...Object.entries(warningCodes).map(
      ([code, { sentence, remedy }]) => `| \`${code}\` | ${sentence} | ${remedy} |`,
    ),
    "",
  ].join("\n");
}

function describeRow(code: string, row: ErrorCodeRow): string[] {
  return [
    `### ${code}`,
    "",
    `${row.title}. Exit code ${row.exitCode}.`,
    "",
    `> ${withPlaces(row.sentence)}`,
    "",
    withPlaces(row.hint),
    "",
  ];
}

/** A fact stands in small capitals' stead: `{address}` reads as _address_. */
const withPlaces = (text: string): string =>
  text.replace("{suggestion}", "").replaceAll(/\{(\w+)\}/g, "_$1_");
