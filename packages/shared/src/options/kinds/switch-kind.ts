// Yes-or-no options: `--name` and `--no-name`.
import { z } from "zod";
import type { ValueKind } from "../option.ts";

const words = new Map([
  ...["true", "yes", "on", "1"].map((word): [string, boolean] => [word, true]),
  ...["false", "no", "off", "0"].map((word): [string, boolean] => [word, false]),
]);

/** A switch. */
export function toggle() {
  return {
    name: "switch",
    schema: z.boolean(),
    allowed: "true or false (also yes, no, on, off, 1, 0)",
    range: null,
    placeholder: null,
    fromText: (given: string): boolean | string => words.get(given.trim().toLowerCase()) ?? given,
  } satisfies ValueKind;
}
