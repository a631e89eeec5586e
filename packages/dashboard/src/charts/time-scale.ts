// Where a time lies in a plot, and what time lies under the pointer. Line charts and heat maps use the
// same insets, so they stand exactly below each other.

/** Stretch of time that a plot shows, in seconds since the start; never empty. */
export interface TimeWindow {
  readonly fromS: number;
  readonly toS: number;
}

/** Space around the plotted area for axes and the first and last label, in CSS pixels. */
export const plotInsets = { left: 52, right: 22, top: 10, bottom: 22 } as const;

/** Width of the plotted area in a canvas of this width. */
export const areaWidth = (canvasWidth: number): number =>
  Math.max(1, canvasWidth - plotInsets.left - plotInsets.right);

/** The plotted area of a canvas, without axes. */
export const plotArea = (size: {
  readonly width: number;
  readonly height: number;
}): { readonly width: number; readonly height: number } => ({
  width: areaWidth(size.width),
  height: Math.max(1, size.height - plotInsets.top - plotInsets.bottom),
});

/** Distance of a time from the left edge of the plotted area; outside it for times outside the window. */
export const timeToX = (timeS: number, window: TimeWindow, width: number): number =>
  ((timeS - window.fromS) / (window.toS - window.fromS)) * width;

/** Time at a distance from the left edge of the plotted area, held inside the window. */
export const xToTime = (x: number, window: TimeWindow, width: number): number =>
  window.fromS + Math.min(1, Math.max(0, x / width)) * (window.toS - window.fromS);

/** The part of a range that a window shows, as pixels; null: none of it. */
export const spanInWindow = (
  range: { readonly fromS: number; readonly toS: number } | null,
  window: TimeWindow,
  width: number,
): { readonly left: number; readonly width: number } | null => {
  if (range === null || range.toS <= window.fromS || range.fromS >= window.toS) return null;
  const left = Math.max(0, timeToX(range.fromS, window, width));
  const right = Math.min(width, timeToX(range.toS, window, width));
  return { left, width: right - left };
};

/** Index of the value nearest to a time; -1 where there is none. */
export const nearestIndex = (times: readonly number[], timeS: number): number => {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < timeS) low = middle + 1;
    else high = middle;
  }
  const before = times[low - 1];
  const here = times[low];
  if (before === undefined || here === undefined) return high;
  return timeS - before < here - timeS ? low - 1 : low;
};

/** Window that is shown: the whole of the data, or what was zoomed to; never shorter than ten seconds. */
export const shownWindow = (
  endS: number,
  zoom: { readonly lastS: number } | TimeWindow | null,
): TimeWindow => {
  const end = Math.max(10, endS);
  if (zoom === null) return { fromS: 0, toS: end };
  if ("lastS" in zoom) return { fromS: Math.max(0, end - zoom.lastS), toS: end };
  return zoom.toS > zoom.fromS ? zoom : { fromS: zoom.fromS, toS: zoom.fromS + 1 };
};
