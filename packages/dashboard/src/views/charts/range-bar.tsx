// The chosen range: which it is, how to leave it, and how much time the charts show.
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Button } from "../parts/button.tsx";

/** How much the charts show: the last seconds, a stretch, or null: everything. */
export type Zoom =
  | { readonly lastS: number }
  | { readonly fromS: number; readonly toS: number }
  | null;

/** What the bar shows. */
export interface RangeBarProps {
  /** What was chosen, in words. */
  readonly text: string;
  readonly range: { readonly fromS: number; readonly toS: number } | null;
  readonly zoom: Zoom;
  /** How long the run is: what is longer need not be offered. */
  readonly endS: number;
  readonly onZoom: (zoom: Zoom) => void;
  /** Gives up range and zoom. */
  readonly onWhole: () => void;
  /** Figures of the range. */
  readonly children?: ComponentChildren;
}

const lengths = [
  { title: "Last 1 min", lastS: 60 },
  { title: "Last 5 min", lastS: 300 },
  { title: "Last 15 min", lastS: 900 },
] as const;

/** The chosen range with its buttons; one line until something is chosen. */
export const RangeBar = (props: RangeBarProps) => {
  const { text, range, zoom, endS, onZoom, onWhole, children } = props;
  const titleId = useId();
  return (
    <section class="panel range-bar" aria-labelledby={titleId}>
      <div class="range-head">
        <h2 id={titleId}>Chosen range</h2>
        <p class="range-text" role="status">
          {text}
        </p>
        <div class="panel-actions">
          {lengths
            .filter(({ lastS }) => endS > lastS)
            .map((length) => (
              <ZoomButton key={length.lastS} length={length} zoom={zoom} onZoom={onZoom} />
            ))}
          {range !== null && <Button onClick={() => onZoom(range)}>Zoom to range</Button>}
          <Button disabled={range === null && zoom === null} onClick={onWhole}>
            Whole run
          </Button>
        </div>
      </div>
      {children}
    </section>
  );
};

interface ZoomButtonProps {
  readonly length: (typeof lengths)[number];
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
}

const ZoomButton = ({ length, zoom, onZoom }: ZoomButtonProps) => {
  const { title, lastS } = length;
  const isOn = zoom !== null && "lastS" in zoom && zoom.lastS === lastS;
  return (
    <Button aria-pressed={isOn} onClick={() => onZoom(isOn ? null : { lastS })}>
      {title}
    </Button>
  );
};
