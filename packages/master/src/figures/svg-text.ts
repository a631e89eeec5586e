// The words of an SVG: text that is safe in markup, numbers that are short, and one style for every figure.
import { printable } from "../console/printable.ts";

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

// Told apart by lightness, too, and each has a mark of its own: colour is never the only sign.
const lightLines = ["#0969da", "#bc4c00", "#1a7f37", "#8250df", "#bf3989", "#57606a"];
const darkLines = ["#58a6ff", "#f0883e", "#3fb950", "#bc8cff", "#ff7bc0", "#9ea7b3"];

/** Series beyond this many begin with the first colour again, with dashed lines. */
export const colourCount = lightLines.length;

const lineRules = (colours: readonly string[]): string =>
  colours
    .map((colour, at) => `.line.c${at}{stroke:${colour}}.mark.c${at}{fill:${colour}}`)
    .join("");

/** Colours and fonts; a reader's dark mode is followed. */
export const figureStyle = [
  "<style>",
  "text{font:12px system-ui,'DejaVu Sans',sans-serif;fill:#57606a}",
  ".title{font-size:16px;font-weight:600;fill:#1f2328}",
  ".name{font-size:13px;font-weight:600;fill:#1f2328}",
  ".paper{fill:#fff}.grid{stroke:#8c959f;stroke-opacity:.25;fill:none}.frame{stroke:#8c959f;fill:none}",
  ".line{fill:none;stroke-width:2;stroke-linejoin:round}.dashed{stroke-dasharray:6 4}",
  lineRules(lightLines),
  "@media(prefers-color-scheme:dark){text{fill:#9198a1}.title,.name{fill:#e6edf3}.paper{fill:#0d1117}",
  lineRules(darkLines),
  "}",
  "</style>",
].join("");
