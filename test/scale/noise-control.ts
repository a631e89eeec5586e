// A process that does nothing but watch its own 10 ms timer, as a worker does, on the worker's core: it
// tells a machine that is busy with other things from a worker that cannot keep up.
import { type Child, startChild } from "../../bench/src/process/spawn.ts";
import { repositoryRoot } from "../support/repository-root.ts";

/** Its own start is no noise of the machine. */
const program = `
  import { ProcessHealth } from "@gadfly/worker/health/process-health";
  const health = new ProcessHealth();
  process.on("SIGTERM", () => {
    health.cut();
    process.stdout.write("p99 " + health.recent.loopDelayP99Ms);
    process.exit();
  });
  setTimeout(() => { health.cut(); process.stdout.write("ready "); }, 300);
`;

/** Watches until it is asked. */
export class NoiseControl {
  readonly #child: Child;

  private constructor(child: Child) {
    this.#child = child;
  }

  /** Begins to watch. */
  static async start(core: number | undefined): Promise<NoiseControl> {
    const child = startChild({
      command: process.execPath,
      args: ["--input-type=module", "--eval", program],
      folder: repositoryRoot,
      ...(core === undefined ? {} : { core }),
    });
    await child.hasWritten(/ready/);
    return new NoiseControl(child);
  }

  /** Stops watching; gives the p99 of the timer's lateness in ms. */
  async end(): Promise<number> {
    await this.#child.stop();
    const { stdout, stderr } = await this.#child.ended;
    const [, p99] = /p99 ([\d.]+)/.exec(stdout) ?? [];
    if (p99 === undefined) throw new Error(`the control said nothing: ${stderr}`);
    return Number(p99);
  }
}
