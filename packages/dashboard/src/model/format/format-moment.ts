// Moments of a run as clocks show them, spelled as times are everywhere: easy to compare in a column and
// on an axis.

const minuteS = 60;
const hourS = 3_600;

const twoDigits = (count: number): string => String(count).padStart(2, "0");

/** A moment in whole seconds: "5s", "1m05s", "1h02m05s"; before the start with a minus. */
export const formatMoment = (seconds: number): string => {
  const whole = Math.round(Math.abs(seconds));
  const sign = seconds < 0 && whole > 0 ? "-" : "";
  const [hours, rest] = [Math.floor(whole / hourS), whole % hourS];
  const [minutes, last] = [Math.floor(rest / minuteS), rest % minuteS];
  if (hours > 0) return `${sign}${hours}h${twoDigits(minutes)}m${twoDigits(last)}s`;
  return minutes > 0 ? `${sign}${minutes}m${twoDigits(last)}s` : `${sign}${last}s`;
};
