// All charts of a run, in the order in which the page shows them.
import type { ChartData, HeatMapData } from "../chart-data.ts";
import { heatMap } from "./heat-map.ts";
import { lagChart, latencyChart, loopDelayChart } from "./latency-charts.ts";
import { inputTokensChart, outputTokensChart, requestsChart } from "./rate-charts.ts";
import { rememberBySteps } from "./remember-by-steps.ts";
import { usersChart } from "./users-chart.ts";

/** The charts of a run by their names. */
export interface RunCharts {
  readonly users: ChartData;
  readonly requests: ChartData;
  readonly outputTokens: ChartData;
  readonly inputTokens: ChartData;
  readonly ttft: ChartData;
  readonly tpot: ChartData;
  readonly chunkGap: ChartData;
  readonly e2e: ChartData;
  readonly lag: ChartData;
  readonly loopDelay: ChartData;
  readonly ttftHeat: HeatMapData;
  readonly e2eHeat: HeatMapData;
}

/** Everything over time; the same object until a step changes. */
export const runCharts = rememberBySteps((picture): RunCharts => ({
  users: usersChart(picture),
  requests: requestsChart(picture),
  outputTokens: outputTokensChart(picture),
  inputTokens: inputTokensChart(picture),
  ttft: latencyChart(picture, "ttft"),
  tpot: latencyChart(picture, "tpot"),
  chunkGap: latencyChart(picture, "chunk_gap"),
  e2e: latencyChart(picture, "e2e"),
  lag: lagChart(picture),
  loopDelay: loopDelayChart(picture),
  ttftHeat: heatMap(picture, "ttft"),
  e2eHeat: heatMap(picture, "e2e"),
}));
