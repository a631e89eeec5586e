// One test's own world: a simulator, an empty folder, and programs that run in it. Everything is gone when
// the test is over.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SimulatorConfig } from "@gadfly/simulator/config/simulator-config";
import { type RunningSimulator, startSimulator } from "@gadfly/simulator/start-simulator";
import { readOverview, type TruthOverview } from "@gadfly/simulator/test-support/truth-client";
import { Program, type ProgramEnd, type ProgramSettings } from "./start-program.ts";

/** Answers of 8 tokens take about 50 ms: fast enough for short tests, slow enough to be no load. */
const gentleLaw: Partial<SimulatorConfig> = {
  port: 0,
  baseTtftMs: 10,
  prefillTokensPerS: 0,
  itlMs: 5,
  itlPerRunningMs: 0,
  jitter: 0,
};

/** What is run; a plain list is a command line of `gadfly`. */
export type Command = readonly string[] | Omit<ProgramSettings, "folder">;

/** A test's own world. */
export class Workbench implements AsyncDisposable {
  readonly folder: string;
  readonly simulator: RunningSimulator;
  readonly #programs: Program[] = [];

  constructor(folder: string, simulator: RunningSimulator) {
    this.folder = folder;
    this.simulator = simulator;
  }

  /** A path inside the folder. */
  path(...names: string[]): string {
    return join(this.folder, ...names);
  }

  /** Writes a file into the folder and gives its path. */
  async write(name: string, text: string): Promise<string> {
    await writeFile(this.path(name), text);
    return this.path(name);
  }

  /** Starts a program in the folder. */
  start(command: Command): Program {
    const settings = "name" in command ? command : { name: "gadfly" as const, args: command };
    const program = new Program({ ...settings, folder: this.folder });
    this.#programs.push(program);
    return program;
  }

  /** Runs a program to its end. */
  run(command: Command): Promise<ProgramEnd> {
    return this.start(command).ended;
  }

  /** What the simulator knows. */
  truth(): Promise<TruthOverview> {
    return readOverview(this.simulator);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#programs.map((program) => program[Symbol.asyncDispose]()));
    await this.simulator.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Sets up a world; the changes are to the simulator. */
export async function startWorkbench(changes: Partial<SimulatorConfig> = {}): Promise<Workbench> {
  const folder = await mkdtemp(join(tmpdir(), "gadfly-test-"));
  return new Workbench(folder, await startSimulator({ ...gentleLaw, ...changes }));
}
