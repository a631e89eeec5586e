// Text, tables and lists of GitHub's Markdown. Whatever comes from outside (names, messages) is
// written so that it shows as it is and means nothing.
import { printable } from "../../console/printable.ts";

/** Every character that could begin markup; before a backslash each is itself. */
const markup = /[\\`*_[\]<>|~#&$]/gu;
/** At the beginning of a line these make a list or a rule. */
const bullet = /^[-+=]/u;
const ordinal = /^(\d+)([.)])(?=\s|$)/u;

/** Text from anywhere on one line, with nothing in it that is markup. */
export const plainText = (text: string): string =>
  printable(text)
    .replace(markup, "\\$&")
    // A mention would write to people who have nothing to do with the run.
    .replaceAll("@", "&#64;")
    .replace(bullet, "\\$&")
    .replace(ordinal, "$1\\$2");

/** A column of a table. */
export interface MarkdownColumn {
  readonly title: string;
  readonly align: "left" | "right";
}

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** A table; cells are written already, see plainText. */
export const markdownTable = (
  columns: readonly MarkdownColumn[],
  rows: readonly (readonly string[])[],
): string[] => [
  row(columns.map(({ title }) => title)),
  row(columns.map(({ align }) => (align === "right" ? "---:" : "---"))),
  ...rows.map(row),
];

/** A heading with what stands under it; nothing when that is empty. */
export const markdownSection = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines];

/** A list with bullets. */
export const markdownList = (items: readonly string[]): string[] =>
  items.map((item) => `- ${item}`);
