// The files that a comparison leaves where it is told to: page, figures, document.
import { writeFileSync } from "node:fs";
import { renderComparisonPage } from "@gadfly/master/compare/page/comparison-page";
import { type Figure, renderFigures } from "@gadfly/master/figures/figure";
import type { CompareDocument } from "@gadfly/shared/compare/compare-document";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import { readVersion } from "../version.ts";

/** Where to write, by option; null: not at all. */
export interface CompareOutputs {
  readonly html: string | null;
  readonly svg: string | null;
  readonly png: string | null;
  readonly jsonFile: string | null;
}

const write = (option: string, path: string, content: string | Uint8Array): void => {
  try {
    writeFileSync(path, content);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GadflyError("GF_OUTPUT_UNWRITABLE", { path, option, reason }, { cause });
  }
};

/** Writes every file that was asked for. */
export const writeCompareOutputs = async (
  { html, svg, png, jsonFile }: CompareOutputs,
  document: CompareDocument,
  figures: readonly Figure[],
): Promise<void> => {
  if (jsonFile !== null) write("--json-file", jsonFile, `${JSON.stringify(document, null, 2)}\n`);
  if (svg !== null) write("--svg", svg, renderFigures(figures));
  if (html !== null) write("--html", html, renderComparisonPage(document, figures, readVersion()));
  if (png === null) return;
  const { renderPng } = await import("./render-png.ts");
  write("--png", png, await renderPng(renderFigures(figures)));
};
