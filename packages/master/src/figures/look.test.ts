import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { darkPalette, declarePalette, fontFamily, lightPalette } from "./look.ts";

const tokens = readFileSync(
  new URL("../../../dashboard/src/style/tokens.css", import.meta.url),
  "utf8",
);
const blocks = tokens.split(/^\}$/mu);

describe("the look of figures and comparisons", () => {
  it.each([
    ["light", lightPalette, blocks[0]],
    ["dark", darkPalette, blocks.find((block) => block.includes('[data-theme="dark"]'))],
  ])("has the colours of the live page, %s", (_name, palette, block) => {
    const missing = Object.entries(palette).filter(
      ([name, value]) => block?.includes(`--${name}: ${value};`) !== true,
    );
    expect(missing).toEqual([]);
    expect(declarePalette(palette)).toContain(`--page:${palette.page};`);
  });

  it("has its font", () => {
    expect(tokens).toContain(`--font: ${fontFamily.replaceAll(",", ", ")};`);
  });
});
