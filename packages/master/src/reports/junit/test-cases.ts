// What a result says, as tests that a CI server can show: the measurement, the account of requests,
// the end of the run, failures, and every objective.
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { endTextOf, verdictTexts } from "@gadfly/shared/result/result-words";
import { plural } from "@gadfly/shared/units/format-number";
import { ledgerSums } from "../ledger-sums.ts";

/** One test with what became of it. */
export interface TestCase {
  /** Groups tests on the page of a CI server. */
  readonly group: "verdict" | "ledger" | "run" | "requests" | "slo";
  readonly name: string;
  /** skipped: neither passed nor failed, shown with its reason. */
  readonly outcome: "passed" | "failed" | "skipped";
  /** One line about a failed or skipped test; about a passed one it may be empty. */
  readonly message: string;
  /** The same at length. */
  readonly details: string;
}

const reasonsOf = ({ verdict }: ResultDocument): string =>
  verdict.reasons
    .map(
      ({ code, text, worker }) => `${worker === undefined ? "" : `${worker}: `}${text} [${code}]`,
    )
    .join("\n");

const outcomes = { VALID: "passed", SUSPECT: "skipped", INVALID: "failed" } as const;

const verdictCase = (result: ResultDocument): TestCase => {
  const { status } = result.verdict;
  return {
    group: "verdict",
    name: "the measurement is valid",
    outcome: outcomes[status],
    message: `${status}: ${verdictTexts[status]}`,
    details: reasonsOf(result),
  };
};

const ledgerCase = ({ ledger }: ResultDocument): TestCase => {
  const sums = ledgerSums(ledger);
  const isTrue = sums.every((sum) => sum.isTrue);
  return {
    group: "ledger",
    name: "every request is accounted for",
    outcome: isTrue ? "passed" : "failed",
    message: isTrue ? "" : "the ledger does not add up",
    details: sums.map(({ text }) => text).join("\n"),
  };
};

/** Ends that nobody asked for. */
const badEnds: ReadonlySet<string> = new Set(["workersLost", "failed"]);

const endCase = (result: ResultDocument): TestCase => {
  const { endReason, trouble } = result.run;
  const events = result.events.map(({ t, kind, text }) => `${t} s ${kind}: ${text}`);
  return {
    group: "run",
    name: "the run came to its end",
    outcome: badEnds.has(endReason) ? "failed" : "passed",
    message:
      trouble === null
        ? endTextOf(result)
        : `${endTextOf(result)}: ${trouble.message} [${trouble.code}]`,
    details: [...(trouble === null ? [] : [trouble.hint]), ...events].join("\n"),
  };
};

/** With --exit-code-on-error 0, failures are what the user expects. */
const failuresCase = ({ ledger, errors, run }: ResultDocument): TestCase => {
  const areBad = ledger.failed > 0 && run.exitCode !== 0;
  const ended = ledger.succeeded + ledger.failed;
  return {
    group: "requests",
    name: "no request failed",
    outcome: areBad ? "failed" : "passed",
    message: ledger.failed === 0 ? "" : `${plural(ledger.failed, "request")} of ${ended} failed`,
    details: errors.map(({ kind, message, count }) => `${count} × ${kind}: ${message}`).join("\n"),
  };
};

const sloCases = ({ slo }: ResultDocument): TestCase[] =>
  slo.map(({ expression, value, met }) => ({
    group: "slo",
    name: expression,
    outcome: met ? "passed" : "failed",
    message: `measured ${value === null ? "nothing" : value}`,
    details: "",
  }));

/** Every test of a result, in the order of a reader's questions. */
export const testCasesOf = (result: ResultDocument): TestCase[] => [
  verdictCase(result),
  endCase(result),
  ledgerCase(result),
  failuresCase(result),
  ...sloCases(result),
];
