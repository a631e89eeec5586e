// The charts of a result that came without its journal: its timeline has some figures of each second, and
// neither histograms nor whatever else of a step there is to draw.
import type { TimelineRow } from "@gadfly/shared/result/result-rows";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { ChartData, LineTone } from "../chart-data.ts";
import type { RunPicture } from "../run-picture.ts";
import { latencyTones, namesOf } from "./latency-charts.ts";
import { chartAt } from "./line-chart.ts";

type Figure = Exclude<keyof TimelineRow, "t">;

interface TimelineChart {
  readonly title: string;
  readonly unit: string;
  /** What there is none of where nothing can be drawn. */
  readonly what: string;
  readonly lines: readonly (readonly [name: string, tone: LineTone, figure: Figure])[];
}

const latency = (metric: string, lines: TimelineChart["lines"]): TimelineChart => {
  const names = namesOf(metric);
  return { ...names, what: `seconds with ${names.title}`, lines };
};

/** In the order of the other charts, with their names and colours. */
const charts: readonly TimelineChart[] = [
  {
    title: "Users and requests in flight",
    unit: "",
    what: "seconds with users",
    lines: [
      ["Users", "first", "users"],
      ["In flight", "second", "inFlight"],
    ],
  },
  {
    title: "Requests per second",
    unit: "requests/s",
    what: "seconds with requests",
    lines: [
      ["Requests", "first", "rps"],
      ["Failed", "bad", "failuresPerS"],
    ],
  },
  {
    ...namesOf("output_tps"),
    what: "seconds with tokens",
    lines: [["Output", "first", "outputTps"]],
  },
  latency("ttft", [
    ["p50", latencyTones.p50, "ttftP50"],
    ["p99", latencyTones.p99, "ttftP99"],
  ]),
  latency("e2e", [
    ["p50", latencyTones.p50, "e2eP50"],
    ["p99", latencyTones.p99, "e2eP99"],
  ]),
  latency("tpot", [["p50", latencyTones.p50, "tpotP50"]]),
  {
    ...namesOf("client_loop_delay"),
    what: "seconds with reports of workers",
    lines: [["p99", latencyTones.p99, "loopDelayP99Ms"]],
  },
];

/** What the timeline of a result has to draw. */
export const timelineCharts = ({ timeline }: ResultDocument): readonly ChartData[] => {
  const times = timeline.map(({ t }) => t);
  return charts.map(({ title, unit, what, lines }) =>
    chartAt(times, {
      title,
      unit,
      ifNothing: `This result holds no ${what}.`,
      lines: lines.map(([name, tone, figure]) => ({
        name,
        tone,
        valueAt: (place) => timeline[place]?.[figure] ?? null,
      })),
    }),
  );
};

/** The result whose timeline is all that there is over time; null: there are steps, or no result. */
export const resultWithoutSteps = ({ report, steps }: RunPicture): ResultDocument | null =>
  steps.length === 0 ? (report?.result ?? null) : null;
