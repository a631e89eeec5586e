// What a simulated worker measures: in each series group six histograms and a counter, as a real one
// has them for one endpoint, host and outcome.
import type { SeriesAnnouncement } from "@gadfly/shared/protocol/worker-message";

/** The histograms of a group: the metric and the median of its values, as stored. */
export const groupHistograms = [
  { metric: "ttft", median: 180_000 },
  { metric: "tpot", median: 30_000 },
  { metric: "e2e", median: 3_000_000 },
  { metric: "ttlb", median: 3_000_000 },
  { metric: "chunk_gap", median: 30_000 },
  { metric: "schedule_lag", median: 300 },
] as const;

/** The counter of a group. */
export const groupCounter = "output_tps";

const seriesPerGroup = groupHistograms.length + 1;

/** The number of a group's histogram series. */
export const histogramId = (group: number, place: number): number => group * seriesPerGroup + place;

/** The number of a group's counter. */
export const counterId = (group: number): number => group * seriesPerGroup + groupHistograms.length;

/** The series of `groups` groups; every worker has the same. */
export const announcementsOf = (groups: number): SeriesAnnouncement[] =>
  Array.from({ length: groups }, (_, group) => {
    const labels = {
      endpoint: "openai-chat",
      host: `10.0.0.${group + 1}:8000`,
      outcome: "succeeded",
    };
    return [
      ...groupHistograms.map(({ metric }, place) => ({
        id: histogramId(group, place),
        metric,
        labels,
      })),
      { id: counterId(group), metric: groupCounter, labels },
    ];
  }).flat();
