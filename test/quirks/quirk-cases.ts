// Every quirk of the catalogue with what gadfly makes of it; some have several rows.
import { contentCases } from "./content-cases.ts";
import { errorCases } from "./error-cases.ts";
import { framingCases } from "./framing-cases.ts";
import type { QuirkCase } from "./quirk-case.ts";
import { transportCases } from "./transport-cases.ts";
import { usageCases } from "./usage-cases.ts";

/** F01 to F88, in order. */
export const quirkCases: readonly QuirkCase[] = [
  ...framingCases,
  ...contentCases,
  ...usageCases,
  ...errorCases,
  ...transportCases,
];
