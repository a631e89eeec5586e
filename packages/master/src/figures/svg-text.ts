// The words of an SVG: text that is safe in markup, numbers that are short, and one style for every figure.
import { printable } from "../console/printable.ts";
import { darkPalette, fontFamily, lightPalette, type Palette } from "./look.ts";

/** Text as it may stand between tags and in attributes, whatever it held. */
export const escapeText = (text: string): string =>
  printable(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

/** A coordinate, to a tenth of a pixel. */
export const coordinate = (value: number): string => String(Math.round(value * 10) / 10);

/** Told apart by more than colour: each has a mark of its own. */
const linesOf = (palette: Palette): readonly string[] =>
  (["tone-first", "tone-second", "fan-3", "fan-2", "fan-4", "quiet"] as const).map(
    (name) => palette[name],
  );

/** Series beyond this many begin with the first colour again, with dashed lines. */
export const colourCount = linesOf(lightPalette).length;

const colourRules = (palette: Palette): string =>
  [
    `text{fill:${palette.quiet}}.title,.name{fill:${palette.text}}.paper{fill:${palette.surface}}`,
    `.grid{stroke:${palette.line}}.frame{stroke:${palette.edge}}`,
    ...linesOf(palette).map(
      (colour, at) => `.line.c${at}{stroke:${colour}}.mark.c${at}{fill:${colour}}`,
    ),
  ].join("");

/** Colours and fonts; a reader's dark mode is followed, on a screen. */
export const figureStyle = [
  "<style>",
  `text{font:12px ${fontFamily.replaceAll('"', "'")}}`,
  ".title{font-size:16px;font-weight:600}.name{font-size:13px;font-weight:600}",
  ".grid,.frame,.line{fill:none}.line{stroke-width:2;stroke-linejoin:round}.dashed{stroke-dasharray:6 4}",
  colourRules(lightPalette),
  `@media screen and (prefers-color-scheme:dark){${colourRules(darkPalette)}}`,
  "</style>",
].join("");
