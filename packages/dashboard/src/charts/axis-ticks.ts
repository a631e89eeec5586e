// Round values on axes: times as people read clocks, latencies on a logarithmic scale.
import { formatMoment } from "../model/format/format-moment.ts";
import type { TimeWindow } from "./time-scale.ts";

const clockStepsS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200];

/** Seconds between two labels, so that no more of them stand in a window than fit. */
export const clockStep = (spanS: number, mostLabels: number): number =>
  clockStepsS.find((stepS) => spanS / stepS <= mostLabels) ??
  Math.ceil(spanS / mostLabels / 86_400) * 86_400;

/** Times that get a label. */
export const clockTicks = (window: TimeWindow, width: number): number[] => {
  const mostLabels = Math.max(2, Math.floor(width / 72));
  const stepS = clockStep(window.toS - window.fromS, mostLabels);
  const first = Math.ceil(window.fromS / stepS);
  const last = Math.floor(window.toS / stepS);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => (first + at) * stepS);
};

/** A round time as short as it goes: 0s, 30s, 10m, 1h 30m. */
export const clockText = (timeS: number): string =>
  formatMoment(timeS).replace(/m00s$/, "m").replace(/h00m$/, "h");

/** Latencies that get a label between two ends: powers of ten, with 2 and 5 between them where they fit. */
export const logTicks = (fromMs: number, toMs: number, mostLabels: number): number[] => {
  const decades = Math.log10(toMs / fromMs);
  const factors = decades * 3 <= mostLabels ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(fromMs)); power <= Math.log10(toMs); power += 1) {
    for (const factor of factors) ticks.push(factor * 10 ** power);
  }
  return ticks.filter((tick) => tick >= fromMs * 0.999 && tick <= toMs * 1.001);
};

/** A latency as an axis shows it: 0.5 ms, 20 ms, 1.5 s. */
export const latencyText = (ms: number): string => {
  const [value, unit] = ms >= 1000 ? [ms / 1000, "s"] : [ms, "ms"];
  return `${Number(value.toPrecision(3))} ${unit}`;
};

/** Two latencies with what lies between them: 180 to 200 ms, 900 ms to 1.1 s. */
export const latencySpanText = (fromMs: number, toMs: number): string => {
  const [from = "", fromUnit] = latencyText(fromMs).split(" ");
  const to = latencyText(toMs);
  return to.endsWith(` ${fromUnit}`) ? `${from} to ${to}` : `${latencyText(fromMs)} to ${to}`;
};

/** A value on the axis of a line chart, short: 0.25, 40, 1.2k, 3M. */
export const shortText = (value: number): string => {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  if (size >= 1e4) return `${Number((value / 1e3).toPrecision(3))}k`;
  return String(Number(value.toPrecision(4)));
};
