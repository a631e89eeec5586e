// The page in a real browser, in front of real programs: `npm run test:browser`. It is no part of
// `npm test`, because a browser has to be found or installed first, which the suite does itself.
import { defineConfig } from "vitest/config";

// Sources of the workspace packages, as in the other suites.
const resolve = { conditions: ["@gadfly/source", "node", "import", "default"] };

export default defineConfig({
  root: import.meta.dirname,
  ssr: { resolve },
  resolve,
  test: {
    name: "browser",
    include: ["**/*.test.ts"],
    globalSetup: ["../support/build-once.ts", "setup/global-setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One browser and one load at a time: they share the machine.
    fileParallelism: false,
  },
});
