// All quirks in order. A model name `quirk-F03` asks for one of them, as does the configuration.

import { bodyQuirks } from "./bodies.ts";
import { deltaQuirks } from "./deltas.ts";
import { frameQuirks } from "./frames.ts";
import { inBandErrorQuirks } from "./in-band-errors.ts";
import { oddityQuirks } from "./oddities.ts";
import type { Quirk } from "./quirk.ts";
import { refusalQuirks } from "./refusals.ts";
import { specialAnswerQuirks } from "./special-answers.ts";
import { streamEndQuirks } from "./stream-ends.ts";
import { tokenQuirks } from "./tokens.ts";
import { usageQuirks } from "./usage.ts";

/** The whole catalogue, F01 to F88. */
export const quirks: readonly Quirk[] = [
  ...frameQuirks,
  ...streamEndQuirks,
  ...deltaQuirks,
  ...usageQuirks,
  ...tokenQuirks,
  ...inBandErrorQuirks,
  ...refusalQuirks,
  ...bodyQuirks,
  ...oddityQuirks,
  ...specialAnswerQuirks,
];

const byId: ReadonlyMap<string, Quirk> = new Map(quirks.map((quirk) => [quirk.id, quirk]));

/** The names of all quirks. */
export const quirkNames: readonly string[] = [...byId.keys()];

/** The quirk of this name; undefined when there is no such one. */
export const findQuirk = (name: string): Quirk | undefined => byId.get(name);

const modelPrefix = "quirk-";

/** The quirk that a model name asks for; null when it asks for none. There may be no such quirk. */
export const readQuirkOfModel = (model: string): string | null =>
  model.startsWith(modelPrefix) ? model.slice(modelPrefix.length) : null;
