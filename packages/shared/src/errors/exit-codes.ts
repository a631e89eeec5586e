// What the process tells its caller. One table, worst first: when several apply, the first wins.

/** One exit code and what it means to a script. */
export interface ExitCodeRow {
  readonly code: number;
  readonly name: string;
  readonly meaning: string;
}

/** Every exit code, in order of precedence. */
export const exitCodeTable = [
  { code: 70, name: "internalError", meaning: "internal error: a bug in gadfly" },
  { code: 2, name: "badOptions", meaning: "an option, variable or config file is wrong" },
  { code: 6, name: "targetUnreachable", meaning: "nothing answers at the target" },
  { code: 5, name: "clusterTrouble", meaning: "too few workers came, or all were lost" },
  { code: 130, name: "interrupted", meaning: "stopped by a second Ctrl-C" },
  { code: 4, name: "invalidMeasurement", meaning: "the measurement is INVALID" },
  { code: 3, name: "sloMissed", meaning: "an SLO was missed, or a rule of --fail-on broken" },
  {
    code: 1,
    name: "requestsFailed",
    meaning: "requests failed, or none had ended (see --exit-code-on-error)",
  },
  { code: 0, name: "success", meaning: "everything went well" },
] as const satisfies readonly ExitCodeRow[];

/** The name of an exit code, for code that decides. */
export type ExitName = (typeof exitCodeTable)[number]["name"];

/** The number of an exit code. */
export type ExitCode = (typeof exitCodeTable)[number]["code"];

/** The number that belongs to a name: `exitCodes.success` is 0. */
export const exitCodes = {
  internalError: 70,
  badOptions: 2,
  targetUnreachable: 6,
  clusterTrouble: 5,
  interrupted: 130,
  invalidMeasurement: 4,
  sloMissed: 3,
  requestsFailed: 1,
  success: 0,
} as const satisfies Record<ExitName, ExitCode>;

const rankOfFailedRequests = exitCodeTable.findIndex(({ name }) => name === "requestsFailed");

/**
 * The code that wins when several apply; 0 when none does. A number outside the table can only
 * come from `--exit-code-on-error`, so it ranks with failed requests.
 */
export function worstExitCode(codes: readonly number[]): number {
  return codes.toSorted((left, right) => rankOf(left) - rankOf(right))[0] ?? exitCodes.success;
}

function rankOf(code: number): number {
  const rank = exitCodeTable.findIndex((row) => row.code === code);
  return rank === -1 ? rankOfFailedRequests : rank;
}

/** The table, or its rows of these names, as aligned text for the end of a help page. */
export function describeExitCodes(names?: readonly ExitName[]): string {
  const given = exitCodeTable.filter(({ name }) => names === undefined || names.includes(name));
  const rows = given.map(({ code, meaning }) => `${String(code).padStart(5)}  ${meaning}`);
  return ["Exit codes, the first that applies:", ...rows].join("\n");
}
