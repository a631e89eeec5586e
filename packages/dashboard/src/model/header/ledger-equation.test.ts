import { describe, expect, it } from "vitest";
import { ledgerEquation } from "./ledger-equation.ts";

const ledger = {
  due: 1240,
  started: 1230,
  succeeded: 1200,
  failed: 10,
  cancelled: 0,
  inFlight: 20,
  lost: 0,
  dropped: 4,
  waiting: 6,
};

describe("the ledger's sum", () => {
  it("names every number once as a part, with its sign", () => {
    const [started = [], due = []] = ledgerEquation(ledger).lines;
    const spell = (terms: typeof started) =>
      terms.map(({ sign, text, words }) => `${sign} ${text} ${words}`.trim()).join(" ");
    expect(spell(started)).toBe(
      "1,230 started = 1,200 succeeded + 10 failed + 0 cancelled + 20 in flight + 0 lost",
    );
    expect(spell(due)).toBe("1,240 due = 1,230 started + 4 dropped + 6 waiting");
  });

  it("says when it does not come out", () => {
    expect(ledgerEquation(ledger).isBalanced).toBe(true);
    expect(ledgerEquation({ ...ledger, lost: 1 }).isBalanced).toBe(false);
  });
});
