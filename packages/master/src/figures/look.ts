// Colours and fonts of what is written to be looked at: the values of the live page by the names that they have
// there (packages/dashboard/src/style/tokens.css), so that a comparison and a report look like one program.

/** Colours by meaning. */
export type Palette = Readonly<Record<ColourName, string>>;

const colourNames = [
  "page",
  "surface",
  "raised",
  "text",
  "quiet",
  "line",
  "edge",
  "accent",
  "good",
  "warn",
  "bad",
  "bad-ground",
  "tone-first",
  "tone-second",
  "fan-2",
  "fan-3",
  "fan-4",
] as const;
type ColourName = (typeof colourNames)[number];

/** By day. */
export const lightPalette: Palette = {
  page: "#f4f6f7",
  surface: "#ffffff",
  raised: "#eaeef1",
  text: "#12181e",
  quiet: "#4d5863",
  line: "#d3dae0",
  edge: "#7d8995",
  accent: "#0b6b63",
  good: "#14683a",
  warn: "#7f4c00",
  bad: "#ad2117",
  "bad-ground": "#fce8e6",
  "tone-first": "#0b7a72",
  "tone-second": "#b85608",
  "fan-2": "#1b75a5",
  "fan-3": "#4550b4",
  "fan-4": "#4c1668",
};

/** By night. */
export const darkPalette: Palette = {
  page: "#0e1216",
  surface: "#151a20",
  raised: "#1f262d",
  text: "#e5eaee",
  quiet: "#a0acb8",
  line: "#2b343d",
  edge: "#6b7885",
  accent: "#55c6b8",
  good: "#63cb8d",
  warn: "#e2ad52",
  bad: "#ff8f85",
  "bad-ground": "#401b18",
  "tone-first": "#4fc4b5",
  "tone-second": "#f0a35e",
  "fan-2": "#4fb0d2",
  "fan-3": "#a9c2ff",
  "fan-4": "#f4e3ff",
};

/** The one family of letters, by the names that systems know it by. */
export const fontFamily =
  'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",sans-serif';

/** The palette as custom properties. */
export const declarePalette = (palette: Palette): string =>
  colourNames.map((name) => `--${name}:${palette[name]}`).join(";");
