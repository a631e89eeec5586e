// The two sums that the account of requests must make, in words and judged.
import type { Ledger } from "@gadfly/shared/result/result-account";
import { formatCount } from "@gadfly/shared/units/format-number";

/** One sum of the ledger. */
export interface LedgerSum {
  readonly text: string;
  readonly isTrue: boolean;
}

type Part = readonly [name: string, count: number];

const sumOf = ([name, total]: Part, parts: readonly Part[]): LedgerSum => {
  const terms = parts.map(([part, count]) => `${formatCount(count)} ${part}`).join(" + ");
  const sum = parts.reduce((subtotal, [, count]) => subtotal + count, 0);
  const isTrue = sum === total;
  return { text: `${formatCount(total)} ${name} ${isTrue ? "=" : "≠"} ${terms}`, isTrue };
};

/** What was due, and what became of what started. */
export const ledgerSums = (ledger: Ledger): readonly LedgerSum[] => [
  sumOf(
    ["due", ledger.due],
    [
      ["started", ledger.started],
      ["dropped", ledger.dropped],
      ["waiting", ledger.waiting],
    ],
  ),
  sumOf(
    ["started", ledger.started],
    [
      ["succeeded", ledger.succeeded],
      ["failed", ledger.failed],
      ["cancelled", ledger.cancelled],
      ["in flight", ledger.inFlight],
      ["lost", ledger.lost],
    ],
  ),
];
