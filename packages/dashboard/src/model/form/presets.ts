// Loads to begin with. They set fields of load and nothing else.
import type { FormField } from "@gadfly/shared/options/describe/start-form";
import { type Draft, textIn, typeInto } from "./draft.ts";

/** A load with a name. */
export interface Preset {
  readonly name: string;
  /** What it sets, in words. */
  readonly says: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The presets, from the least load to the most. */
export const presets: readonly Preset[] = [
  {
    name: "Smoke test",
    says: "1 user for 10 s: does it work at all?",
    values: { users: "1", "spawn-rate": "1", "run-time": "10s" },
  },
  {
    name: "Ramp",
    says: "20 users, one more every two seconds, 2 min",
    values: { users: "20", "spawn-rate": "0.5", "run-time": "2m" },
  },
  {
    name: "Steady",
    says: "50 users at 10/s, 5 min",
    values: { users: "50", "spawn-rate": "10", "run-time": "5m" },
  },
  {
    name: "Stress",
    says: "500 users at 50/s, 2 min",
    values: { users: "500", "spawn-rate": "50", "run-time": "2m" },
  },
];

/** The draft with the preset's values; what else was changed stays. */
export const applyPreset = (
  draft: Draft,
  fields: readonly FormField[],
  { values }: Preset,
): Draft =>
  fields.reduce((filled, field) => {
    const text = values[field.name];
    return text === undefined ? filled : typeInto(filled, field, text);
  }, draft);

/** Whether the form holds just this load. */
export const isPresetOn = (draft: Draft, fields: readonly FormField[], { values }: Preset) =>
  fields.every((field) => (values[field.name] ?? textIn(field, draft)) === textIn(field, draft));
