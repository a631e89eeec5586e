// gadfly against a real inference engine: `npm run test:engine`. It is no part of `npm test`, because the
// engine has to be installed first, which the suite does itself when it can.
import { defineConfig } from "vitest/config";

// Sources of the workspace packages, as in the other suites.
const resolve = { conditions: ["@gadfly/source", "node", "import", "default"] };

export default defineConfig({
  root: import.meta.dirname,
  ssr: { resolve },
  resolve,
  test: {
    name: "engine",
    include: ["**/*.test.ts"],
    globalSetup: ["../support/build-once.ts", "setup/global-setup.ts", "stock/stock-setup.ts"],
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // One load at a time: the engine and gadfly share the machine.
    fileParallelism: false,
  },
});
