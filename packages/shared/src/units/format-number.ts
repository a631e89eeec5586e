// Numbers as people read them: thousands separators, three significant digits, a dash for what
// is not there. No locale: the same output everywhere.

/** Stands where a number is absent. */
export const absent = "-";

const grouped = (digits: string): string => digits.replace(/\B(?=(?:\d{3})+$)/gu, ",");

/** A whole number: 1204 → "1,204". */
export const formatCount = (count: number | null): string =>
  count === null ? absent : (count < 0 ? "-" : "") + grouped(Math.abs(count).toFixed(0));

function decimals(size: number): number {
  if (size >= 99.95) return 0;
  if (size >= 9.995) return 1;
  return size >= 0.9995 ? 2 : 3;
}

/** Three significant digits, never more than three decimals: 0.456, 4.56, 12.3, 812, "1,204". */
export function formatFigure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return absent;
  const size = Math.abs(value);
  const [whole = "0", fraction] = size.toFixed(size === 0 ? 0 : decimals(size)).split(".");
  const digits = grouped(whole) + (fraction === undefined ? "" : `.${fraction}`);
  return value < 0 && Number(size.toFixed(3)) !== 0 ? `-${digits}` : digits;
}

/** A rate: as a figure, but never finer than hundredths. */
export function formatRate(perSecond: number | null | undefined): string {
  if (typeof perSecond !== "number" || Math.abs(perSecond) >= 0.9995) {
    return formatFigure(perSecond);
  }
  return Math.abs(perSecond) < 0.005 ? "0" : perSecond.toFixed(2);
}

/** A share between 0 and 1 as a percentage: 0.0025 → "0.25 %". */
export function formatShare(share: number | null | undefined): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return absent;
  const percent = share * 100;
  if (percent === 0 || percent === 100) return `${percent} %`;
  if (percent < 0.01) return "<0.01 %";
  if (percent > 99.9 && percent < 100) return ">99.9 %";
  return `${percent < 1 ? percent.toFixed(2) : percent.toFixed(1)} %`;
}

/** Milliseconds with the unit: "12.3 ms"; a dash alone when absent. */
export function formatMs(ms: number | null | undefined): string {
  const figure = formatFigure(ms);
  return figure === absent ? absent : `${figure} ms`;
}

/** "1 worker", "2 workers", "1,204 requests". */
export const plural = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
