// A process full of simulated workers: `node main.js --port=… --workers=…`. Says on stdout when all have joined,
// how far they are in every second of the run, and at the end all that they have sent, as JSON. Ends with
// the run, with its parent, or with the first worker whose link breaks for good.
import { readSettings, type SimulationSettings } from "./settings.ts";
import { SimulatedWorker } from "./simulated-worker.ts";
import { SnapshotMaker } from "./snapshot-maker.ts";

/** Within a second: late enough for the master to have acknowledged what came at its beginning. */
const reportAfterMs = 900;
/** Workers dialled at once. */
const dialBatch = 50;
const dialPeriodMs = 50;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

class Simulation {
  readonly #settings: SimulationSettings;
  readonly #maker: SnapshotMaker;
  readonly #workers: SimulatedWorker[];
  #joined = 0;
  #ended = 0;
  #seconds = 0;
  #startedAtMs: number | null = null;
  #report: NodeJS.Timeout | undefined;
  #trouble: string | null = null;

  constructor(settings: SimulationSettings) {
    this.#settings = settings;
    this.#maker = new SnapshotMaker(settings);
    this.#workers = Array.from({ length: settings.workers }, (_, number) =>
      this.#createWorker(number),
    );
  }

  /** Dials in batches: a master's queue of connections that wait to be accepted is short. */
  open(from = 0): void {
    for (const worker of this.#workers.slice(from, from + dialBatch)) worker.open();
    if (from + dialBatch < this.#workers.length)
      setTimeout(() => this.open(from + dialBatch), dialPeriodMs);
  }

  #createWorker(number: number): SimulatedWorker {
    const { port, token, groups, workers } = this.#settings;
    return new SimulatedWorker({
      url: `ws://127.0.0.1:${port}/worker`,
      token,
      number,
      groups,
      maker: this.#maker,
      joined: () => {
        this.#joined++;
        if (this.#joined === workers) say(`joined ${workers}`);
      },
      started: (atMs) => this.#started(atMs),
      ended: (trouble) => this.#workerEnded(trouble),
    });
  }

  #started(atMs: number): void {
    if (this.#startedAtMs !== null) return;
    this.#startedAtMs = atMs;
    this.#arm(atMs);
  }

  #arm(startedAtMs: number): void {
    const atMs = startedAtMs + this.#seconds * 1_000 + reportAfterMs;
    this.#report = setTimeout(
      () => {
        const { snapshots } = this.#maker.counts;
        say(`second ${this.#seconds}: ${snapshots} sent, ${this.#acknowledged()} acknowledged`);
        this.#seconds++;
        this.#arm(startedAtMs);
      },
      Math.max(0, atMs - performance.now()),
    );
  }

  #acknowledged(): number {
    return this.#workers.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  }

  #workerEnded(trouble: string | null): void {
    this.#ended++;
    this.#trouble ??= trouble;
    if (this.#ended < this.#workers.length && this.#trouble === null) return;
    clearTimeout(this.#report);
    const told = {
      totals: this.#maker.totals(),
      acknowledged: this.#acknowledged(),
      undelivered: this.#workers.filter(({ isDelivered }) => !isDelivered).length,
      partings: this.#workers.reduce((sum, { partings }) => sum + partings, 0),
      trouble: this.#trouble,
    };
    process.stdout.write(`done ${JSON.stringify(told)}\n`, () => process.exit(0));
  }
}

process.stdin.resume().on("end", () => process.exit(0));
new Simulation(readSettings(process.argv.slice(2))).open();
