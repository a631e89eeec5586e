// Where every request went, as the sum that it must be.
import type { Ledger } from "@gadfly/shared/result/result-account";
import { ledgerEquation, type LedgerTerm } from "../../model/header/ledger-equation.ts";
import { Badge } from "../parts/badge.tsx";

/** The ledger. */
export const LedgerLine = ({ ledger }: { readonly ledger: Ledger }) => {
  const { lines, isBalanced } = ledgerEquation(ledger);
  return (
    <section class="ledger" aria-label="Ledger">
      {lines.map((terms) => (
        <p class="ledger-line" key={terms[0]?.name}>
          {terms.map((term) => (
            <Term key={term.name} term={term} />
          ))}
        </p>
      ))}
      {!isBalanced && <Badge tone="bad">does not add up</Badge>}
    </section>
  );
};

const Term = ({
  term: { name, words, text, value, sign, tone },
}: {
  readonly term: LedgerTerm;
}) => (
  <span class="ledger-term">
    {sign !== "" && <span class="ledger-sign">{sign} </span>}
    <b
      class={tone === "bad" ? "tone-bad" : undefined}
      data-metric="ledger"
      data-figure={name}
      data-value={value}
    >
      {text}
    </b>{" "}
    {words}
  </span>
);
