// The frame around every chart: caption, legend, plot, and a table for those who would rather read.
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { Button } from "../views/parts/button.tsx";

/** What a frame is made of. */
export interface PlotFigureProps {
  readonly title: string;
  /** Says why there is nothing to draw; null: there is something. */
  readonly empty: string | null;
  readonly isWide?: boolean;
  /** Choices of this chart. */
  readonly actions?: ComponentChildren;
  readonly legend: ComponentChildren;
  readonly table: () => ComponentChildren;
  readonly children: ComponentChildren;
}

/** A chart with its caption, legend and table. */
export const PlotFigure = (props: PlotFigureProps) => {
  const { title, empty, isWide = false, actions, legend, table, children } = props;
  const [isTable, setTable] = useState(false);
  const captionId = useId();
  return (
    <figure class={isWide ? "chart chart-wide" : "chart"}>
      <figcaption id={captionId}>{title}</figcaption>
      <div class="chart-actions">
        {actions}
        <Button kind="quiet" aria-describedby={captionId} onClick={() => setTable(!isTable)}>
          {isTable ? "Show as chart" : "Show as table"}
        </Button>
      </div>
      {empty === null ? legend : <p class="chart-empty">{empty}</p>}
      <div class="chart-plot" hidden={empty !== null || isTable}>
        {children}
      </div>
      {isTable && <div class="chart-table">{table()}</div>}
    </figure>
  );
};
