// The account of requests as two sums that a reader can check. A sum that does not hold is
// shown with ≠ and what its parts add up to.
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { formatCount } from "@gadfly/shared/units/format-number";
import type { ConsoleStyle } from "../console-style.ts";
import { displayWidth } from "../text/text-width.ts";
import { formatLabelled, labelWidth } from "./labelled-lines.ts";

/** `aside`: what of it there is more to say of. */
type Part = readonly [name: string, count: number, aside?: string];

/** One line when both sums fit on it, otherwise one line each. */
export function formatLedger(
  { ledger, plannedCancels }: Pick<ResultDocument, "ledger" | "plannedCancels">,
  style: ConsoleStyle,
): string[] {
  const started = formatSum(
    ["started", ledger.started],
    [
      ["succeeded", ledger.succeeded],
      ["failed", ledger.failed],
      ["cancelled", ledger.cancelled, onPurpose(plannedCancels)],
      ["in flight", ledger.inFlight],
      ["lost", ledger.lost],
    ],
    style,
  );
  const due = formatSum(
    ["due", ledger.due],
    [
      ["started", ledger.started],
      ["dropped", ledger.dropped],
      ["waiting", ledger.waiting],
    ],
    style,
  );
  if (ledger.due === ledger.started && ledger.dropped + ledger.waiting === 0) {
    return formatLabelled("Ledger", [started], style);
  }
  const both = `${due};  ${started}`;
  const fits = displayWidth(both) <= style.width - labelWidth;
  return formatLabelled("Ledger", fits ? [both] : [due, started], style);
}

const onPurpose = (count: number): string =>
  count === 0 ? "" : ` (${formatCount(count)} on purpose)`;

// Parts that are zero are left out, but never the first: "3 started = 3 succeeded".
function formatSum([name, total]: Part, parts: readonly Part[], { colour }: ConsoleStyle): string {
  const sum = parts.reduce((subtotal, [, count]) => subtotal + count, 0);
  const terms = parts
    .filter(([, count], place) => place === 0 || count !== 0)
    .map(([part, count, aside = ""]) => `${formatCount(count)} ${part}${aside}`)
    .join(" + ");
  const head = `${formatCount(total)} ${name}`;
  return sum === total
    ? `${head} = ${terms}`
    : colour.red(`${head} ≠ ${terms} (the parts sum to ${formatCount(sum)})`);
}
