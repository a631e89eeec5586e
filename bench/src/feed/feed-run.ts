// One watched master: how late its loop is while nobody watches, while one page catches up and watches,
// and while ten do.
import { fileURLToPath } from "node:url";
import { type Child, startChild } from "../process/spawn.ts";
import { pause } from "../process/wait-until.ts";
import { numberField, objectField } from "../source/read-json.ts";
import type { LoopDelays } from "./delay-watch.ts";
import type { FeedLoad } from "./feed-load.ts";
import { FeedViewer } from "./viewer.ts";

/** What so many viewers made of the master, and got of it. */
export interface ViewersFound {
  readonly viewers: number;
  readonly catchingUp: LoopDelays;
  readonly watching: LoopDelays;
  /** Until the last of them knew everything. */
  readonly caughtUpMs: number;
  readonly caughtUpBytes: number;
  readonly bytesPerS: number;
}

/** What one master was like. */
export interface FeedFound {
  readonly alone: LoopDelays;
  readonly byViewers: readonly ViewersFound[];
}

const program = fileURLToPath(new URL("../../dist/feed/master-main.js", import.meta.url));
const startTimeoutMs = 60_000;
/** Compilers warm up, and what making the past has left is collected. */
const settleMs = 2_000;

class MasterProbe {
  readonly #child: Child;
  #asked = 0;

  constructor(child: Child) {
    this.#child = child;
  }

  /** Delays since the last time. */
  async delays(): Promise<LoopDelays> {
    process.kill(this.#child.pid, "SIGUSR2");
    const [, text = ""] = await this.#child.hasWritten(
      new RegExp(`^delays ${this.#asked++} (.*)\n`, "m"),
    );
    const told = objectField({ told: JSON.parse(text) as unknown }, "told");
    return { p99Ms: numberField(told, "p99Ms"), maxMs: numberField(told, "maxMs") };
  }
}

const measureViewers = async (
  probe: MasterProbe,
  port: number,
  { viewers: count, windowMs }: { readonly viewers: number; readonly windowMs: number },
): Promise<ViewersFound> => {
  await probe.delays();
  const viewers = Array.from({ length: count }, () => new FeedViewer(port));
  const ends = await Promise.all(viewers.map(({ caughtUp }) => caughtUp));
  const catchingUp = await probe.delays();
  const bytes = (): number => viewers.reduce((sum, viewer) => sum + viewer.bytes, 0);
  const [before, fromMs] = [bytes(), performance.now()];
  await pause(windowMs);
  const bytesPerS = ((bytes() - before) * 1_000) / (performance.now() - fromMs) / count;
  const watching = await probe.delays();
  for (const viewer of viewers) viewer.close();
  return {
    viewers: count,
    catchingUp,
    watching,
    caughtUpMs: Math.max(...ends.map(({ ms }) => ms)),
    caughtUpBytes: Math.max(...ends.map((end) => end.bytes)),
    bytesPerS,
  };
};

/** Measures a master of this load, with each of these numbers of viewers in turn. */
export const runFeed = async (
  load: FeedLoad,
  settings: {
    readonly windowMs: number;
    readonly viewers: readonly number[];
    readonly core: number;
  },
): Promise<FeedFound> => {
  const { windowMs, core } = settings;
  const args = [program, ...[load.workers, load.groups, load.values].map(String)];
  const child = startChild({ command: process.execPath, args, core });
  try {
    const [, port] = await child.hasWritten(/^port (\d+)\n/m, startTimeoutMs);
    const probe = new MasterProbe(child);
    await pause(settleMs);
    await probe.delays();
    await pause(windowMs);
    const alone = await probe.delays();
    const byViewers: ViewersFound[] = [];
    for (const viewers of settings.viewers)
      byViewers.push(await measureViewers(probe, Number(port), { viewers, windowMs }));
    return { alone, byViewers };
  } finally {
    await child.stop();
  }
};
