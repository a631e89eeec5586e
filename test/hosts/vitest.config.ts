import { join } from "node:path";
import { defineConfig } from "vitest/config";

// Real hosts as far as one machine can have them: network namespaces, with the built programs in them.
// Slower than `npm test` and only for root on Linux, hence a command of its own: `npm run test:hosts`.
const resolve = { conditions: ["@gadfly/source", "node", "import", "default"] };

export default defineConfig({
  root: join(import.meta.dirname, "../.."),
  ssr: { resolve },
  resolve,
  test: {
    name: "hosts",
    include: ["test/hosts/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The programs of one file are load enough; what is measured here should not be the neighbours.
    fileParallelism: false,
    globalSetup: ["test/hosts/support/look-for-tools.ts", "test/support/build-once.ts"],
  },
});
