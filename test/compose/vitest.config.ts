// The suite with real containers: `npm run test:compose`. It is no part of `npm test`, because it needs a
// Docker engine, or root to start one.
import { defineConfig } from "vitest/config";

// Sources of the workspace packages, as in the other suites.
const resolve = { conditions: ["@gadfly/source", "node", "import", "default"] };

export default defineConfig({
  ssr: { resolve },
  resolve,
  test: {
    name: "compose",
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    globalSetup: ["setup/global-setup.ts"],
    // One cluster at a time: they measure, and machines that run tests are small.
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
  },
});
