// A report as one HTML file: the built page with a run inside. It opens from a disk, without a network,
// and without JavaScript it still has the summary.
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { createColour } from "../../console/colour.ts";
import { formatSummary } from "../../console/summary.ts";
import { absencesOf } from "./absent-workers.ts";
import { describeSteps } from "./describe-steps.ts";
import { htmlText } from "./html-text.ts";
import { reportFrames } from "./report-messages.ts";
import { planIn, type ReportSource } from "./report-source.ts";
import { resolutionsOf, resolveSteps, type StepResolution } from "./step-resolution.ts";

/** Sizes of a report, in bytes. */
export interface ReportLimits {
  /** What a report should have. */
  readonly wanted: number;
  /** What none exceeds. */
  readonly most: number;
  /** What time gets of its own where the tables alone take what is wanted. */
  readonly leastForSteps: number;
}

/** What can be mailed. */
export const reportLimits: ReportLimits = {
  wanted: 2_000_000,
  most: 10_000_000,
  leastForSteps: 500_000,
};

/** Reads all rows of an iterable that makes them as it is read, and may let others in between. */
export type Collect = <Row>(rows: Iterable<Row>) => Promise<Row[]>;

const collectAtOnce: Collect = (rows) => Promise.resolve([...rows]);

/** How a report is made, where it matters. */
export interface ReportMaking {
  readonly limits?: ReportLimits;
  readonly collect?: Collect;
}

const summaryStyle = { width: 100, colour: createColour(false) };

interface Filling {
  readonly title: string;
  readonly summary: string;
  readonly journal: string;
}

/** In the order in which their markers stand in the template. */
const markers = [
  ["@@TITLE@@", "title"],
  ["@@SUMMARY@@", "summary"],
  ["@@JOURNAL@@", "journal"],
] as const satisfies (readonly [string, keyof Filling])[];

/** Cuts at each marker in turn, so that no text that was put in can be one. */
const fillTemplate = (template: string, filling: Filling): string => {
  const parts: string[] = [];
  let rest = template;
  for (const [marker, key] of markers) {
    const at = rest.indexOf(marker);
    if (at < 0) throw new RangeError(`the template of the report has no ${marker}`);
    parts.push(rest.slice(0, at), filling[key]);
    rest = rest.slice(at + marker.length);
  }
  return [...parts, rest].join("");
};

const zip = promisify(gzip);
const compress = async (source: ReportSource, collect: Collect): Promise<Buffer> =>
  zip(Buffer.concat(await collect(reportFrames(source))));

const base64Length = (bytes: number): number => Math.ceil(bytes / 3) * 4;

/** Rows of the timeline of which one in `every` stays. */
const thinTimeline = (result: ResultDocument, every: number): ResultDocument => ({
  ...result,
  timeline: result.timeline.filter((_row, place) => place % every === 0),
});

/** A run of days has a timeline that is larger than any mail; then the report has a part of it. */
const fitTables = async (
  source: ReportSource,
  most: number,
  collect: Collect,
): Promise<{ source: ReportSource; size: number }> => {
  const bare = { ...source, steps: [] };
  const sizeWith = async (result: ResultDocument): Promise<number> =>
    base64Length((await compress({ ...bare, result }, collect)).length);
  let fitted = { source, size: await sizeWith(source.result) };
  for (let every = 2; fitted.size > most && every < source.result.timeline.length; every *= 2) {
    const result = thinTimeline(source.result, every);
    const note = `The result in this file has one of ${every} rows of its timeline; result.json in the run's folder has all.`;
    const thinned = { ...source, result, notes: [...source.notes, note] };
    fitted = { source: thinned, size: await sizeWith(result) };
  }
  return fitted;
};

const intervalMsOf = ({ records }: ReportSource): number => planIn(records)?.intervalMs ?? 1000;

const withSteps = (
  source: ReportSource,
  steps: readonly StepRecord[],
  resolution: StepResolution,
): ReportSource => {
  const intervalMs = intervalMsOf(source);
  const sentences = describeSteps(steps, intervalMs, resolution);
  return { ...source, steps, notes: [...source.notes, ...sentences] };
};

/** The finest resolution whose file is small enough; else the coarsest. */
const fitSteps = async (
  source: ReportSource,
  roomFor: number,
  collect: Collect,
): Promise<Buffer> => {
  const last = source.steps.at(-1);
  const intervals = last === undefined ? 0 : last.index + last.length;
  const surroundings = { intervalMs: intervalMsOf(source), isAbsent: absencesOf(source.records) };
  let steps = source.steps;
  let journal: Buffer = Buffer.alloc(0);
  // Each resolution is made of the one before: what is merged once is not merged again.
  for (const resolution of resolutionsOf(intervals, source.result.workers.length)) {
    steps = await collect(resolveSteps(steps, resolution, surroundings));
    journal = await compress(withSteps(source, steps, resolution), collect);
    if (base64Length(journal.length) <= roomFor) return journal;
  }
  return journal;
};

/** The whole file. */
export const htmlReport = async (
  template: string,
  source: ReportSource,
  { limits = reportLimits, collect = collectAtOnce }: ReportMaking = {},
): Promise<string> => {
  const title = htmlText(`gadfly ${source.result.run.id}`);
  const summary = htmlText(formatSummary(source.result, null, summaryStyle, true).join("\n"));
  const around = Buffer.byteLength(template + title + summary);
  const tables = await fitTables(source, limits.most - around - limits.leastForSteps, collect);
  const wanted = Math.max(limits.wanted - around, tables.size + limits.leastForSteps);
  const journal = await fitSteps(tables.source, Math.min(wanted, limits.most - around), collect);
  return fillTemplate(template, { title, summary, journal: journal.toString("base64") });
};
