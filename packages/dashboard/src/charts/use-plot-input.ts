// Pointer, touch and keys on the plotted area of a chart: they move the crosshair and choose ranges.
import { useRef, useState } from "preact/hooks";
import type { PlotFrame } from "./plot-frame.ts";
import { keyOutcome } from "./range-keys.ts";
import { timeToX, xToTime } from "./time-scale.ts";

/** Where the pointer is over the plotted area, in CSS pixels. */
export interface PointerPlace {
  readonly x: number;
  readonly y: number;
}

/** A press moves this far before it is a drag. */
const dragPx = 4;

const placeOf = (event: PointerEvent & { readonly currentTarget: HTMLElement }): PointerPlace => {
  const box = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
};

/** Handlers for the plotted area, and where the pointer is; null: elsewhere. */
export const usePlotInput = (frame: PlotFrame, times: readonly number[], width: number) => {
  const [pointer, setPointer] = useState<PointerPlace | null>(null);
  const pressedS = useRef<number | null>(null);
  const { cursor, window } = frame;

  const stop = (): void => {
    pressedS.current = null;
    cursor.move({ draft: null });
  };
  const onPointerMove = (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
    const place = placeOf(event);
    const timeS = xToTime(place.x, window, width);
    setPointer(place);
    const fromS = pressedS.current;
    const isDrag = fromS !== null && Math.abs(place.x - timeToX(fromS, window, width)) >= dragPx;
    const draft = isDrag
      ? { fromS: Math.min(fromS, timeS), toS: Math.max(fromS, timeS) }
      : cursor.state.draft;
    cursor.move({ timeS, anchorS: null, draft });
  };

  return {
    pointer,
    handlers: {
      onPointerMove,
      onPointerDown: (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
        if (event.button !== 0 || frame.choose === null) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pressedS.current = xToTime(placeOf(event).x, window, width);
        onPointerMove(event);
      },
      onPointerUp: (): void => {
        const { draft } = cursor.state;
        stop();
        if (draft !== null) frame.choose?.(draft);
      },
      onPointerCancel: stop,
      // A finger that is lifted leaves the crosshair where it was put.
      onPointerLeave: (event: PointerEvent): void => {
        setPointer(null);
        if (event.pointerType === "mouse" && pressedS.current === null) cursor.leave();
      },
      onKeyDown: (event: KeyboardEvent): void => {
        const outcome = keyOutcome(event, cursor.state, times, window);
        if (outcome === null) return;
        event.preventDefault();
        pressedS.current = null;
        cursor.move({ timeS: outcome.timeS, anchorS: outcome.anchorS, draft: null });
        if (outcome.range !== undefined) frame.choose?.(outcome.range);
      },
    },
  };
};
