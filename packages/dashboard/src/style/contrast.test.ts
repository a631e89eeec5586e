// The colours by arithmetic: WCAG's contrast of every pair that the page sets on each other.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const sheet = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const blocks = sheet.split(/^(?=:root|@media)/mu).filter((block) => block.includes("--page:"));

const coloursOf = (block: string): ReadonlyMap<string, string> =>
  new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/gu)].map(([, name = "", hex = ""]) => [
      name,
      hex,
    ]),
  );

const linear = (byte: number): number => {
  const share = byte / 255;
  return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(hex.slice(at, at + 2), 16)),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

const grounds = ["page", "surface", "raised"];
const texts = ["text", "quiet", "accent", "good", "warn", "bad"];
const textPairs = [
  ...texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ["accent-text", "accent"],
  ["good", "good-ground"],
  ["warn", "warn-ground"],
  ["bad", "bad-ground"],
  ["text", "warn-ground"],
  ["text", "bad-ground"],
] as const;
const fan = ["fan-1", "fan-2", "fan-3", "fan-4"];
const linePairs = ["tone-first", "tone-second", ...fan, "edge"].map(
  (line) => [line, "surface"] as const,
);

const weakPairs = (block: string, pairs: readonly (readonly [string, string])[], least: number) => {
  const colours = coloursOf(block);
  return pairs.filter(
    ([front, ground]) =>
      contrast(colours.get(front) ?? "#000000", colours.get(ground) ?? "#000000") < least,
  );
};

describe("colours of the page", () => {
  it("come once for light and twice for dark, by the system and by hand", () => {
    expect(blocks).toHaveLength(3);
    expect(coloursOf(blocks[1] ?? "")).toEqual(coloursOf(blocks[2] ?? ""));
  });

  it.each([
    ["light", 0],
    ["dark", 1],
  ])("can be read in %s", (_name, at) => {
    expect(weakPairs(blocks[at] ?? "", textPairs, 4.5)).toEqual([]);
    expect(weakPairs(blocks[at] ?? "", linePairs, 3)).toEqual([]);
  });

  it.each([
    ["light", 0],
    ["dark", 1],
  ])("set percentiles further from the ground the higher they are, in %s", (_name, at) => {
    const colours = coloursOf(blocks[at] ?? "");
    const contrasts = fan.map((name) =>
      contrast(colours.get(name) ?? "", colours.get("surface") ?? ""),
    );
    const steps = contrasts.slice(1).map((value, place) => value / (contrasts[place] ?? 1));
    expect(Math.min(...steps)).toBeGreaterThan(1.25);
  });
});
