// `gadfly compare`: runs side by side, with a guard against noise and a gate for CI; and systems by level
// of concurrency.
import { dirname, resolve } from "node:path";
import { buildComparison, type CompareSettings } from "@gadfly/master/compare/build-comparison";
import { comparisonFigures } from "@gadfly/master/compare/comparison-figures";
import { isOneLevel, systemsOfFile } from "@gadfly/master/compare/levels";
import { percentileCurves } from "@gadfly/master/compare/percentile-curves";
import { formatComparisonText } from "@gadfly/master/console/compare/comparison-text";
import { type FailOnRule, parseFailOnRule } from "@gadfly/shared/compare/fail-on-rule";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { CommandHandler } from "../command-context.ts";
import { loadRun, loadRuns } from "../compare/load-run.ts";
import { readLevelsFile } from "../compare/read-levels-file.ts";
import { writeCompareOutputs } from "../compare/write-outputs.ts";
import { styleOf } from "../console/terminal-size.ts";

const readRules = (texts: readonly string[]): FailOnRule[] =>
  texts.map((rule) => {
    const parsed = parseFailOnRule(rule);
    if (parsed.ok) return parsed.value;
    throw new GadflyError("GF_FAIL_RULE_INVALID", { rule, problem: parsed.error });
  });

const readLevels = (path: string | null): CompareSettings["levels"] => {
  if (path === null) return { title: null, systems: [] };
  const file = readLevelsFile(path);
  const folder = dirname(path);
  const notes: string[] = [];
  const systems = systemsOfFile(file, (run) => {
    const { result } = loadRun(resolve(folder, run), "all");
    if (!isOneLevel(result))
      notes.push(`the users of ${run} were changed while it ran: it is no level`);
    return result;
  });
  return { title: file.title ?? null, systems, notes };
};

const checkCount = (paths: readonly string[], hasLevels: boolean, hasRules: boolean): void => {
  const isEnough = paths.length >= 2 || (hasLevels && paths.length === 0 && !hasRules);
  if (isEnough) return;
  const runs = paths.length === 0 ? "no run is named" : `only ${paths.join(", ")} is named`;
  const given = hasRules && hasLevels ? `${runs}, and --fail-on needs two` : runs;
  throw new GadflyError("GF_COMPARE_TOO_FEW", { given });
};

/** Runs `gadfly compare`. */
export const compareCommand: CommandHandler<"compare"> = async (context) => {
  const { options, positionals, stdout, stderr, env } = context;
  const { window, alpha, failOn } = options;
  const rules = readRules(failOn);
  checkCount(positionals, options.levels !== null, rules.length > 0);
  const levels = readLevels(options.levels);
  const inputs = loadRuns(positionals, window);
  const minChange = options.minChange / 100;
  const document = buildComparison(inputs, { window, alpha, minChange, rules, levels });
  const figures = comparisonFigures(document, percentileCurves(inputs, window));
  await writeCompareOutputs(options, document, figures);
  const output = options.json ? stderr : stdout;
  output.write(`${formatComparisonText(document, styleOf(output, env)).join("\n")}\n`);
  if (options.json) stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  return document.exitCode;
};
