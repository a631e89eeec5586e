// SVG to PNG: resvg, compiled to WebAssembly, and two weights of one font, because a server has neither
// a renderer nor fonts. Loaded only when --png asks for it.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

const fontFamily = "Open Sans";

/** The renderer's code, by its name as a module. */
const rendererFile = "@resvg/resvg-wasm/index_bg.wasm";

const fontFiles = [
  "@fontsource/open-sans/files/open-sans-latin-400-normal.woff2",
  "@fontsource/open-sans/files/open-sans-latin-600-normal.woff2",
  "@fontsource/open-sans/files/open-sans-latin-ext-400-normal.woff2",
  "@fontsource/open-sans/files/open-sans-latin-ext-600-normal.woff2",
];

/** Twice the size of the SVG: sharp on paper and on fine screens. */
const zoom = 2;

/** The bundled programs have these files beside them, the sources in node_modules. */
const readAsset = (name: string): Uint8Array => {
  const beside = fileURLToPath(new URL(`assets/${basename(name)}`, import.meta.url));
  return readFileSync(existsSync(beside) ? beside : createRequire(import.meta.url).resolve(name));
};

let isReady: Promise<void> | null = null;

/** The picture on white, as the bytes of a PNG. Letters beyond Latin are not in the font. */
export const renderPng = async (svg: string): Promise<Uint8Array> => {
  isReady ??= initWasm(readAsset(rendererFile));
  await isReady;
  const renderer = new Resvg(svg, {
    font: {
      fontBuffers: fontFiles.map(readAsset),
      defaultFontFamily: fontFamily,
      sansSerifFamily: fontFamily,
      loadSystemFonts: false,
    },
    fitTo: { mode: "zoom", value: zoom },
  });
  const image = renderer.render();
  const bytes = image.asPng();
  image.free();
  renderer.free();
  return bytes;
};
