// The ledger as the sum that it must be.
import type { Ledger } from "@gadfly/shared/result/result-account";
import { formatCount } from "@gadfly/shared/units/format-number";
import type { Tone } from "../tables/table-row.ts";

/** One number of the sum. */
export interface LedgerTerm {
  readonly name: keyof Ledger;
  readonly words: string;
  readonly text: string;
  readonly value: number;
  /** What stands before it. */
  readonly sign: "" | "=" | "+";
  readonly tone: Tone;
}

/** The whole sum, and whether it comes out. */
export interface LedgerEquation {
  readonly lines: readonly (readonly LedgerTerm[])[];
  readonly isBalanced: boolean;
}

const wordsOf: Readonly<Record<keyof Ledger, string>> = {
  due: "due",
  started: "started",
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
  inFlight: "in flight",
  lost: "lost",
  dropped: "dropped",
  waiting: "waiting",
};

const sums = [
  ["started", "succeeded", "failed", "cancelled", "inFlight", "lost"],
  ["due", "started", "dropped", "waiting"],
] as const;

/** The sum with its numbers. */
export const ledgerEquation = (ledger: Ledger): LedgerEquation => ({
  lines: sums.map((names) => names.map((name, at) => termOf(ledger, name, at))),
  isBalanced: sums.every(([whole, ...parts]) => {
    const sum = parts.reduce((total, name) => total + ledger[name], 0);
    return ledger[whole] === sum;
  }),
});

const termOf = (ledger: Ledger, name: keyof Ledger, at: number): LedgerTerm => ({
  name,
  words: wordsOf[name],
  text: formatCount(ledger[name]),
  value: ledger[name],
  sign: signAt(at),
  tone: (name === "failed" || name === "lost") && ledger[name] > 0 ? "bad" : "quiet",
});

const signAt = (at: number): LedgerTerm["sign"] => {
  if (at === 0) return "";
  return at === 1 ? "=" : "+";
};
