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

/** Reads line by line; what a line means depends on those before it. */
class Reader {
  readonly families = new Map<string, ReadFamily>();
  readonly #seen = new Set<string>();
  #current = "";
  #help = "";

  line(line: string): void {
    const [, kind, name = "", rest = ""] =
      /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/.exec(line) ?? [];
    if (kind === "HELP") [this.#current, this.#help] = [name, unescape(rest)];
    else if (kind === "TYPE") this.#type(name, rest, line);
    else this.#sample(line);
  }

  #type(name: string, type: string, line: string): void {
    if (name !== this.#current || this.families.has(name)) throw new Error(`misplaced: ${line}`);
    this.families.set(name, { type, help: this.#help, samples: [] });
  }

  #sample(line: string): void {
    nameAt.lastIndex = 0;
    const name = nameAt.exec(line)?.[0] ?? "";
    const family = this.families.get(this.#current);
    if (family === undefined || !suffixes.some((suffix) => name === this.#current + suffix))
      throw new Error(`a sample of no family: ${line}`);
    const [labels, at] = readLabels(line, name.length);
    const key = `${name}${JSON.stringify(labels)}`;
    if (line[at] !== " " || this.#seen.has(key)) throw new Error(`twice, or no value: ${line}`);
    this.#seen.add(key);
    family.samples.push({ name, labels, value: readNumber(line.slice(at + 1), line) });
  }
}

/** Reads a whole exposition, by family. */
export const parseExposition = (text: string): Map<string, ReadFamily> => {
  if (!text.endsWith("\n")) throw new Error("the last line has no end");
  const reader = new Reader();
  for (const line of text.slice(0, -1).split("\n")) reader.line(line);
  return reader.families;
};
