// Starts a process of simulated workers and reads what it says.
import { fileURLToPath } from "node:url";
import { startChild } from "../process/spawn.ts";
import { numberField, objectField, type JsonObject } from "../source/read-json.ts";
import { toArguments, type SimulationSettings } from "./settings.ts";

/** What the workers have done by a moment of the run. */
export interface Progress {
  readonly sent: number;
  readonly acknowledged: number;
}

/** All that they have done, when the run is over. */
export interface SimulationReport {
  readonly snapshots: number;
  readonly requests: number;
  readonly outputTokens: number;
  /** By metric, as a result of the master should show them. */
  readonly statistics: JsonObject;
  readonly acknowledged: number;
  /** Workers of which the master did not acknowledge everything. */
  readonly undelivered: number;
  /** Links that broke and were redialled. */
  readonly partings: number;
  /** Why a link was over for good, but for the master's goodbye. */
  readonly trouble: string | null;
}

/** Simulated workers that are under way. */
export interface SimulatedWorkers {
  readonly pid: number;
  /** Resolves when all of them are welcome. */
  joined(): Promise<void>;
  /** Resolves shortly before the end of this second of the run, counted from 0. */
  second(second: number): Promise<Progress>;
  /** Resolves when the run is over. */
  finished(): Promise<SimulationReport>;
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL("../../dist/simulated/main.js", import.meta.url));
const longestRunMs = 30 * 60_000;

const readReport = (text: string): SimulationReport => {
  const told = objectField({ told: JSON.parse(text) as unknown }, "told");
  const totals = objectField(told, "totals");
  return {
    snapshots: numberField(totals, "snapshots"),
    requests: numberField(totals, "requests"),
    outputTokens: numberField(totals, "outputTokens"),
    statistics: objectField(totals, "statistics"),
    acknowledged: numberField(told, "acknowledged"),
    undelivered: numberField(told, "undelivered"),
    partings: numberField(told, "partings"),
    trouble: typeof told["trouble"] === "string" ? told["trouble"] : null,
  };
};

/** Starts them; they dial at once. */
export const startSimulatedWorkers = (
  settings: SimulationSettings,
  core?: number,
): SimulatedWorkers => {
  const child = startChild({
    command: process.execPath,
    args: [program, ...toArguments(settings)],
    ...(core === undefined ? {} : { core }),
  });
  return {
    pid: child.pid,
    joined: async () => {
      await child.hasWritten(/^joined \d+/m, 60_000);
    },
    second: async (second) => {
      const line = new RegExp(`^second ${second}: (\\d+) sent, (\\d+) acknowledged$`, "m");
      const [, sent, acknowledged] = await child.hasWritten(line, longestRunMs);
      return { sent: Number(sent), acknowledged: Number(acknowledged) };
    },
    finished: async () => {
      const [, text = ""] = await child.hasWritten(/^done (.*)\n/m, longestRunMs);
      return readReport(text);
    },
    stop: () => child.stop(),
  };
};
