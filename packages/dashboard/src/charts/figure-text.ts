// Values as legends and tables of charts show them: three or four digits, with their unit.

/** A value of a chart; a dash where nothing was measured. */
export const figureText = (value: number | null | undefined, unit: string): string => {
  if (value === null || value === undefined) return "–";
  const digits = Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 100 ? 1 : 2;
  const text = value.toLocaleString("en", { maximumFractionDigits: digits });
  return unit === "" ? text : `${text} ${unit}`;
};
