// Each problem to its field; those that belong to none are told above the form.
import type { FormField } from "@gadfly/shared/options/describe/start-form";
import type { WebProblem } from "@gadfly/shared/web/web-problem";

/** Problems where they are shown. */
export interface PlacedProblems {
  readonly byField: ReadonlyMap<string, readonly WebProblem[]>;
  readonly rest: readonly WebProblem[];
  /** The first field, in the order of the page, that is wrong; null: none is. */
  readonly firstField: string | null;
}

/** Places problems; `order` is the fields as the page shows them. */
export const placeProblems = (
  problems: readonly WebProblem[],
  order: readonly FormField[],
): PlacedProblems => {
  const byField = new Map(
    order.flatMap(({ name }) => {
      const own = problems.filter(({ option }) => option === name);
      return own.length === 0 ? [] : [[name, own] as const];
    }),
  );
  const rest = problems.filter(({ option }) => option === undefined || !byField.has(option));
  return { byField, rest, firstField: [...byField.keys()][0] ?? null };
};
