// Why a button did not do what it says, beside it.
import type { WebProblem } from "@gadfly/shared/web/web-problem";

/** The sentences with their hints. */
export const problemText = (problems: readonly WebProblem[]): string =>
  problems.map(({ sentence, hint }) => `${sentence} ${hint}`).join(" ");

/** The sentences, read out at once. */
export const ActionProblems = ({ problems }: { readonly problems: readonly WebProblem[] }) => (
  <span class="action-problems" role="alert">
    {problemText(problems)}
  </span>
);
