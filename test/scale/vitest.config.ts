// How far the spine carries: hundreds of workers on one master, thousands of streams at once, memory over
// time, and the verdict under load. `npm run test:scale`; no part of `npm test`, because it keeps a machine
// busy for minutes.
import { defineConfig } from "vitest/config";

// Sources of the workspace packages, as in the other suites.
const resolve = { conditions: ["@gadfly/source", "node", "import", "default"] };

export default defineConfig({
  root: import.meta.dirname,
  ssr: { resolve },
  resolve,
  test: {
    name: "scale",
    include: ["*.test.ts"],
    globalSetup: ["../support/build-once.ts", "build-bench.ts"],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // One load at a time.
    fileParallelism: false,
  },
});
