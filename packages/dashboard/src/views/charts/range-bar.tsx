// The chosen range: which it is, how to leave it, and how much time the charts show.
import type { ComponentChildren } from "preact";
import { Button } from "../parts/button.tsx";
import { Panel } from "../parts/panel.tsx";

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

/** The chosen range with its buttons. */
export const RangeBar = ({ text, range, zoom, onZoom, onWhole, children }: RangeBarProps) => (
  <Panel
    title="Chosen range"
    actions={
      <>
        {lengths.map((length) => (
          <ZoomButton key={length.lastS} length={length} zoom={zoom} onZoom={onZoom} />
        ))}
        {range !== null && <Button onClick={() => onZoom(range)}>Zoom to range</Button>}
        <Button disabled={range === null && zoom === null} onClick={onWhole}>
          Whole run
        </Button>
      </>
    }
  >
    <p class="range-text" role="status">
      {text}
    </p>
    {children}
  </Panel>
);

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
