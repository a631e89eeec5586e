// Prometheus' text format 0.0.4: families of samples with help and type. Label values may be anything
// that a server or a worker calls itself.

/** One sample of a family. */
export interface Sample {
  /** Added to the family's name: "_sum", "_count"; none for the value itself. */
  readonly suffix?: "_sum" | "_count";
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One metric with its samples. */
export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: "gauge" | "counter" | "summary";
  readonly samples: readonly Sample[];
}

const escapeHelp = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");

const escapeLabel = (text: string): string => escapeHelp(text).replaceAll('"', '\\"');

const toNumber = (value: number): string => {
  if (Number.isNaN(value)) return "NaN";
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? "+Inf" : "-Inf";
};

const labelsOf = (labels: Readonly<Record<string, string>>): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
};

const toLine = (name: string, { suffix, labels = {}, value }: Sample): string =>
  `${name}${suffix ?? ""}${labelsOf(labels)} ${toNumber(value)}`;

/** The families as text; those without a sample are left out. */
export const toExposition = (families: readonly Family[]): string =>
  families
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, help, type, samples }) =>
      [
        `# HELP ${name} ${escapeHelp(help)}`,
        `# TYPE ${name} ${type}`,
        ...samples.map((sample) => toLine(name, sample)),
        "",
      ].join("\n"),
    )
    .join("");
