// Waits as people write them:
//
//   none                 no wait (also: 0)
//   1s                   constant: that long after each request; any time span, bare numbers are seconds
//   between(1s, 3s)      drawn evenly from the range, after each request
//   pacing(2s)           a request every 2 s, or at once when the last one took longer
//   throughput(0.5)      pacing given as requests per second of one user
//
// `constant(1s)` is read too, for those who know Locust's names.
import { err, ok, type Result } from "../errors/result.ts";
import { formatDuration, parseDuration } from "../units/duration.ts";
import { type WaitSpec, waitSpec } from "./wait.ts";

/** What a wait looks like, for error sentences and help. */
export const waitExamples = "none, 1s, between(1s, 3s), pacing(2s) or throughput(0.5)";

const call = /^(?<name>[a-z]+)\s*\((?<inside>[^()]*)\)$/;

type Reader = (given: readonly string[]) => Result<WaitSpec>;

/** Reads a wait. The error names the value and what is allowed. */
export function parseWait(given: string | number): Result<WaitSpec> {
  const text = String(given).trim();
  const spec = readWait(text);
  if (!spec.ok) return err(`'${text}' is not a wait: ${spec.error}; write ${waitExamples}`);
  return spec;
}

/** Writes a wait the way `parseWait` reads it. */
export function formatWait(spec: WaitSpec): string {
  const span = (seconds: number) => formatDuration(seconds * 1000);
  switch (spec.kind) {
    case "none":
      return "none";
    case "constant":
      return span(spec.seconds);
    case "between":
      return `between(${span(spec.minS)}, ${span(spec.maxS)})`;
    case "pacing":
      return `pacing(${span(spec.seconds)})`;
    case "throughput":
      return `throughput(${spec.perS})`;
  }
}

function readWait(text: string): Result<WaitSpec> {
  if (text === "none") return ok({ kind: "none" });
  const parts = call.exec(text)?.groups;
  if (parts === undefined) return readConstant([text]);
  const { name = "", inside = "" } = parts;
  const read = readers.get(name);
  if (read === undefined) return err(`there is no '${name}'`);
  const found = read(inside.split(",").map((part) => part.trim()));
  return found.ok ? check(found.value) : found;
}

const readConstant: Reader = (given) => {
  const spans = readSpans(given, 1);
  if (!spans.ok) return spans;
  const [seconds = 0] = spans.value;
  return ok(seconds === 0 ? { kind: "none" } : { kind: "constant", seconds });
};

const readBetween: Reader = (given) => {
  const spans = readSpans(given, 2);
  if (!spans.ok) return spans;
  const [minS = 0, maxS = 0] = spans.value;
  return minS <= maxS
    ? ok({ kind: "between", minS, maxS })
    : err("the first span is the longer one");
};

const readPacing: Reader = (given) => {
  const spans = readSpans(given, 1);
  if (!spans.ok) return spans;
  const [seconds = 0] = spans.value;
  return seconds > 0 ? ok({ kind: "pacing", seconds }) : err("the period must be above 0");
};

const readThroughput: Reader = ([given = "", ...more]) => {
  const perS = /^\d*\.?\d+$/.test(given) ? Number(given) : 0;
  if (more.length > 0 || perS === 0)
    return err("it takes one number of requests per second, above 0");
  return ok({ kind: "throughput", perS });
};

const readers: ReadonlyMap<string, Reader> = new Map([
  ["constant", readConstant],
  ["between", readBetween],
  ["pacing", readPacing],
  ["throughput", readThroughput],
]);

/** Reads so many time spans, in seconds. */
function readSpans(given: readonly string[], expected: number): Result<number[]> {
  if (given.length !== expected) {
    return err(
      `it takes ${expected === 1 ? "one time span" : "two time spans"}, not ${given.length}`,
    );
  }
  const seconds: number[] = [];
  for (const text of given) {
    const span = parseDuration(text);
    if (!span.ok) return span;
    seconds.push(span.value / 1000);
  }
  return ok(seconds);
}

/** Limits that the schema alone knows, such as the highest rate. */
function check(spec: WaitSpec): Result<WaitSpec> {
  const checked = waitSpec.safeParse(spec);
  return checked.success
    ? ok(spec)
    : err(checked.error.issues.map(({ message }) => message).join(", "));
}
