// Tables as markup. Every text goes through one escape; a name or message never becomes a tag.
import { escapeText } from "../../figures/svg-text.ts";

/** A cell: its text, and the class that colours it. */
export interface Cell {
  readonly text: string;
  readonly kind?: string;
}

/** A header cell; `span` columns share it. */
export interface HeaderCell {
  readonly text: string;
  readonly span?: number;
  /** Over texts, which stand left; figures stand right. */
  readonly isText?: true;
}

/** A table; the first cell of each row is its heading. */
export interface MarkupTable {
  readonly caption: string;
  readonly head: readonly (readonly HeaderCell[])[];
  readonly rows: readonly (readonly Cell[])[];
}

const headerCell = ({ text, span, isText }: HeaderCell): string => {
  const wide = span === undefined ? "" : ` colspan="${span}"`;
  // A corner over nothing heads nothing.
  if (text === "") return `<td${wide}></td>`;
  return `<th scope="col"${wide}${isText === true ? ' class="text"' : ""}>${escapeText(text)}</th>`;
};

const bodyCell = ({ text, kind }: Cell, at: number): string => {
  if (at === 0) return `<th scope="row">${escapeText(text)}</th>`;
  const style = kind === undefined ? "" : ` class="${escapeText(kind)}"`;
  return `<td${style}>${escapeText(text)}</td>`;
};

/** The table, in a box that scrolls by itself on a narrow screen. */
export const renderTable = ({ caption, head, rows }: MarkupTable): string =>
  [
    `<div class="scroll" tabindex="0" role="region" aria-label="${escapeText(caption)}"><table><caption>${escapeText(caption)}</caption><thead>`,
    ...head.map((cells) => `<tr>${cells.map(headerCell).join("")}</tr>`),
    "</thead><tbody>",
    ...rows.map((cells) => `<tr>${cells.map(bodyCell).join("")}</tr>`),
    "</tbody></table></div>",
  ].join("\n");

/** A list, empty without items. */
export const renderList = (items: readonly string[]): string =>
  items.length === 0
    ? ""
    : `<ul>${items.map((item) => `<li>${escapeText(item)}</li>`).join("")}</ul>`;

/** A paragraph. */
export const renderText = (text: string, kind = ""): string =>
  `<p${kind === "" ? "" : ` class="${kind}"`}>${escapeText(text)}</p>`;

/** A heading of the second level. */
export const renderHeading = (text: string): string => `<h2>${escapeText(text)}</h2>`;
