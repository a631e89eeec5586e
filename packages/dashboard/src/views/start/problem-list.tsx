// What is wrong and belongs to no field.
import type { WebProblem } from "@gadfly/shared/web/web-problem";

/** Problems, read out as soon as they are there. */
export const ProblemList = ({ problems }: { readonly problems: readonly WebProblem[] }) => (
  <div role="alert">
    {problems.length > 0 && (
      <ul class="problems">
        {problems.map(({ code, sentence, hint }) => (
          <li key={`${code} ${sentence}`}>
            {sentence} <span class="quiet">{hint}</span>
          </li>
        ))}
      </ul>
    )}
  </div>
);
