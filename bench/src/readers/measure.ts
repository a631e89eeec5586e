// Measures any reader in the same way: over a window, the processor time of its process against what
// the source sent in the same time.
import { readCpuUs } from "../process/proc-stat.ts";
import { pause, waitUntil } from "../process/wait-until.ts";
import type { Source } from "../source/source.ts";
import type { Load, Reader, RunningReader } from "./reader.ts";

/** What was measured in one window. */
export interface ReadingCost {
  /** Of one core. */
  readonly cpuPercent: number;
  readonly eventsPerS: number;
  readonly requestsPerS: number;
}

/** How long things take. */
export interface Window {
  /** After everything is open, before the window. */
  readonly settleMs: number;
  readonly lengthMs: number;
}

/** The window of a suite; a quick one shows only that it works. */
export const windowFor = (isQuick: boolean): Window =>
  isQuick ? { settleMs: 500, lengthMs: 1_500 } : { settleMs: 2_000, lengthMs: 6_000 };

const openingTimeoutMs = 60_000;

/** Waits until the source has every connection of a load under way. */
export async function waitUntilOpen({ source, connections, isStreamed }: Load): Promise<void> {
  await waitUntil(
    async () => {
      const { streamsOpen, requests } = await source.counts();
      return isStreamed ? streamsOpen >= connections : requests >= connections;
    },
    { what: `${connections} connections are open`, timeoutMs: openingTimeoutMs, periodMs: 100 },
  );
}

/** Each side's counts are divided by its own clock, so asking them one after another costs nothing. */
export async function measureWindow(
  source: Source,
  pid: number,
  lengthMs: number,
): Promise<ReadingCost> {
  const before = await source.counts();
  const cpuBeforeUs = readCpuUs(pid);
  const startedAtMs = performance.now();
  await pause(lengthMs);
  const cpuUs = readCpuUs(pid) - cpuBeforeUs;
  const tookMs = performance.now() - startedAtMs;
  const after = await source.counts();
  const sentS = (after.atMs - before.atMs) / 1000;
  return {
    cpuPercent: cpuUs / tookMs / 10,
    eventsPerS: (after.events - before.events) / sentS,
    requestsPerS: (after.requests - before.requests) / sentS,
  };
}

/** Starts a reader, hands it to `use` once everything is open, and stops it whatever happens. */
export async function withReader<T>(
  reader: Reader,
  load: Load,
  use: (running: RunningReader) => Promise<T>,
): Promise<T> {
  await load.source.reset();
  const running = await reader.start(load);
  try {
    await waitUntilOpen(load);
    return await use(running);
  } finally {
    await running.stop();
    await waitUntil(async () => (await load.source.counts()).streamsOpen === 0, {
      what: "the source has lost its readers",
    });
  }
}

/** Starts a reader, measures one window, stops it. */
export const measureReader = (reader: Reader, load: Load, window: Window): Promise<ReadingCost> =>
  withReader(reader, load, async ({ pid }) => {
    await pause(window.settleMs);
    return measureWindow(load.source, pid, window.lengthMs);
  });
