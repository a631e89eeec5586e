import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { renderPng } from "./render-png.ts";

const svgOf = (body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" width="60" height="20"><path d="M0 0h60v20h-60z" fill="#fff"/>${body}</svg>`;

/** Bytes of a PNG's pixels that are neither white nor a filter's zero. */
const inkOf = (png: Uint8Array): number => {
  const bytes = Buffer.from(png);
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.toString("latin1", at + 4, at + 8) === "IDAT")
      parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  return inflateSync(Buffer.concat(parts)).filter((byte) => byte !== 0 && byte !== 255).length;
};

describe("a PNG", () => {
  it("has twice the size of the SVG", async () => {
    const bytes = Buffer.from(await renderPng(svgOf("")));
    expect(bytes.toString("latin1", 1, 4)).toBe("PNG");
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([120, 40]);
  });

  it("has its text without a font of the system", async () => {
    const blank = inkOf(await renderPng(svgOf("")));
    const words = inkOf(
      await renderPng(
        svgOf(`<text x="2" y="14" style="font:12px system-ui,sans-serif">TTFT</text>`),
      ),
    );
    expect(words).toBeGreaterThan(blank + 100);
  });
});
