// What a process of simulated workers is told: flags, as for any program.
import { parseArgs } from "node:util";

/** Where the workers dial, how many they are, and how much each says. */
export interface SimulationSettings {
  readonly port: number;
  /** "" when the master has none. */
  readonly token: string;
  readonly workers: number;
  /** Series groups of six histograms and a counter. */
  readonly groups: number;
  /** Values in each histogram. */
  readonly values: number;
}

const names = ["port", "token", "workers", "groups", "values"] as const;

/** The arguments that say these settings. */
export const toArguments = (settings: SimulationSettings): string[] =>
  names.map((name) => `--${name}=${settings[name]}`);

const toCount = (name: string, text: string | undefined): number => {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new RangeError(`--${name} takes a whole number above 0, not "${text ?? ""}"`);
};

/** Reads them. */
export const readSettings = (args: readonly string[]): SimulationSettings => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string" },
      token: { type: "string" },
      workers: { type: "string" },
      groups: { type: "string" },
      values: { type: "string" },
    },
  });
  return {
    port: toCount("port", values.port),
    token: values.token ?? "",
    workers: toCount("workers", values.workers),
    groups: toCount("groups", values.groups),
    values: toCount("values", values.values),
  };
};
