// A result in the XML that CI servers read: one test suite, whose attributes and elements are those
// that Jenkins, GitLab and GitHub's actions agree on.
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import {
  isHistogramStatistics,
  type MetricStatistics,
} from "@gadfly/shared/result/result-statistics";
import { testCasesOf, type TestCase } from "./test-cases.ts";
import { xmlElement, xmlTextElement } from "./xml-text.ts";

const elementOf = ({ group, name, outcome, message, details }: TestCase): string[] => {
  const attributes = { classname: `gadfly.${group}`, name, time: 0 };
  const text = details === "" ? message : `${message}${message === "" ? "" : "\n"}${details}`;
  if (outcome === "skipped")
    return xmlElement("testcase", attributes, [
      ...xmlElement("skipped", { message }),
      ...xmlTextElement("system-out", {}, text),
    ]);
  if (outcome === "failed")
    return xmlElement(
      "testcase",
      attributes,
      xmlTextElement("failure", { message, type: `gadfly.${group}` }, text),
    );
  return xmlElement(
    "testcase",
    attributes,
    text === "" ? [] : xmlTextElement("system-out", {}, text),
  );
};

const figureOf = (metric: MetricStatistics): [string, number | null][] =>
  isHistogramStatistics(metric)
    ? [
        [".p50", metric.p50],
        [".p99", metric.p99],
      ]
    : [["", metric.value]];

/** The main numbers, for servers that show or plot properties. */
const propertiesOf = ({ metrics, run, plan }: ResultDocument): string[] => {
  const numbers = Object.entries(metrics).flatMap(([name, metric]) =>
    figureOf(metric).flatMap(([suffix, value]) =>
      value === null ? [] : [[`${name}${suffix} ${metric.unit}`, value] as const],
    ),
  );
  const pairs = [
    ["run", run.id] as const,
    ["target", plan.targets.join(" ")] as const,
    ["model", plan.request.model ?? ""] as const,
    ...numbers,
  ];
  return pairs.flatMap(([name, value]) => xmlElement("property", { name, value }));
};

const count = (cases: readonly TestCase[], outcome: TestCase["outcome"]): number =>
  cases.filter((test) => test.outcome === outcome).length;

/** The whole document, ending in a line break. */
export const junitReport = (result: ResultDocument): string => {
  const cases = testCasesOf(result);
  const sums = {
    tests: cases.length,
    failures: count(cases, "failed"),
    errors: 0,
    time: result.run.durationS,
  };
  const skipped = count(cases, "skipped");
  const suite = xmlElement(
    "testsuite",
    // Without a fraction and a zone: what the widest spread schema allows.
    { name: "gadfly", ...sums, skipped, timestamp: result.run.startedAt.slice(0, 19) },
    [...xmlElement("properties", {}, propertiesOf(result)), ...cases.flatMap(elementOf)],
  );
  const document = xmlElement("testsuites", { name: `gadfly ${result.run.id}`, ...sums }, suite);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${document.join("\n")}\n`;
};
