// What a figure of the page must be: its name is a path into the result document.
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { ShownFigure } from "./run-view.ts";
import { showsNumber } from "./shown-number.ts";

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

/** "series[2].ttft" → the statistics of ttft in the third series; "ttft" → those of the whole run. */
function find(result: ResultDocument, path: string): unknown {
  const row = /^(\w+)\[(\d+)\](?:\.(.+))?$/.exec(path);
  if (row !== null) {
    const [, list = "", place = "", metric] = row;
    const found = field(field(result, list), place);
    return metric === undefined ? found : field(field(found, "metrics"), metric);
  }
  if (path === "ledger") return result.ledger;
  if (path.startsWith("failed.")) return field(result.failed, path.slice("failed.".length));
  return field(result.metrics, path);
}

/** Every figure that is not that of the result, or whose text is not that figure. */
export function wrongFigures(shown: readonly ShownFigure[], result: ResultDocument): string[] {
  return shown.flatMap(({ metric, figure, value, text }) => {
    const expected = field(find(result, metric), figure) ?? null;
    const exact = value === "" ? null : Number(value);
    if (expected !== exact)
      return [`${metric} ${figure}: ${value} for ${JSON.stringify(expected)}`];
    return showsNumber(text, exact) ? [] : [`${metric} ${figure}: "${text}" for ${value}`];
  });
}
