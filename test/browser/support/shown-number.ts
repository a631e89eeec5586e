// Whether a text shows a number: read back from the text, with as many digits as it has. Made without the
// page's own formatter, which is what it checks.

const absentTexts = new Set(["-", "–", "—", ""]);

const unitSeconds: Readonly<Record<string, number>> = {
  d: 86_400,
  h: 3_600,
  m: 60,
  s: 1,
  ms: 0.001,
};

/** "1h2m3.4s" in seconds; null: it is no time span. */
function readSpan(text: string): { seconds: number; precision: number } | null {
  if (!/^-?(?:[\d.]+(?:ms|[dhms])\s?)+$/.test(text)) return null;
  const parts = [...text.matchAll(/([\d.]+)(ms|[dhms])/g)];
  const sizes = parts.map(([, digits = "", unit = ""]) => {
    const scale = unitSeconds[unit] ?? Number.NaN;
    return { seconds: Number(digits) * scale, precision: stepOf(digits) * scale };
  });
  const sign = text.startsWith("-") ? -1 : 1;
  return {
    seconds: sign * sizes.reduce((sum, { seconds }) => sum + seconds, 0),
    precision: sizes.at(-1)?.precision ?? 1,
  };
}

/** What the last digit of a number stands for: 0.01 for "1.25". */
const stepOf = (digits: string): number => 10 ** -(digits.split(".")[1]?.length ?? 0);

const isNear = (shown: number, exact: number, precision: number): boolean =>
  Math.abs(shown - exact) <= precision * 0.5 + 1e-9 * Math.abs(exact);

/** Whether `text` is `exact`, rounded to the digits that it has. */
export function showsNumber(text: string, exact: number | null): boolean {
  const plain = text.trim();
  if (exact === null) return absentTexts.has(plain);
  const span = readSpan(plain);
  if (span !== null) return isNear(span.seconds, exact, Math.max(span.precision, 0.1));
  const found = /^([<>]?)(-?[\d,]+(?:\.\d+)?)\s*(%?)/.exec(plain);
  if (found === null) return false;
  const [, bound = "", number = "", percent = ""] = found;
  const digits = number.replaceAll(",", "");
  const scaled = percent === "" ? exact : exact * 100;
  if (bound === "<") return scaled < Number(digits);
  if (bound === ">") return scaled > Number(digits);
  return isNear(Number(digits), scaled, stepOf(digits));
}
