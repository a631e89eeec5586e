// Lines of the log, cut into what is shown of them.
import type { Tone } from "../tables/table-row.ts";

/** One line. */
export interface LogEntry {
  readonly key: number;
  /** Up to the level. */
  readonly before: string;
  /** "" when the line has none. */
  readonly level: string;
  readonly tone: Tone;
  readonly after: string;
}

const levelTones: Readonly<Record<string, Tone>> = {
  DEBUG: "quiet",
  INFO: "quiet",
  WARNING: "warn",
  ERROR: "bad",
  CRITICAL: "bad",
};

// [time] host/LEVEL/module: sentence
const shape = /^(\[[^\]]*\] [^/]*\/)([A-Z]+)(\/.*)$/su;

/** Lines that hold the text, with a level at least as heavy as asked for. */
export const logEntries = (
  lines: readonly string[],
  text: string,
  isWarningsOnly: boolean,
): readonly LogEntry[] => {
  const wanted = text.toLowerCase();
  return lines.map(toEntry).filter(({ tone }, key) => {
    const isHeavy = tone === "warn" || tone === "bad";
    return (!isWarningsOnly || isHeavy) && (lines[key] ?? "").toLowerCase().includes(wanted);
  });
};

const toEntry = (line: string, key: number): LogEntry => {
  const [, before = "", level = "", after = line] = shape.exec(line) ?? [];
  return { key, before, level, tone: levelTones[level] ?? "quiet", after };
};
