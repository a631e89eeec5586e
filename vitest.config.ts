import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// Tests read the sources of every workspace package, never a stale build.
const resolve = { conditions: ["@gadfly/source", "node", "import", "default"] };
const builds = ["test/support/build-once.ts"];
const project = (
  name: string,
  include: string[],
  timeoutMs: number,
  globalSetup: string[] = [],
) => ({
  ssr: { resolve },
  resolve,
  test: { name, include, testTimeout: timeoutMs, hookTimeout: timeoutMs, globalSetup },
});

// In turns: those that only count, then those that start programs and wait for them, then those that measure.
const later = ({ test, ...settings }: ReturnType<typeof project>, groupOrder: number) => ({
  ...settings,
  test: { ...test, sequence: { groupOrder } },
});

// One file at a time: what it measures must not be the neighbours' noise.
const alone = ({ test, ...settings }: ReturnType<typeof later>) => ({
  ...settings,
  test: { ...test, fileParallelism: false },
});

export default defineConfig({
  test: {
    // The default leaves one core to vitest itself, which is half of a small machine.
    maxWorkers: availableParallelism(),
    projects: [
      project("unit", ["packages/*/src/**/*.test.ts", "bench/src/**/*.test.ts"], 20_000),
      project("repo", ["test/repo/**/*.test.ts"], 20_000),
      project("protocol", ["test/protocol/**/*.test.ts"], 20_000),
      project("integration", ["test/integration/**/*.test.ts"], 30_000),
      // The worker's engine against the simulator: every quirk, every provider.
      project("servers", ["test/quirks/**/*.test.ts", "test/providers/**/*.test.ts"], 30_000),
      // These run the built programs, as a user does.
      later(project("e2e", ["test/e2e/**/*.test.ts"], 90_000, builds), 1),
      alone(later(project("accuracy", ["test/accuracy/**/*.test.ts"], 90_000, builds), 2)),
    ],
  },
});
