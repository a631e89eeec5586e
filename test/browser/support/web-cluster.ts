// A master with its page, its workers and a simulated server, as real programs; and the same numbers that
// the page shows, as its API gives them.
import { type ResultDocument, resultDocument } from "@gadfly/shared/result/result-schema";
import { type RunStatus, runStatus } from "@gadfly/shared/web/run-status";
import type { SimulatorConfig } from "@gadfly/simulator/config/simulator-config";
import { portOf } from "../../support/cluster.ts";
import type { Program } from "../../support/start-program.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { startWorkbench, type Workbench } from "../../support/workbench.ts";

/** Programs of a file's tests live as long as the file. */
const longestLifeMs = 240_000;

/** What is started. */
export interface WebClusterSettings {
  readonly workers?: readonly string[];
  readonly masterArgs?: readonly string[];
  readonly simulator?: Partial<SimulatorConfig>;
}

/** A master without a run, waiting for its page. */
export class WebCluster implements AsyncDisposable {
  readonly bench: Workbench;
  readonly master: Program;
  readonly address: string;
  readonly #workers = new Map<string, Program>();
  readonly #workerPort: number;

  private constructor(bench: Workbench, master: Program, ports: { page: string; worker: number }) {
    this.bench = bench;
    this.master = master;
    this.address = ports.page;
    this.#workerPort = ports.worker;
  }

  /** Starts the programs and waits until the master knows its workers. */
  static async start(settings: WebClusterSettings = {}): Promise<WebCluster> {
    const { workers = ["w1"], masterArgs = [], simulator = {} } = settings;
    const bench = await startWorkbench(simulator);
    const args = ["--master-bind-port", "0", ...masterArgs];
    const master = bench.start({ name: "master", args, longestLifeMs });
    const [, page = ""] = await master.hasWritten(/Web page at (http:\S+)/);
    const worker = await portOf(master);
    const cluster = new WebCluster(bench, master, { page, worker });
    for (const name of workers) cluster.addWorker(name);
    await cluster.until(
      "the workers are there",
      ({ members }) => members.length === workers.length,
    );
    return cluster;
  }

  /** The address of the simulated server. */
  get target(): string {
    return this.bench.simulator.url;
  }

  addWorker(name: string): Program {
    const args = ["--master-port", String(this.#workerPort), "--name", name];
    const program = this.bench.start({ name: "worker", args, longestLifeMs });
    this.#workers.set(name, program);
    return program;
  }

  worker(name: string): Program {
    const program = this.#workers.get(name);
    if (program === undefined) throw new Error(`there is no worker ${name}`);
    return program;
  }

  ask(path: string): Promise<Response> {
    return fetch(`${this.address}${path}`);
  }

  async post(path: string, body: unknown = {}): Promise<unknown> {
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    const reply = await fetch(`${this.address}${path}`, init);
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${path} answers ${reply.status}: ${text}`);
    return JSON.parse(text);
  }

  async status(): Promise<RunStatus> {
    return runStatus.parse(await (await this.ask("/api/status")).json());
  }

  async result(): Promise<ResultDocument> {
    return resultDocument.parse(await (await this.ask("/api/result")).json());
  }

  until(what: string, holds: (status: RunStatus) => boolean): Promise<void> {
    return waitUntil(async () => holds(await this.status()), { what, timeoutMs: 40_000 });
  }

  /** Starts a run of a few users, past the page. */
  async startRun(wish: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const small = { host: this.target, users: 3, "spawn-rate": 30, "max-tokens": 8 };
    await this.post("/api/run/start", { ...small, "run-time": "30s", ...wish });
  }

  /** Stops the run and waits until it is over. */
  async stopRun(): Promise<void> {
    await this.post("/api/run/stop");
    await this.untilStopped();
  }

  untilStopped(): Promise<void> {
    return this.until("the run is over", ({ state }) => state === "stopped");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.bench[Symbol.asyncDispose]();
  }
}
