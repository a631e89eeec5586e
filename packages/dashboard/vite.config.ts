import { defineConfig } from "vite";

// The sources of shared are taken as they are: only what the page uses of them comes into its one file.
export default defineConfig({
  resolve: { conditions: ["@gadfly/source", "browser", "import", "default"] },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});
