// Values by contender and by figure, as they come in round by round.
import type { Row } from "../suite.ts";
import { toFigure } from "./figures.ts";

/** One value of a figure. */
export interface Value {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
}

/** Collects what the rounds of a suite measure. */
export class CollectedValues {
  readonly #rows = new Map<string, Map<string, { unit: string; values: number[] }>>();

  /** Adds the values of one round to a row. */
  add(label: string, values: readonly Value[]): void {
    const row = this.#rows.get(label) ?? new Map<string, { unit: string; values: number[] }>();
    this.#rows.set(label, row);
    for (const { name, unit, value } of values) {
      const figure = row.get(name) ?? { unit, values: [] };
      row.set(name, figure);
      figure.values.push(value);
    }
  }

  /** The rows in the order in which they first came. */
  toRows(): Row[] {
    return [...this.#rows].map(([label, figures]) => ({
      label,
      figures: [...figures].map(([name, { unit, values }]) => toFigure(name, unit, values)),
    }));
  }

  /** The values of one figure; none when it was never measured. */
  valuesOf(label: string, name: string): readonly number[] {
    return this.#rows.get(label)?.get(name)?.values ?? [];
  }
}
