// Findings of preflight, cut to what the protocol carries.

import type { Finding } from "@gadfly/shared/protocol/worker-message";

/** One thing that a person should know. */
export const noteOf = (code: string, text: string): Finding => ({
  code,
  text: text.slice(0, 1000),
});

/** One thing that changes what is measured. */
export const warningOf = (code: string, text: string): Finding => ({
  ...noteOf(code, text),
  severity: "warning",
});

/** Warnings before the rest, each in the order in which they came up. */
export const warningsFirst = (findings: readonly Finding[]): readonly Finding[] => [
  ...findings.filter(({ severity }) => severity === "warning"),
  ...findings.filter(({ severity }) => severity !== "warning"),
];
