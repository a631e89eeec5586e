// A master and worker programs of one test, on loopback, with a token in a file.
import type { Program } from "./start-program.ts";
import type { Workbench } from "./workbench.ts";

/** What is started. */
export interface ClusterSettings {
  /** More for the master: users, time, lease. */
  readonly args: readonly string[];
  /** More for each worker; one program per entry. */
  readonly workers: readonly (readonly string[])[];
  /** How many workers the master waits for; one per program when left out. */
  readonly expectWorkers?: number;
}

/** A cluster that was started. */
export interface Cluster {
  readonly master: Program;
  readonly port: number;
  /** The worker that was started in this place, from 0. */
  readonly worker: (place: number) => Program;
  /** Starts one more. */
  readonly addWorker: (args?: readonly string[]) => Program;
}

/** Long enough to be a token. */
export const testToken = "a token for tests only";

/** The token's file in the folder of the test. */
export const writeTokenFile = (bench: Workbench, token = testToken): Promise<string> =>
  bench.write(`token-${token.length}`, `${token}\n`);

/** The port that a master has chosen. */
export async function portOf(master: Program): Promise<number> {
  const [, port] = await master.hasWritten(/Waiting for workers on port (\d+)/);
  return Number(port);
}

/** Starts a master that prints JSON, headless, and its workers. */
export async function startCluster(bench: Workbench, settings: ClusterSettings): Promise<Cluster> {
  const { args, workers, expectWorkers = workers.length } = settings;
  const tokenFile = await writeTokenFile(bench);
  const master = bench.start({
    name: "master",
    args: ["--headless", "--json", "-H", bench.simulator.url, "--token-file", tokenFile].concat(
      ["--master-bind-host", "127.0.0.1", "--master-bind-port", "0"],
      ["--expect-workers", String(Math.max(1, expectWorkers))],
      args,
    ),
  });
  const port = await portOf(master);
  const programs: Program[] = [];
  const addWorker = (more: readonly string[] = []): Program => {
    const link = ["--master-port", String(port), "--token-file", tokenFile];
    const name = more.includes("--name") ? [] : ["--name", `w${programs.length + 1}`];
    const program = bench.start({ name: "worker", args: [...link, ...name, ...more] });
    programs.push(program);
    return program;
  };
  for (const more of workers) addWorker(more);
  const worker = (place: number): Program => {
    const program = programs[place];
    if (program === undefined) throw new Error(`no worker was started in place ${place}`);
    return program;
  };
  return { master, port, worker, addWorker };
}
