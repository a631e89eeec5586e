// Where two plans differ. A change of the numbers says little about the server when the load differs too.
import type { PlanDifference } from "@gadfly/shared/compare/compare-document";

// Each run has its own (the seed, unless it is given); none changes what is measured.
const ownOfEachRun: ReadonlySet<string> = new Set(["runId", "seed", "request.showResponse"]);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every field by its path, down to values that hold no fields. */
const flatten = (value: unknown, path = ""): [string, string][] =>
  isRecord(value) && Object.keys(value).length > 0
    ? Object.entries(value).flatMap(([key, inner]) =>
        flatten(inner, path === "" ? key : `${path}.${key}`),
      )
    : [[path, JSON.stringify(value) ?? "absent"]];

/** The fields in which the plans differ, in the order of the baseline's plan. */
export const planDifferences = (baseline: unknown, run: unknown): PlanDifference[] => {
  const before = new Map(flatten(baseline));
  const after = new Map(flatten(run));
  const fields = [...new Set([...before.keys(), ...after.keys()])];
  return fields
    .filter((field) => !ownOfEachRun.has(field) && before.get(field) !== after.get(field))
    .map((field) => ({
      field,
      baseline: before.get(field) ?? "absent",
      run: after.get(field) ?? "absent",
    }));
};
