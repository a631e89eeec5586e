// What the numbers of series in a step stand for.
import type { SeriesInfo } from "../run-picture.ts";

/** The series of a run by their numbers. */
export type SeriesByNumber = ReadonlyMap<number, SeriesInfo>;

/** Whether these are the failed requests: they have distributions of their own. */
export const isFailed = ({ labels }: SeriesInfo): boolean => labels["outcome"] === "failed";
