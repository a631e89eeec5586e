// The figures at the head of the page.
import type { HeadFigure } from "../../model/header/head-figures.ts";

/** The figures, side by side. */
export const FigureStrip = ({ figures }: { readonly figures: readonly HeadFigure[] }) => (
  <dl class="figures">
    {figures.map((figure) => (
      <div class="figure" key={figure.title}>
        <dt>{figure.title}</dt>
        <dd>
          <span
            class={figure.isBad ? "figure-value tone-bad" : "figure-value"}
            data-metric={figure.metric}
            data-figure={figure.figure}
            data-value={figure.value === null ? "" : figure.value}
          >
            {figure.text}
          </span>
          <span class="figure-note">{figure.note}</span>
        </dd>
      </div>
    ))}
  </dl>
);
