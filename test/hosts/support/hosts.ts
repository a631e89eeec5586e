// One test's world: the network, a simulator on its host, and masters and workers on theirs, with a token
// in a file as two machines would have it. Everything is gone when the test is over.
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readJournalFile } from "@gadfly/master/journal/journal-file";
import type { JournalRecord } from "@gadfly/master/journal/journal-record";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { resultOf } from "../../support/read-result.ts";
import { clockEnvironment, type ClockError, type HostClock, readClock } from "./host-clock.ts";
import { HostProgram } from "./host-program.ts";
import { type Delays, type HostName, Network } from "./network.ts";
import { readTruth, type TargetTruth } from "./target-truth.ts";

/** Answers of 8 tokens take about 50 ms. No jitter: what varies is what the network did. */
const gentleLaw = {
  "base-ttft-ms": 10,
  "itl-ms": 5,
  "itl-per-running-ms": 0,
  "prefill-tokens-per-s": 0,
  jitter: 0,
};

/** What a world is made of. */
export interface HostsSettings {
  readonly delays?: Delays;
  /** How the simulator differs from a gentle one. */
  readonly law?: Partial<typeof gentleLaw>;
}

/** A worker that takes part. */
export interface WorkerSettings {
  readonly host: HostName;
  readonly clock?: ClockError;
}

/** A master with its workers, which have the names of their hosts. */
export interface Cluster {
  readonly master: HostProgram;
  readonly workers: Readonly<Record<string, HostProgram>>;
  /** Waits for the end of the run. */
  finish(): Promise<Outcome>;
}

/** What a run left behind. */
export interface Outcome {
  readonly result: ResultDocument;
  readonly journal: readonly JournalRecord[];
  /** By the name of the worker, and `master`. */
  readonly clocks: Readonly<Record<string, HostClock>>;
}

const token = "a token for tests only";

let clusters = 0;

/** The world of one test. */
export class Hosts implements AsyncDisposable {
  readonly network: Network;
  readonly #folder: string;
  readonly #programs: HostProgram[] = [];
  #targetPort = "";

  private constructor(network: Network, folder: string) {
    this.network = network;
    this.#folder = folder;
  }

  /** Builds the network and starts the simulator. */
  static async start({ delays = {}, law = {} }: HostsSettings = {}): Promise<Hosts> {
    const folder = await mkdtemp(join(tmpdir(), "gadfly-hosts-"));
    const hosts = new Hosts(await Network.build(delays), folder);
    try {
      await writeFile(hosts.#path("token"), `${token}\n`);
      await hosts.#startSimulator({ ...gentleLaw, ...law });
      return hosts;
    } catch (cause) {
      await hosts[Symbol.asyncDispose]();
      throw cause;
    }
  }

  /** Starts a master for these arguments, and its workers. */
  async startCluster(args: readonly string[], given: readonly WorkerSettings[]): Promise<Cluster> {
    const folder = `run-${clusters++}`;
    const url = `http://${this.network.addressOf("target", "load")}:${this.#targetPort}`;
    const expected = ["--expect-workers", String(given.length), "--save-dir", this.#path(folder)];
    const where = ["--master-bind-port", "0", "--token-file", this.#path("token")];
    const clockFile = (name: string): string => this.#path(`${folder}-${name}.clock`);
    const master = this.#run(
      "home",
      ["master", "--headless", "--json", "-H", url, ...where, ...expected, ...args],
      clockEnvironment(clockFile("master"), {}),
    );
    const [, port = ""] = await master.hasWritten(/Waiting for workers on port (\d+)/);
    const workers: Record<string, HostProgram> = {};
    // In this order: shares are dealt in the order of the joins.
    for (const { host, clock = {} } of given) {
      const link = ["--master-host", this.network.addressOf("home", "control")];
      const secret = ["--master-port", port, "--token-file", this.#path("token")];
      const environment = clockEnvironment(clockFile(host), clock);
      const worker = this.#run(host, ["worker", "--name", host, ...link, ...secret], environment);
      workers[host] = worker;
      await worker.hasWritten(/Joined the master/);
    }
    const names = ["master", ...given.map(({ host }) => host)];
    const finish = async (): Promise<Outcome> => ({
      result: resultOf(await master.ended, 0),
      journal: await this.#readJournal(folder),
      clocks: Object.fromEntries(
        await Promise.all(
          names.map(async (name) => [name, await readClock(clockFile(name))] as const),
        ),
      ),
    });
    return { master, workers, finish };
  }

  /** What the simulator knows of all requests. */
  truth(): Promise<TargetTruth> {
    return readTruth(this.network, this.#targetPort);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#programs.map((program) => program[Symbol.asyncDispose]()));
    await this.network[Symbol.asyncDispose]();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #startSimulator(law: typeof gentleLaw): Promise<void> {
    const settings = Object.entries({ host: "0.0.0.0", port: 0, ...law });
    const flags = settings.flatMap(([name, value]) => [`--${name}`, String(value)]);
    const simulator = this.#run("target", ["simulate", ...flags]);
    const [, port = ""] = await simulator.hasWritten(/Simulating .* at http:\/\/[^:]+:(\d+)/);
    this.#targetPort = port;
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  #run(host: HostName, args: readonly string[], env: Record<string, string> = {}): HostProgram {
    const namespace = this.network.namespaceOf(host);
    const program = new HostProgram({ namespace, args, folder: this.#folder, env });
    this.#programs.push(program);
    return program;
  }

  async #readJournal(folder: string): Promise<readonly JournalRecord[]> {
    const [run = ""] = await readdir(this.#path(folder));
    const journal = readJournalFile(join(this.#path(folder), run, "journal.gadfly"));
    if (!journal.ok) throw new Error(journal.error);
    return journal.value.records;
  }
}
