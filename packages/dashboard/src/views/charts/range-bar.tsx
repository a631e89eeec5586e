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

const lastMinutes = [1, 5, 15] as const;

/** The chosen range with its buttons. */
export const RangeBar = ({ text, range, zoom, onZoom, onWhole, children }: RangeBarProps) => (
  <Panel
    title="Chosen range"
    actions={
      <>
        {lastMinutes.map((minutes) => (
          <ZoomButton key={minutes} minutes={minutes} zoom={zoom} onZoom={onZoom} />
        ))}
        {range !== null && <Button onClick={() => onZoom(range)}>Zoom to range</Button>}
        {(range !== null || zoom !== null) && <Button onClick={onWhole}>Whole run</Button>}
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
  readonly minutes: number;
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
}

const ZoomButton = ({ minutes, zoom, onZoom }: ZoomButtonProps) => {
  const lastS = minutes * 60;
  const isOn = zoom !== null && "lastS" in zoom && zoom.lastS === lastS;
  return (
    <Button aria-pressed={isOn} onClick={() => onZoom(isOn ? null : { lastS })}>
      Last {minutes} min
    </Button>
  );
};
