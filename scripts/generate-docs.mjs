// Writes every page that is derived from a table in the sources, or from the results of the benchmark;
// with --check, only compares.
// It reads the built program (`tsc -b` comes first), so that it runs on every Node that gadfly runs on.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compareJsonSchema } from "@gadfly/shared/compare/compare-document";
import { levelsJsonSchema } from "@gadfly/shared/compare/levels-file";
import { describeErrorsMarkdown } from "@gadfly/shared/errors/errors-markdown";
import { describeLifecyclesMarkdown } from "@gadfly/shared/lifecycle/describe-lifecycles";
import { describeMetricsMarkdown } from "@gadfly/shared/metrics/describe-metrics";
import { configFileJsonSchema } from "@gadfly/shared/options/describe/config-schema";
import { describeOptionsMarkdown } from "@gadfly/shared/options/describe/options-markdown";
import { describeProtocolMarkdown } from "@gadfly/shared/protocol/describe-protocol";
import { providersMarkdown } from "@gadfly/shared/providers/describe-providers";
import { requestRecordJsonSchema } from "@gadfly/shared/result/request-record";
import { resultJsonSchema } from "@gadfly/shared/result/result-schema";
import { describeApiMarkdown } from "@gadfly/shared/web/describe/api-markdown";
import { openApiDocument } from "@gadfly/shared/web/describe/openapi";
import { gadflyVersion } from "@gadfly/shared/protocol/version";
import { format } from "oxfmt";
import { describePerformanceMarkdown } from "../bench/dist/report/performance-page.js";
import { readResults } from "../bench/dist/report/result-files.js";
import { suiteNames } from "../bench/dist/suites/suite-table.js";

/** Target file and its generator; with `section`, only what stands between its two markers is ours. */
const pages = [
  { file: "docs/options.md", generate: describeOptionsMarkdown },
  { file: "docs/metrics.md", generate: describeMetricsMarkdown },
  { file: "docs/errors.md", generate: describeErrorsMarkdown },
  { file: "docs/protocol.md", generate: describeProtocolMarkdown },
  { file: "docs/providers.md", generate: providersMarkdown },
  {
    file: "docs/performance.md",
    generate: () => describePerformanceMarkdown(readResults(suiteNames)),
  },
  { file: "docs/api.md", generate: describeApiMarkdown },
  { file: "docs/openapi.json", generate: () => toJson(openApiDocument(gadflyVersion)) },
  { file: "docs/result.schema.json", generate: () => toJson(resultJsonSchema()) },
  { file: "docs/record.schema.json", generate: () => toJson(requestRecordJsonSchema()) },
  { file: "docs/compare.schema.json", generate: () => toJson(compareJsonSchema()) },
  { file: "docs/levels.schema.json", generate: () => toJson(levelsJsonSchema()) },
  { file: "docs/config.schema.json", generate: () => toJson(configFileJsonSchema()) },
  { file: "ARCHITECTURE.md", generate: describeLifecyclesMarkdown, section: "lifecycles" },
];

const toJson = (value) => `${JSON.stringify(value, null, 2)}\n`;
const pathOf = (file) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const { printWidth } = JSON.parse(readFileSync(pathOf(".oxfmtrc.json"), "utf8"));

const readIfThere = (file) => {
  try {
    return readFileSync(pathOf(file), "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
};

/** The page with `text` between `<!-- NAME:start -->` and `<!-- NAME:end -->`. */
const replaceSection = (page, { file, section, text }) => {
  const start = `<!-- ${section}:start -->`;
  const end = `<!-- ${section}:end -->`;
  const [head, rest, ...more] = (page ?? "").split(start);
  const tail = rest?.split(end)[1];
  if (tail === undefined || more.length > 0) {
    throw new Error(`${file} needs one pair of the lines ${start} and ${end}.`);
  }
  return `${head}${start}\n\n${text.trim()}\n\n${end}${tail}`;
};

/** What the file should hold, formatted as `npm run format` would. */
const wantedText = async ({ file, generate, section }, current) => {
  const text = generate();
  const page = section === undefined ? text : replaceSection(current, { file, section, text });
  const { code, errors } = await format(file, page, { printWidth });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  return code;
};

const stale = [];
for (const page of pages) {
  const current = readIfThere(page.file);
  const wanted = await wantedText(page, current);
  if (wanted !== current) stale.push({ file: page.file, wanted });
}

if (process.argv.includes("--check")) {
  for (const { file } of stale) console.error(`stale: ${file}`);
  if (stale.length > 0) {
    console.error("Generated pages differ from their tables. Run `npm run docs` and commit them.");
    process.exitCode = 1;
  }
} else {
  for (const { file, wanted } of stale) {
    writeFileSync(pathOf(file), wanted);
    console.log(`wrote ${file}`);
  }
}
