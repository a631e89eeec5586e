// A strict reader of Prometheus' text format 0.0.4, written from its description and from nothing of
// ours: whatever it does not know is an error.

/** A family as it was read. */
export interface ReadFamily {
  readonly type: string;
  readonly help: string;
  readonly samples: { name: string; labels: Record<string, string>; value: number }[];
}

const nameAt = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const labelAt = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\\\|\\"|\\n)*)"(,?)/y;
const suffixes = ["", "_sum", "_count"];

const unescape = (text: string): string =>
  text.replaceAll(/\\(.)/g, (_, what: string) => (what === "n" ? "\n" : what));

const readLabels = (line: string, from: number): [Record<string, string>, number] => {
  const labels: Record<string, string> = {};
  if (line[from] !== "{") return [labels, from];
  let at = from + 1;
  while (line[at] !== "}") {
    labelAt.lastIndex = at;
    const hit = labelAt.exec(line);
    if (hit === null) throw new Error(`no label at ${at}: ${line}`);
    const [, name = "", value = ""] = hit;
    if (name in labels) throw new Error(`label twice: ${line}`);
    labels[name] = unescape(value);
    at = labelAt.lastIndex;
  }
  return [labels, at + 1];
};

const readNumber = (text: string, line: string): number => {
  if (text === "NaN") return Number.NaN;
  if (/^[+-]Inf$/.test(text)) return text.startsWith("+") ? Infinity : -Infinity;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) throw new Error(`no number: ${line}`);
  return Number(text);
};

/** Reads a whole exposition, by family. */
export const parseExposition = (text: string): Map<string, ReadFamily> => {
  if (!text.endsWith("\n")) throw new Error("the last line has no end");
  const families = new Map<string, ReadFamily>();
  const seen = new Set<string>();
  let current = "";
  let help = "";
  for (const line of text.slice(0, -1).split("\n")) {
    const [, kind, name = "", rest = ""] =
      /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/.exec(line) ?? [];
    if (kind === "HELP") {
      [current, help] = [name, unescape(rest)];
      continue;
    }
    if (kind === "TYPE") {
      if (name !== current || families.has(name)) throw new Error(`misplaced: ${line}`);
      families.set(name, { type: rest, help, samples: [] });
      continue;
    }
    nameAt.lastIndex = 0;
    const sample = nameAt.exec(line)?.[0] ?? "";
    const family = families.get(current);
    if (family === undefined || !suffixes.some((suffix) => sample === current + suffix))
      throw new Error(`a sample of no family: ${line}`);
    const [labels, at] = readLabels(line, sample.length);
    const key = `${sample}${JSON.stringify(labels)}`;
    if (line[at] !== " " || seen.has(key)) throw new Error(`twice, or no value: ${line}`);
    seen.add(key);
    family.samples.push({ name: sample, labels, value: readNumber(line.slice(at + 1), line) });
  }
  return families;
};
