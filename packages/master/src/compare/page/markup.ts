// Tables as markup. Every text goes through one escape; a name or message never becomes a tag.
import { escapeText } from "../../figures/svg-text.ts";

/** A cell: its text, the class that colours it, and a small word under it. */
export interface Cell {
  readonly text: string;
  readonly kind?: string;
  readonly note?: string;
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
  /** How wide it is about: on screens narrower than that it says that it can be scrolled. */
  readonly width: "narrow" | "middle" | "wide";
  readonly head: readonly (readonly HeaderCell[])[];
  readonly rows: readonly (readonly Cell[])[];
}

const headerCell = ({ text, span, isText }: HeaderCell): string => {
  const wide = span === undefined ? "" : ` colspan="${span}"`;
  // A corner over nothing heads nothing.
  if (text === "") return `<td${wide}></td>`;
  return `<th scope="col"${wide}${isText === true ? ' class="text"' : ""}>${escapeText(text)}</th>`;
};

const bodyCell = ({ text, kind, note = "" }: Cell, at: number): string => {
  if (at === 0) return `<th scope="row">${escapeText(text)}</th>`;
  const style = kind === undefined ? "" : ` class="${escapeText(kind)}"`;
  const below = note === "" ? "" : `<small>${escapeText(note)}</small>`;
  return `<td${style}>${escapeText(text)}${below}</td>`;
};

/** Stands over what is wider than the screen, on the screens that the style sheet names for its kind. */
export const renderHint = (kind: string): string =>
  `<p class="hint ${kind}">Wider than this screen: scroll it sideways →</p>`;

/** The table, in a box that scrolls by itself on a narrow screen, and says so there. */
export const renderTable = ({ caption, width, head, rows }: MarkupTable): string =>
  [
    renderHint(width),
    `<div class="scroll" tabindex="0" role="region" aria-label="${escapeText(caption)}"><table><caption><span>${escapeText(caption)}</span></caption><thead>`,
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
