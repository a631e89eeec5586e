// docs/quirks.md, made from the simulator's table and the rows of the tests.
import type { Quirk } from "@gadfly/simulator/quirks/quirk";
import type { QuirkCase } from "./quirk-case.ts";

const head = `# Quirks

What servers really send, and what gadfly makes of it. \`gadfly simulate --quirk F03\` has one of them in every
answer; a simulator without that answers so when the model is called \`quirk-F03\`. Each line is a row of the
tests in \`test/quirks\`, which play it over a real connection and check record, metrics and warnings.
`;

const line = ({ id, title, seenAt, path }: Quirk, cases: readonly QuirkCase[]): string => {
  const behaviour = cases.find((row) => row.id === id)?.behaviour ?? "not tested";
  return `- **${id}** ${title} (\`${path}\`; seen at ${seenAt}).<br>\n  **gadfly** ${behaviour}.`;
};

/** The whole page. */
export const quirkList = (quirks: readonly Quirk[], cases: readonly QuirkCase[]): string =>
  `${head}\n${quirks.map((quirk) => line(quirk, cases)).join("\n")}\n`;
