// Takes the pictures of the documentation anew: `npm run pictures`. Look at every one afterwards.
import { join } from "node:path";
import { defineConfig } from "vitest/config";

const resolve = { conditions: ["@gadfly/source", "node", "import", "default"] };
const suite = join(import.meta.dirname, "..");

export default defineConfig({
  root: suite,
  ssr: { resolve },
  resolve,
  test: {
    name: "pictures",
    include: ["pictures/take-pictures.ts"],
    globalSetup: ["../support/build-once.ts", "setup/global-setup.ts"],
    testTimeout: 240_000,
    hookTimeout: 150_000,
  },
});
