// Builds the page with Vite: as static files for the master, and as one HTML file that waits for a journal
// to be put into it. Both lie beside the program that serves or fills them.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

// Tests build, too, and their NODE_ENV would put names of source files into every element.
process.env.NODE_ENV = "production";

const root = fileURLToPath(new URL("../packages/dashboard/", import.meta.url));
const outDir = fileURLToPath(new URL("../packages/cli/dist/programs/page/", import.meta.url));

await build({
  root,
  configFile: `${root}vite.config.ts`,
  logLevel: "warn",
  build: { outDir, emptyOutDir: true },
});

const assets = readdirSync(`${outDir}assets`);
const read = (ending) =>
  readFileSync(`${outDir}assets/${assets.find((name) => name.endsWith(ending))}`, "utf8");

// A script that holds "</script" would end the element that it stands in.
const script = read(".js").replaceAll("</script", String.raw`<\/script`);
const style = read(".css");
const plainStyle = ".starting { display: none; } pre { margin: 1rem; overflow: auto; }";
const hashOf = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
// Nothing runs and nothing paints but what was built here, whatever a server got into the journal.
const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)} ${hashOf(plainStyle)}; img-src data:; base-uri 'none'; form-action 'none'`;
const icon = `data:image/svg+xml;base64,${readFileSync(`${outDir}favicon.svg`).toString("base64")}`;

// master/src/reports/html puts title, summary and journal in the places of their markers.
writeFileSync(
  `${outDir}report-template.html`,
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>@@TITLE@@</title>
<link rel="icon" href="${icon}">
<style>${style}</style>
<noscript><style>${plainStyle}</style></noscript>
</head>
<body>
<div id="page"><p class="starting">Reading the report …</p></div>
<noscript><pre>@@SUMMARY@@</pre></noscript>
<script type="application/octet-stream" id="journal">@@JOURNAL@@</script>
<script type="module">${script}</script>
</body>
</html>
`,
);
