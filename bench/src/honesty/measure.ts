// Runs the whole grid against one source.
import { availableParallelism } from "node:os";
import { canPin } from "../process/pin.ts";
import type { Source } from "../source/source.ts";
import { startSource } from "../source/start-source.ts";
import { addedErrorOf } from "./added-error.ts";
import type { Cell } from "./grid.ts";
import type { HonestyPoint } from "./point.ts";
import { type Cores, modelOf, runPoint, type RunSettings } from "./run-point.ts";

/** What was measured. */
export interface Measurement {
  readonly source: string;
  readonly points: readonly HonestyPoint[];
}

/** How to measure. */
export interface MeasureSettings {
  readonly secondsPerRun: number;
  /** One line about each run. */
  readonly progress: (text: string) => void;
}

/** The worker has a core of its own, with its neighbours; where there are only two, all others share one. */
export const chooseCores = (): Cores =>
  canPin()
    ? { others: 0, worker: availableParallelism() - 1 }
    : { others: undefined, worker: undefined };

const describe = (point: HonestyPoint): string => {
  const { p50Ms, p99Ms, harm } = addedErrorOf(point);
  const { loopDelay, cpuMean } = point.worker;
  return [
    `CPU ${Math.round(cpuMean * 100)} %,`,
    `loop delay p99 ${loopDelay.p99Ms.toFixed(1)} ms,`,
    `error p50 ${p50Ms.toFixed(2)} and p99 ${p99Ms.toFixed(2)} ms,`,
    `harm ${harm}, verdict ${[point.verdict.status, ...point.verdict.codes].join(" ")}`,
  ].join(" ");
};

/** One run that fails costs its own point, not those of the minutes before it. */
const tryPoint = async (
  cell: Cell,
  settings: RunSettings,
): Promise<{ point: HonestyPoint | null; text: string }> => {
  try {
    const point = await runPoint(cell, settings);
    return { point, text: point === null ? "left out, not possible here" : describe(point) };
  } catch (error) {
    return { point: null, text: `left out, ${error instanceof Error ? error.message : "failed"}` };
  }
};

/** A source for any model. The native one serves all; the simulator has one pace and is started anew. */
class SourceKeeper {
  readonly #core: number | undefined;
  #model = "";
  #source: Source | null = null;

  constructor(core: number | undefined) {
    this.#core = core;
  }

  get kind(): string {
    return this.#source?.kind ?? "none";
  }

  async serving(model: string): Promise<Source> {
    const current = this.#source;
    if (current !== null && (current.kind === "native" || this.#model === model)) return current;
    await this.stop();
    this.#model = model;
    const core = this.#core === undefined ? {} : { core: this.#core };
    this.#source = await startSource({ ...core, model });
    return this.#source;
  }

  async stop(): Promise<void> {
    await this.#source?.stop();
    this.#source = null;
  }
}

/** Measures cell after cell. Cells that are not possible here are left out, with a line. */
export const measureGrid = async (
  cells: readonly Cell[],
  { secondsPerRun, progress }: MeasureSettings,
): Promise<Measurement> => {
  const cores = chooseCores();
  const keeper = new SourceKeeper(cores.others);
  const points: HonestyPoint[] = [];
  try {
    for (const [index, cell] of cells.entries()) {
      const source = await keeper.serving(modelOf(cell));
      const { point, text } = await tryPoint(cell, { source, cores, seconds: secondsPerRun });
      if (point !== null) points.push(point);
      progress(`${index + 1}/${cells.length} ${cell.label}: ${text}`);
    }
    return { source: keeper.kind, points };
  } finally {
    await keeper.stop();
  }
};
