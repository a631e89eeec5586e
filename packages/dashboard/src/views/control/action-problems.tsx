// Why a button did not do what it says, beside it.
import type { WebProblem } from "@gadfly/shared/web/web-problem";

/** The sentences, read out at once. */
export const ActionProblems = ({ problems }: { readonly problems: readonly WebProblem[] }) => (
  <span class="action-problems" role="alert">
    {problems.map(({ sentence, hint }) => `${sentence} ${hint}`).join(" ")}
  </span>
);
