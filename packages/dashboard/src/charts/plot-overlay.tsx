// What lies above every plot: chosen range, marks, crosshair and what is under the pointer. It is a
// slider along time, so keys move it and screen readers say the values at each step.
import { formatMoment } from "../model/format/format-moment.ts";
import { layMarks, markNear, type PlacedMark } from "./mark-layout.ts";
import type { PlotFrame } from "./plot-frame.ts";
import { plotInsets, spanInWindow, timeToX } from "./time-scale.ts";
import { useCursor } from "./use-cursor.ts";
import { usePlotInput, type PointerPlace } from "./use-plot-input.ts";
import type { PlotSize } from "./use-plot.ts";

/** What an overlay needs. */
export interface PlotOverlayProps {
  /** Name for screen readers. */
  readonly label: string;
  readonly frame: PlotFrame;
  /** The plotted area, without axes. */
  readonly area: PlotSize;
  /** Steps that keys go through. */
  readonly times: readonly number[];
  /** Where the crosshair is drawn for a time: on the step that is read. */
  readonly snap: (timeS: number) => number;
  /** What a moment says, in a sentence. */
  readonly say: (timeS: number) => string;
  /** What is right under the pointer, 0 at the bottom and 1 at the top; null: nothing to say. */
  readonly tell?: (timeS: number, height: number) => string | null;
}

/** Chosen range, marks, crosshair and tooltip of one plot. */
export const PlotOverlay = (props: PlotOverlayProps) => {
  const { label, frame, area, times, snap, say } = props;
  const { timeS, draft } = useCursor(frame.cursor);
  const { pointer, handlers } = usePlotInput(frame, times, area.width);
  const placed = layMarks(frame.marks, frame.window, area.width);
  const crosshairS = timeS === null ? null : snap(timeS);
  return (
    <div
      class="plot-overlay"
      role="slider"
      tabIndex={0}
      aria-label={`${label}: time`}
      aria-valuemin={frame.window.fromS}
      aria-valuemax={frame.window.toS}
      aria-valuenow={crosshairS ?? frame.window.toS}
      aria-valuetext={crosshairS === null ? formatMoment(frame.window.toS) : say(crosshairS)}
      style={{ inset: insets }}
      {...handlers}
    >
      <Shade class="plot-range" frame={frame} range={frame.range} width={area.width} />
      <Shade class="plot-draft" frame={frame} range={draft} width={area.width} />
      {placed.map((mark) => (
        <MarkSign key={`${mark.kind} ${mark.marks[0]?.t}`} mark={mark} />
      ))}
      {crosshairS !== null && (
        <div
          class="plot-crosshair"
          style={{ transform: `translateX(${timeToX(crosshairS, frame.window, area.width)}px)` }}
        />
      )}
      {pointer !== null && timeS !== null && (
        <Tooltip
          pointer={pointer}
          area={area}
          lines={tooltipLines(markNear(placed, pointer.x), told(props, timeS, pointer))}
        />
      )}
    </div>
  );
};

const insets = `${plotInsets.top}px ${plotInsets.right}px ${plotInsets.bottom}px ${plotInsets.left}px`;

const told = (
  { tell, area }: PlotOverlayProps,
  timeS: number,
  pointer: PointerPlace,
): string | null => tell?.(timeS, 1 - pointer.y / area.height) ?? null;

const tooltipLines = (mark: PlacedMark | undefined, cell: string | null): readonly string[] => [
  ...(cell === null ? [] : [cell]),
  ...(mark?.marks.map(({ t, text }) => `${formatMoment(t)} ${text}`) ?? []),
];

interface ShadeProps {
  readonly class: string;
  readonly frame: PlotFrame;
  readonly range: PlotFrame["range"];
  readonly width: number;
}

const Shade = ({ class: name, frame, range, width }: ShadeProps) => {
  const span = spanInWindow(range, frame.window, width);
  if (span === null) return null;
  return <div class={name} style={{ left: `${span.left}px`, width: `${span.width}px` }} />;
};

const MarkSign = ({ mark }: { readonly mark: PlacedMark }) => (
  <div
    class={`plot-mark mark-${mark.kind}`}
    style={{ transform: `translateX(${mark.x}px)` }}
    aria-hidden="true"
  >
    <span class="plot-mark-glyph">{mark.glyph}</span>
  </div>
);

interface TooltipProps {
  readonly pointer: PointerPlace;
  readonly area: PlotSize;
  readonly lines: readonly string[];
}

// Stands on the side with more room, so that it never covers what is under the pointer.
const Tooltip = ({ pointer, area, lines }: TooltipProps) => {
  if (lines.length === 0) return null;
  const isRight = pointer.x > area.width / 2;
  const side = isRight
    ? { right: `${area.width - pointer.x + 12}px` }
    : { left: `${pointer.x + 12}px` };
  return (
    <div class="plot-tooltip" style={{ ...side, top: `${Math.max(0, pointer.y - 12)}px` }}>
      {lines.map((line, at) => (
        <div key={at}>{line}</div>
      ))}
    </div>
  );
};
